import type { Span } from '../desk/clock/spans.ts';
import type { Work } from '../desk/time/claimed.ts';
import { TimelineEntry } from '../desk/decision.ts';
import type { WorkItem } from '../desk/item.ts';
import { readClosed, readOpen } from './read.ts';
import { key } from './redis.ts';
import type { Store } from './store.ts';
import { readEntries } from './time.ts';

/** So many of an item's last lines are looked at: a day has fewer. */
const LINES = 200;

/** Timelines fetched in one round trip. */
const BATCH = 500;

/** No entry is longer. */
const LONGEST_ENTRY = 24 * 3_600_000;

/** A desk that is drawn again and again may be so old, in milliseconds. */
const BELIEVED = 10_000;

/** The longest day there is, in any zone. */
const LONGEST_DAY = 26 * 3_600_000;

const believed = new WeakMap<Store['database'], { at: number; work: Promise<Work> }>();

/** What the hours of everybody's present day are counted from, as it was some seconds ago at most. */
export async function knownWork(store: Store): Promise<Work> {
  const now = store.now();
  const last = believed.get(store.database);
  if (last && Math.abs(now - last.at) < BELIEVED) return last.work;
  const work = readWorked(store, { from: now - LONGEST_DAY, to: now });
  believed.set(store.database, { at: now, work });
  work.catch(() => believed.delete(store.database));
  return work;
}

/** What the hours of everybody in a span are counted from: what was open in it and somebody held, and what was logged. */
export async function readWorked(store: Store, span: Span): Promise<Work> {
  const [alerts, tickets, closed, entries] = await Promise.all([
    readOpen(store, 'alert'),
    readOpen(store, 'ticket'),
    readClosed(store, span.from, Number.MAX_SAFE_INTEGER),
    readEntries(store, span.from, span.to + LONGEST_ENTRY),
  ]);
  const about = new Set(entries.flatMap((entry) => entry.about ?? []));
  const items = [...alerts, ...tickets, ...closed].filter((item) => wasHeld(item, span) || about.has(item.ref));
  return { items, entries, deeds: await readDeeds(store, items, span) };
}

function wasHeld({ log = [] }: WorkItem, { from, to }: Span): boolean {
  return log.some((state, index) => state.holder && state.at < to && (log[index + 1]?.at ?? Infinity) > from);
}

/** What people did about each item in the span. The life of logged time itself is no deed. */
async function readDeeds(store: Store, items: readonly WorkItem[], { from, to }: Span): Promise<Work['deeds']> {
  const deeds = new Map<string, { at: number; person: string }[]>();
  for (let start = 0; start < items.length; start += BATCH) {
    const some = items.slice(start, start + BATCH);
    const pipeline = store.database.redis.pipeline();
    for (const { ref } of some) pipeline.lrange(key('timeline', ref), -LINES, -1);
    const answers = (await pipeline.exec()) ?? [];
    for (const [index, [error, lines]] of answers.entries()) {
      if (error) throw error;
      const done = (lines as string[])
        .map((line) => TimelineEntry.parse(JSON.parse(line)))
        .flatMap(({ at, by, what }) =>
          by.id === undefined || what.startsWith('time-') || at < from || at >= to ? [] : [{ at, person: by.id }],
        );
      deeds.set(some[index]?.ref ?? '', done);
    }
  }
  return deeds;
}
