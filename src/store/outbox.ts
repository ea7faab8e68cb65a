import { Effect } from '../desk/effect.ts';
import { key } from './redis.ts';
import type { Store } from './store.ts';

/** Bodies fetched in one round trip. */
const BATCH = 500;

/** Effects that nobody has settled yet, the oldest first. One that cannot be read, of a newer version perhaps, holds up no other. */
export async function readOutbox(store: Store): Promise<Effect[]> {
  const { redis } = store.database;
  const keys = await redis.zrange(key('outbox:due'), '0', '-1');
  const effects: Effect[] = [];
  for (let start = 0; start < keys.length; start += BATCH) {
    const bodies = await redis.hmget(key('outbox'), ...keys.slice(start, start + BATCH));
    effects.push(...bodies.flatMap((body) => Effect.safeParse(JSON.parse(body ?? 'null')).data ?? []));
  }
  return effects;
}

export async function readEffect(store: Store, effectKey: string): Promise<Effect | undefined> {
  const body = await store.database.redis.hget(key('outbox'), effectKey);
  return body === null ? undefined : Effect.parse(JSON.parse(body));
}

/** Counts a try of an effect, durably, from 1: what is to be looked up before it is sent again must survive a crash. */
export async function countAttempt(store: Store, effectKey: string): Promise<number> {
  return store.database.redis.hincrby(key('attempts'), effectKey, 1);
}

/** Takes a try back that surely came to nothing: the next one needs no look before it. */
export async function forgetAttempt(store: Store, effectKey: string): Promise<void> {
  await store.database.redis.hincrby(key('attempts'), effectKey, -1);
}

/** How often an effect was tried, as far as anything may have come of it. */
export async function countedAttempts(store: Store, effectKey: string): Promise<number> {
  return Number((await store.database.redis.hget(key('attempts'), effectKey)) ?? 0);
}
