import type { DeskView } from '../desk/decision.ts';
import { knownWindows, readLiveWindows } from './live-windows.ts';
import { readPeople } from './people.ts';
import { readRoster } from './roster.ts';
import { readStops } from './stops.ts';
import type { Store } from './store.ts';

/** The view in which a decision is made now. */
export async function viewNow(store: Store): Promise<DeskView> {
  return (await viewWithRevision(store)).view;
}

/** The same with the revision of its windows, by which a commit sees that they have changed; `anew` after it has. */
export async function viewWithRevision(store: Store, anew = false): Promise<{ view: DeskView; windows: string }> {
  const reading = anew ? readLiveWindows(store) : knownWindows(store);
  const [people, stops, { covers }, { revision, windows }] = await Promise.all([
    readPeople(store),
    readStops(store),
    readRoster(store),
    reading,
  ]);
  return { view: { ...store.house, now: store.now(), people, stops, covers, windows }, windows: revision };
}
