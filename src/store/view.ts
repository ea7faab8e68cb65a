import type { DeskView } from '../desk/decision.ts';
import { readPeople } from './people.ts';
import type { Store } from './store.ts';

/** The view in which a decision is made now. */
export async function viewNow(store: Store): Promise<DeskView> {
  return { ...store.house, now: store.now(), people: await readPeople(store) };
}
