import type { Notice } from '../desk/decision.ts';
import type { Destination } from '../desk/destination.ts';
import type { Lease } from './lease.ts';
import { key } from './redis.ts';
import type { Store } from './store.ts';

/** Notices looked at in one turn. */
const MOST_NOTICES = 1_000;

/** A day and the longest delay: no daily occasion comes again in that. */
const LATCH_SECONDS = 48 * 3_600;

/** The notices that wait at a destination, most urgent first. */
export async function readNotices(store: Store, destination: Destination): Promise<Notice[]> {
  const { redis } = store.database;
  const keys = await redis.zrange(key('noticed', destination), '0', String(MOST_NOTICES - 1));
  if (keys.length === 0) return [];
  const bodies = await redis.hmget(key('notices', destination), ...keys);
  return bodies.flatMap((body) => (body === null ? [] : [JSON.parse(body) as Notice]));
}

/** Takes notices that were sent, or never can be, from the list. `name` is the row under which they were sent. */
export async function endNotices(
  store: Store,
  lease: Lease,
  destination: Destination,
  name: string,
  keys: readonly string[],
): Promise<void> {
  await store.database.run('end-notice', lease.name, lease.epoch, destination, name, ...keys);
}

/** An occasion at which there is nothing to say is over for all processes. */
export async function latch(store: Store, noticeKey: string): Promise<void> {
  await store.database.redis.set(key('latch', noticeKey), '1', 'EX', LATCH_SECONDS, 'NX');
}

/** Keeps when something of this name was made last. */
export async function keepLast(store: Store, name: string, at: number): Promise<void> {
  await store.database.redis.hset(key('last'), name, String(at));
}

/** When the notice of this name was made last. */
export async function readLast(store: Store, name: string): Promise<number | undefined> {
  const text = await store.database.redis.hget(key('last'), name);
  return text === null ? undefined : Number(text);
}

/** Has this occasion been noticed before? */
export async function isLatched(store: Store, noticeKey: string): Promise<boolean> {
  return (await store.database.redis.exists(key('latch', noticeKey))) === 1;
}
