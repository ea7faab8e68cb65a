import type { Platform } from './bot/contract.ts';
import type { Check } from './desk/check.ts';
import { groupsOf } from './desk/on-call/on-call.ts';
import { checkOnCall } from './desk/on-call/gaps.ts';
import { directAccount } from './desk/destination.ts';
import { span } from './desk/clock/when.ts';
import type { Integration } from './integrations/contract.ts';
import { checkDesk, checkRedis } from './store/check.ts';
import { readGroupState } from './store/on-call.ts';
import { checkProofs } from './store/proofs.ts';
import { readDestinations } from './store/rows.ts';
import { readSource } from './store/sources.ts';
import type { VirtualClock } from './store/clock.ts';
import { viewNow } from './store/view.ts';
import type { Store } from './store/store.ts';

/** A desk that runs. */
interface Desk {
  store: Store;
  platforms: readonly Platform[];
  integrations: readonly Integration[];
  clock: VirtualClock | undefined;
}

/** What `doctor` and `/desk health` look at, on a desk that runs. */
export async function allChecks({ store, platforms, integrations, clock }: Desk): Promise<Check[]> {
  const platformChecks = platforms.map(async (platform) => {
    const used = await readDestinations(store, platform.id).catch(() => []);
    const deaf = platform.inbound.deaf();
    const listening: Check[] =
      deaf === undefined ? [] : [{ what: `${platform.title} buttons`, state: 'bad', says: deaf }];
    const channels = [
      ...new Set([
        ...used.filter((one) => directAccount(one) === undefined),
        ...(platform.defaultDestination ? [platform.defaultDestination] : []),
      ]),
    ];
    return [...listening, ...(await platform.check(channels)), ...(await groupChecks(store, platform))];
  });
  const clocks: Check[] = clock ? [checkClock(clock)] : [];
  const parts = [
    checkRedis(store),
    checkDesk(store),
    checkProofs(store),
    viewNow(store).then(checkOnCall, () => []),
    ...platformChecks,
    ...integrations.map((one) => one.check()),
  ];
  return [...clocks, ...(await Promise.all(parts)).flat()];
}

/** May its groups be kept equal to who is on call, and what went wrong the last time? */
async function groupChecks(store: Store, { id, title, groups }: Platform): Promise<Check[]> {
  const named = groupsOf(store.house.settings, id);
  if (!groups || named.length === 0) return [];
  const checks = await groups.check(named);
  if (checks.some(({ state }) => state !== 'good')) return checks;
  const states = await Promise.all(named.map((one) => readGroupState(store, `${id} ${one}`).catch(() => undefined)));
  const troubles = states.flatMap((state) => state?.trouble ?? []);
  return troubles.length === 0
    ? checks
    : troubles.map((says) => ({
        what: `${title} user groups`,
        state: 'warning',
        says,
        mend: 'It is tried again by itself.',
      }));
}

function checkClock(clock: VirtualClock): Check {
  return {
    what: 'Clock',
    state: 'warning',
    says: `virtual, ${span(clock.ahead())} ahead of this machine.`,
    mend: 'For a desk that people rely on, take DESKBELL_VIRTUAL_CLOCK away.',
  };
}

/** What keeps the desk from working, for `/readyz`; empty when it works. */
export async function obstacles(
  store: Store,
  platforms: readonly Platform[],
  integrations: readonly Integration[],
): Promise<string[]> {
  const redis = await store.database.redis.ping().then(
    () => [],
    () => ['Redis does not answer'],
  );
  if (redis.length > 0) return redis;
  const failing = await Promise.all(
    integrations
      .filter((one) => one.source)
      .map(async ({ id, title }) => {
        const { failing: trouble } = await readSource(store, id);
        return trouble ? [`${title}: ${trouble.sentence}`] : [];
      }),
  );
  return [
    ...platforms.flatMap((platform) => (platform.inbound.single ? [] : (platform.inbound.deaf() ?? []))),
    ...failing.flat(),
  ];
}
