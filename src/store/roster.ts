import { noRoster, ROSTER, type Roster } from '../desk/on-call/roster.ts';
import { readItem } from './read.ts';
import type { Store } from './store.ts';

export async function readRoster(store: Pick<Store, 'database'>): Promise<Roster> {
  const item = await readItem(store, ROSTER);
  return item?.kind === 'roster' ? item : noRoster();
}
