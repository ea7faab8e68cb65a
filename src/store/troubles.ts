import { z } from 'zod';
import { key } from './redis.ts';
import type { Store } from './store.ts';

const Trouble = z.object({ since: z.number(), sentence: z.string() });
export type Trouble = z.infer<typeof Trouble>;

/** Remembers what is wrong with a part of the desk (a destination, a source); the first instant stays. */
export async function noteTrouble(store: Store, part: string, sentence: string): Promise<void> {
  const before = (await readTroubles(store))[part];
  const trouble: Trouble = { since: before?.since ?? store.now(), sentence };
  await store.database.redis.hset(key('troubles'), part, JSON.stringify(trouble));
}

export async function endTrouble(store: Store, part: string): Promise<void> {
  await store.database.redis.hdel(key('troubles'), part);
}

export async function readTroubles(store: Store): Promise<Record<string, Trouble>> {
  const texts = await store.database.redis.hgetall(key('troubles'));
  return Object.fromEntries(Object.entries(texts).map(([part, text]) => [part, Trouble.parse(JSON.parse(text))]));
}
