import { createHash } from 'node:crypto';
import type { Span } from '../desk/clock/spans.ts';
import { unchanged } from '../desk/decision.ts';
import type { Destination } from '../desk/destination.ts';
import type { WorkItem } from '../desk/item.ts';
import { heldIn } from '../desk/quiet/digest.ts';
import { tickQuiet } from '../desk/quiet/quiet.ts';
import type { Settings } from '../desk/settings.ts';
import { change } from './change.ts';
import { keepLast, readLast } from './notices.ts';
import { readClosed, readOpen, readWork } from './read.ts';
import { key } from './redis.ts';
import type { Store } from './store.ts';

/** Quiet hours are no longer than that. */
export const LONGEST_QUIET = 8 * 24 * 3_600_000;

/** What quiet hours held back at a channel in a span that ended with its opening. */
export async function readHeld(store: Store, destination: Destination, span: Span): Promise<WorkItem[]> {
  const [alerts, tickets, closed] = await Promise.all([
    readOpen(store, 'alert'),
    readOpen(store, 'ticket'),
    readClosed(store, span.from, store.now()),
  ]);
  return heldIn([...alerts, ...tickets, ...closed], destination, span, store.house);
}

const CHANGED = 'quiet-changed';

/** Each process does it once: two that differ must not undo each other's work for ever. */
const followed = new WeakMap<Settings, number>();

/**
 * Since when the quiet hours are what they are. Where they were others the last time, what is held waits for the new opening from
 * now on, or comes at once where there is none.
 */
export async function followQuiet(store: Store): Promise<number> {
  const { settings } = store.house;
  const known = followed.get(settings);
  if (known !== undefined) return known;
  const { redis } = store.database;
  const mark = markOf(settings);
  const before = await redis.get(key('quiet', 'counted'));
  // Where there never were quiet hours nothing is held.
  if (before === null && settings.quiet.length === 0) await redis.set(key('quiet', 'counted'), mark);
  else if (before !== mark) {
    // First the instant, then the items: what a process that falls here leaves is told all the same.
    await keepLast(store, CHANGED, store.now());
    await holdAnew(store);
    await redis.set(key('quiet', 'counted'), mark);
  }
  const since = (await readLast(store, CHANGED)) ?? 0;
  followed.set(settings, since);
  return since;
}

async function holdAnew(store: Store): Promise<void> {
  for (const kind of ['alert', 'ticket'] as const) {
    const held = (await readOpen(store, kind)).filter(({ places }) => places.some(({ as }) => as === 'held'));
    for (const { ref } of held)
      await change<WorkItem, WorkItem | undefined>(store, {
        read: () => readWork(store, ref),
        decide: (item, view) => (item ? tickQuiet(item, view) : unchanged()),
      });
  }
}

/** What decides when channels open, as one word. */
function markOf({ zone, quiet, calendars }: Settings): string {
  return createHash('sha256')
    .update(JSON.stringify([zone, quiet, calendars]))
    .digest('hex');
}
