import { isReachable, onCallAt } from '../desk/on-call/on-call.ts';
import { keepGroupState, readGroupState } from '../store/on-call.ts';
import { viewNow } from '../store/view.ts';
import type { Groups } from '../bot/contract.ts';
import type { JobParts } from './parts.ts';

/** Somebody may have changed a group by hand: it is set anew this often, in milliseconds. */
const ANEW = 60 * 60_000;

/** What was refused is tried again after this time. */
const AGAIN = 60_000;

/** Makes the configured groups of each platform equal to who is on call. One in which nobody is keeps its people: no platform has empty ones. */
export async function keepGroups(parts: JobParts): Promise<void> {
  const view = await viewNow(parts.store);
  for (const { id, groups } of parts.platforms ?? []) {
    if (!groups) continue;
    const wanted = new Map<string, Set<string>>();
    for (const rotation of view.settings.oncall.rotations) {
      const group = rotation.groups[id];
      const person = onCallAt(rotation, view, view.now);
      const account = person && isReachable(person, view) ? person.accounts[id] : undefined;
      if (group === undefined || account === undefined) continue;
      wanted.set(group, new Set([...(wanted.get(group) ?? []), account]));
    }
    for (const [group, accounts] of wanted) await keepGroup(parts, { id, groups }, group, [...accounts].toSorted());
  }
}

async function keepGroup(
  { store, log }: JobParts,
  { id, groups }: { id: string; groups: Groups },
  group: string,
  accounts: readonly string[],
): Promise<void> {
  const name = `${id} ${group}`;
  const known = await readGroupState(store, name);
  const age = store.now() - (known?.at ?? 0);
  const isSame = known?.accounts.join(' ') === accounts.join(' ');
  if (known && isSame && age < (known.trouble === undefined ? ANEW : AGAIN)) return;
  try {
    await groups.set(group, accounts);
    await keepGroupState(store, name, { accounts, at: store.now() });
  } catch (error) {
    const trouble = error instanceof Error ? error.message : String(error);
    log.warn({ platform: id, group, trouble }, 'a group could not be made equal to who is on call');
    await keepGroupState(store, name, { accounts, at: store.now(), trouble });
  }
}
