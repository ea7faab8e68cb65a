import { Effect } from '../desk/effect.ts';
import { key } from './redis.ts';
import type { Store } from './store.ts';

/** Effects that nobody has settled yet, the oldest first, from so many on. */
export async function readOutbox(store: Store, most: number, from = 0): Promise<Effect[]> {
  const keys = await store.database.redis.zrangebyscore(key('outbox:due'), 0, '+inf', 'LIMIT', from, most);
  if (keys.length === 0) return [];
  const bodies = await store.database.redis.hmget(key('outbox'), ...keys);
  return bodies.flatMap((body) => (body === null ? [] : [Effect.parse(JSON.parse(body))]));
}

export async function readEffect(store: Store, effectKey: string): Promise<Effect | undefined> {
  const body = await store.database.redis.hget(key('outbox'), effectKey);
  return body === null ? undefined : Effect.parse(JSON.parse(body));
}

/** Counts a try of an effect, durably, from 1: what is to be looked up before it is sent again must survive a crash. */
export async function countAttempt(store: Store, effectKey: string): Promise<number> {
  return store.database.redis.hincrby(key('attempts'), effectKey, 1);
}
