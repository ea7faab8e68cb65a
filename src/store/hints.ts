import { key } from './redis.ts';
import type { SeenSpan } from './ledger.ts';
import type { Store } from './store.ts';

/** A webhook said: look at that row. Kept until the row was read. */
export interface Hint {
  source: string;
  row: string;
}

/** A hint whose row was read at that instant or later. */
export interface FollowedHint extends Hint {
  readAt: number;
}

const SEPARATOR = ' ';

/** Its name among the hints. */
export function hintName({ source, row }: Hint): string {
  return source + SEPARATOR + row;
}

/** Remembers a hint that came at that instant, and that its source was heard; a second one for the same row while the first waits is the same hint. */
export async function addHint(store: Store, hint: Hint, at: number): Promise<void> {
  const name = hintName(hint);
  const results = await store.database.redis
    .multi()
    .zadd(key('hints'), at, name)
    .zadd(key('heard'), at, name)
    .hset(key('told'), hint.source, at)
    .exec();
  for (const [error] of results ?? []) if (error) throw error;
}

/** Forgets a hint, unless the row was hinted at again since `readAt`. */
export async function dropHint(store: Store, hint: Hint, readAt: number): Promise<void> {
  await store.database.run('drop-due', 'hints', hintName(hint), readAt);
}

/** Puts a hint that could not be followed behind the others. */
export async function postponeHint(store: Store, hint: Hint): Promise<void> {
  await store.database.redis.zadd(key('hints'), 'XX', store.now(), hintName(hint));
}

/** Hints that were left for longer than `age` milliseconds. */
export async function leftHints(store: Store, age: number): Promise<Hint[]> {
  const members = await store.database.redis.zrangebyscore(key('hints'), 0, store.now() - age, 'LIMIT', 0, 200);
  return members.map(hintNamed);
}

function hintNamed(name: string): Hint {
  const [source = '', ...row] = name.split(SEPARATOR);
  return { source, row: row.join(SEPARATOR) };
}

/**
 * What became of a row that a webhook named: `read`; `over` before it could be read, and new to the desk; `unshown`: nobody
 * should see it; `gone`: there was no such row any more.
 */
const fates = ['read', 'over', 'unshown', 'gone'] as const;
export type Fate = (typeof fates)[number];

/** Remembers what became of a hint. What was read once stays read, whatever becomes of the row. */
export async function noteFate(store: Store, hint: Hint, fate: Fate): Promise<void> {
  const { redis } = store.database;
  if (fate === 'read') await redis.hset(key('fates'), hintName(hint), fate);
  else await redis.hsetnx(key('fates'), hintName(hint), fate);
}

/** A row that was named by a webhook; `at` is when it was last. */
export interface HeardHint extends Hint {
  at: number;
  /** `astray`: neither followed nor waiting, which must not be. */
  fate: Fate | 'waiting' | 'astray';
}

/** The rows that webhooks named in a span, and what became of each. */
export async function readHeard(store: Store, { from, to }: SeenSpan): Promise<HeardHint[]> {
  const { redis } = store.database;
  const scored = await redis.zrangebyscore(key('heard'), from, `(${to}`, 'WITHSCORES');
  const names = scored.filter((_, index) => index % 2 === 0);
  if (names.length === 0) return [];
  const [waiting, known] = await Promise.all([
    redis.zmscore(key('hints'), ...names),
    redis.hmget(key('fates'), ...names),
  ]);
  return names.map((name, index) => ({
    ...hintNamed(name),
    at: Number(scored[index * 2 + 1]),
    fate: waiting[index] === null ? (fates.find((fate) => fate === known[index]) ?? 'astray') : 'waiting',
  }));
}

/** Forgets what became of hints that were last heard before an instant. */
export async function forgetHeard(store: Store, before: number): Promise<void> {
  const { redis } = store.database;
  const names = await redis.zrangebyscore(key('heard'), 0, `(${before}`);
  for (let start = 0; start < names.length; start += 1_000) {
    const batch = names.slice(start, start + 1_000);
    await redis.hdel(key('fates'), ...batch);
    await redis.zrem(key('heard'), ...batch);
  }
}
