import type { Decision, DeskView } from '../desk/decision.ts';
import { noRoster, ROSTER, type Roster } from '../desk/roster.ts';
import { change, type Outcome } from './change.ts';
import { readItem } from './read.ts';
import type { Store } from './store.ts';

export async function readRoster(store: Pick<Store, 'database'>): Promise<Roster> {
  const item = await readItem(store, ROSTER);
  return item?.kind === 'roster' ? item : noRoster();
}

/** Decides about who is on call and commits: of two changes at once the second is decided by what the first made of it. */
export async function changeRoster(
  store: Store,
  decide: (roster: Roster, view: DeskView) => Decision<Roster>,
): Promise<Outcome<Roster>> {
  return change<Roster, Roster>(store, { read: () => readRoster(store), decide }, { urgent: true });
}
