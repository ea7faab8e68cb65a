import type { Destination } from '../desk/destination.ts';
import { clientOf, isOpen } from '../desk/item.ts';
import { lastOpening, quietUntil } from '../desk/quiet/quiet.ts';
import { isTaken, quietCard } from '../desk/quiet/digest.ts';
import { servedPlaces } from '../desk/routing.ts';
import type { Settings } from '../desk/settings.ts';
import { commit } from '../store/commit.ts';
import { followQuiet, LONGEST_QUIET, readHeld } from '../store/held.ts';
import { isLatched, latch, readLast } from '../store/notices.ts';
import type { Store } from '../store/store.ts';
import { viewNow } from '../store/view.ts';
import type { JobParts } from './parts.ts';

/** What could not go when a channel opened is still worth reading this much later. */
const LATEST = 12 * 3_600_000;

/** Tells each channel that opened what its quiet hours held back: one message, once over all processes. */
export async function opening({ store }: JobParts): Promise<void> {
  const { settings, defaults } = store.house;
  const changedAt = await followQuiet(store);
  for (const destination of servedPlaces(settings, defaults)) {
    const at = openedAt(destination, settings, { now: store.now(), changedAt });
    if (at !== undefined) await tellOpening(store, destination, at);
  }
}

/** A change of the configuration opens a channel too. */
function openedAt(
  destination: Destination,
  settings: Settings,
  { now, changedAt }: { now: number; changedAt: number },
): number | undefined {
  if (quietUntil(destination, settings, now) !== undefined) return undefined;
  const opened = lastOpening(destination, settings, { now, within: LATEST }) ?? 0;
  const at = Math.max(opened, changedAt);
  return now - at < LATEST ? at : undefined;
}

async function tellOpening(store: Store, destination: Destination, at: number): Promise<void> {
  const key = `quiet/${destination}/${at}`;
  if (await isLatched(store, key)) return;
  const last = `opening/${destination}`;
  const span = { from: (await readLast(store, last)) ?? at - LONGEST_QUIET, to: at };
  const held = await readHeld(store, destination, span);
  if (held.length === 0) return latch(store, key);
  const view = await viewNow(store);
  const notice = {
    key,
    destination,
    last,
    clients: [...new Set(held.flatMap((item) => clientOf(item) ?? []))],
    loud: held.some((item) => isOpen(item) && !isTaken(item)),
    rank: 3,
    at: view.now,
    card: quietCard(held, span, view),
  };
  await commit(store, [], { notices: [notice] });
}
