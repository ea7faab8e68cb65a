import type { Destination } from '../desk/destination.ts';
import { clientOf, isOpen } from '../desk/item.ts';
import { lastOpening } from '../desk/quiet/quiet.ts';
import { isTaken, quietCard } from '../desk/quiet/digest.ts';
import { servedPlaces } from '../desk/routing.ts';
import { commit } from '../store/commit.ts';
import { readHeld } from '../store/held.ts';
import { isLatched, latch } from '../store/notices.ts';
import type { Store } from '../store/store.ts';
import { viewNow } from '../store/view.ts';
import type { JobParts } from './parts.ts';

/** What could not go when a channel opened is still worth reading this much later. */
const LATEST = 12 * 3_600_000;

/** Tells each channel that opened what its quiet hours held back: one message, once over all processes. */
export async function opening({ store }: JobParts): Promise<void> {
  const { settings, defaults } = store.house;
  for (const destination of servedPlaces(settings, defaults)) {
    const at = lastOpening(destination, settings, { now: store.now(), within: LATEST });
    if (at !== undefined) await tellOpening(store, destination, at);
  }
}

async function tellOpening(store: Store, destination: Destination, at: number): Promise<void> {
  const key = `quiet/${destination}/${at}`;
  if (await isLatched(store, key)) return;
  const held = await readHeld(store, destination, at);
  if (held.length === 0) return latch(store, key);
  const view = await viewNow(store);
  const notice = {
    key,
    destination,
    clients: [...new Set(held.flatMap((item) => clientOf(item) ?? []))],
    loud: held.some((item) => isOpen(item) && !isTaken(item)),
    rank: 3,
    at: view.now,
    card: quietCard(held, at, view),
  };
  await commit(store, [], { notices: [notice] });
}
