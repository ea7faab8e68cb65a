import type { Decision, DeskView } from '../desk/decision.ts';
import type { Roster } from '../desk/on-call/roster.ts';
import { change, type Outcome } from './change.ts';
import { readRoster } from './roster.ts';
import type { Store } from './store.ts';

/** Decides about who is on call and commits: of two changes at once the second is decided by what the first made of it. */
export async function changeRoster(
  store: Store,
  decide: (roster: Roster, view: DeskView) => Decision<Roster>,
): Promise<Outcome<Roster>> {
  return change<Roster, Roster>(store, { read: () => readRoster(store), decide }, { urgent: true });
}
