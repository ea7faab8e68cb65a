import type { Effect } from '../desk/effect.ts';
import type { TimeEntry } from '../desk/time/entry.ts';
import { readOutbox } from './outbox.ts';
import { readItems } from './read.ts';
import { key } from './redis.ts';
import type { Store } from './store.ts';

/** What has to be done at the time book. */
export type TimeEffect = Extract<Effect, { job: 'log-time' | 'undo-time' }>;

export interface WaitingTime {
  effect: TimeEffect;
  /** Absent where it is no longer kept. */
  entry: TimeEntry | undefined;
}

/** Everything that waits for the time book, in the order in which it was logged; what is to be removed comes after it was written. */
export async function readWaitingTime(store: Store): Promise<WaitingTime[]> {
  const effects = (await readOutbox(store)).filter(
    (effect): effect is TimeEffect => effect.job === 'log-time' || effect.job === 'undo-time',
  );
  const items = await readItems(store, [...new Set(effects.map(({ ref }) => ref))]);
  const entries = new Map(items.flatMap((item) => (item.kind === 'time' ? [[item.ref, item]] : [])));
  return effects
    .map((effect) => ({ effect, entry: entries.get(effect.ref) }))
    .toSorted(
      (a, b) =>
        (a.entry?.at ?? 0) - (b.entry?.at ?? 0) ||
        compare(a.effect.ref, b.effect.ref) ||
        compare(a.effect.job, b.effect.job),
    );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Leaves a part of the queue (an effect, or the whole book) alone until an instant. */
export async function restUntil(store: Store, what: string, instant: number): Promise<void> {
  await store.database.redis.zadd(key('time:rest'), instant, what);
}

/** What is to be left alone now; what has rested is forgotten. */
export async function readResting(store: Store): Promise<Set<string>> {
  const { redis } = store.database;
  await redis.zremrangebyscore(key('time:rest'), '-inf', store.now());
  return new Set(await redis.zrange(key('time:rest'), '0', '-1'));
}

/** Has an entry looked for once more at an instant, when the book must have done with whatever was sent to it. */
export async function lookAgainAt(store: Store, ref: string, instant: number): Promise<void> {
  await store.database.redis.zadd(key('time:again'), 'GT', instant, ref);
}

/** Entries that are to be looked for now. */
export async function readDueLooks(store: Store): Promise<string[]> {
  return store.database.redis.zrangebyscore(key('time:again'), '-inf', store.now());
}

export async function endLook(store: Store, ref: string): Promise<void> {
  await store.database.redis.zrem(key('time:again'), ref);
}
