import type { Destination } from '../../desk/destination.ts';
import { plan, type Situation, type Step } from '../../desk/plan.ts';
import type { Lease } from '../../store/lease.ts';
import { endNotices } from '../../store/notices.ts';
import { readDestinations } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import { createBreath } from './breath.ts';
import { createBudgets } from './budgets.ts';
import type { Platform, PlatformLog } from '../contract.ts';
import { foldTogether } from './fold.ts';
import { look, type Outlook } from './look.ts';
import { sendCard } from './send.ts';
import { createRecent, type Sender } from './sending.ts';
import { listName, sendList } from './send-list.ts';
import { sendNotice } from './send-notice.ts';
import { settleUnneeded } from './unneeded.ts';

/** The guarantee behind all wake-ups: every destination is looked at this often. */
const SWEEP = 2_000;

/** Rest after a turn that failed in itself: Redis is away, most likely. */
const FAILED_TURN = 1_000;

/** Makes the messages of one platform equal to the state, for as long as this process holds the platform's lease. */
export interface Pump {
  /** Looks at these destinations at once. */
  wake(destinations: readonly Destination[]): void;
  run(lease: Lease, signal: AbortSignal): Promise<void>;
}

export function createPump(parts: { store: Store; platform: Platform; log: PlatformLog }): Pump {
  const { store, platform, log } = parts;
  const bells = createBells();

  async function run(lease: Lease, signal: AbortSignal): Promise<void> {
    const budgets = createBudgets(platform.outbound.pacing);
    const served = new Map<Destination, Promise<void>>();
    while (!signal.aborted) {
      const destinations = await readDestinations(store, platform.id).catch(() => []);
      for (const destination of destinations) {
        if (served.has(destination)) continue;
        const own = {
          budgets: budgets(destination),
          health: {},
          aside: new Map<string, number>(),
          breath: createBreath(),
          recent: createRecent(),
          listable: new Map<string, number>(),
        };
        const sender: Sender = { store, platform, log, lease, destination, ...own };
        served.set(destination, serve(sender, signal));
      }
      await bells.sleep('', SWEEP, signal);
    }
    await Promise.all(served.values());
  }

  async function serve(sender: Sender, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const wait = await turn(sender).catch((error: unknown) => {
        log.error({ destination: sender.destination, error }, 'a turn of the pump failed');
        return FAILED_TURN;
      });
      if (wait > 0) await bells.sleep(sender.destination, Math.min(wait, SWEEP), signal);
    }
  }

  return {
    run,
    wake(destinations) {
      for (const destination of destinations) {
        if (destination.startsWith(`${platform.id}:`)) bells.ring(destination);
      }
    },
  };
}

/** One step at one destination; answers the milliseconds until the next is worth while, 0 for at once. */
async function turn(sender: Sender): Promise<number> {
  const outlook = await look(sender.store, sender.destination, sender);
  if (outlook.dropped.length > 0) await endNotices(sender.store, sender.lease, sender.destination, '', outlook.dropped);
  if (await settleUnneeded(sender, outlook.behind)) return 0;
  const { situation, wait } = sender.breath.held(withoutAside(outlook.situation, sender.aside), performance.now());
  const step = plan(situation);
  if (step.is === 'fold') return foldAndGoOn(sender, outlook, situation, step);
  if (step.is === 'wait')
    return Math.max(1, Math.min(wait, step.until === undefined ? SWEEP : step.until - situation.now));
  await send(sender, outlook, step);
  return 0;
}

/** While more comes at every look there is always something to fold: what stands already must not wait for the end of it. */
async function foldAndGoOn(
  sender: Sender,
  outlook: Outlook,
  situation: Situation,
  { folds }: Extract<Step, { is: 'fold' }>,
): Promise<number> {
  const { behind, alerts } = outlook;
  for (const folding of folds) {
    const foldable = { behind, alerts, groups: situation.groups };
    await foldTogether(sender.store, sender.lease, sender.destination, folding, foldable);
  }
  const folded = new Set(folds.flatMap(({ refs }) => refs));
  const next = plan({ ...situation, behind: situation.behind.filter(({ ref }) => !folded.has(ref)) });
  if (next.is !== 'fold' && next.is !== 'wait') await send(sender, outlook, next);
  return 0;
}

async function send(sender: Sender, outlook: Outlook, step: Exclude<Step, { is: 'fold' | 'wait' }>): Promise<void> {
  switch (step.is) {
    case 'post':
    case 'edit': {
      const behind = outlook.behind.find((one) => one.ref === step.ref);
      if (behind) await sendCard(sender, behind);
      return;
    }
    case 'notice': {
      const ready = outlook.notices.find((one) => one.notice.key === step.key);
      if (ready) await sendNotice(sender, ready, outlook.notices);
      return;
    }
    case 'list':
      return sendList(sender, step.ref, outlook.waited.has(step.ref));
  }
}

/** What was refused waits, as long as there is anything else: it must not keep others from the channel. */
function withoutAside(situation: Situation, aside: Sender['aside']): Situation {
  const now = performance.now();
  for (const [name, until] of aside) if (until <= now) aside.delete(name);
  const behind = situation.behind.filter(({ ref }) => !aside.has(ref));
  const notices = situation.notices.filter(({ key }) => !aside.has(key));
  const lists = situation.lists.filter((ref) => !aside.has(listName(ref)));
  return behind.length + notices.length + lists.length === 0 ? situation : { ...situation, behind, notices, lists };
}

/** Sleepers by name that can be rung awake; a ring while nobody sleeps there is kept for the next who would, or for the newcomer. */
function createBells() {
  const sleeping = new Map<string, () => void>();
  const rung = new Set<string>();
  const known = new Set<string>();
  return {
    ring(name: string) {
      const sleeper = sleeping.get(known.has(name) ? name : '');
      if (sleeper) sleeper();
      else rung.add(known.has(name) ? name : '');
    },
    async sleep(name: string, milliseconds: number, stop: AbortSignal) {
      known.add(name);
      if (rung.delete(name)) return;
      if (stop.aborted) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      const wake = (): void => resolve();
      const timer = setTimeout(wake, milliseconds);
      stop.addEventListener('abort', wake, { once: true });
      sleeping.set(name, wake);
      await promise;
      clearTimeout(timer);
      stop.removeEventListener('abort', wake);
      sleeping.delete(name);
    },
  };
}
