import type { Destination } from '../desk/destination.ts';
import type { WorkItem } from '../desk/item.ts';
import { heldUntil } from '../desk/quiet/digest.ts';
import { readClosed, readOpen } from './read.ts';
import type { Store } from './store.ts';

/** Quiet hours are no longer than that. */
const LONGEST = 8 * 24 * 3_600_000;

/** What quiet hours held back at a channel until it opened at that instant. */
export async function readHeld(store: Store, destination: Destination, opening: number): Promise<WorkItem[]> {
  const [alerts, tickets, closed] = await Promise.all([
    readOpen(store, 'alert'),
    readOpen(store, 'ticket'),
    readClosed(store, opening - LONGEST, store.now()),
  ]);
  return heldUntil([...alerts, ...tickets, ...closed], destination, opening, store.house);
}
