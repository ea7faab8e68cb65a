import { z } from 'zod';
import type { WorkItem } from '../desk/item.ts';
import { key } from './redis.ts';
import type { Store } from './store.ts';
import { readOpen } from './read.ts';

/** How the last poll of a source went. */
export const SourceState = z.object({
  cursor: z.string().optional(),
  /** When this source was asked for the first time: what was open before is the baseline. */
  firstAt: z.number(),
  /** The baseline is complete. */
  based: z.boolean(),
  heardAt: z.number().optional(),
  openAtSource: z.number().optional(),
  /** When the read of its devices began that was taken in last. */
  devicesAt: z.number().optional(),
  /** What a poll told first although a webhook should have, since one was heard last: how often in a row, and since when. */
  untold: z.object({ count: z.number(), since: z.number() }).optional(),
  /** Since when it fails, and why. */
  failing: z.object({ since: z.number(), sentence: z.string() }).optional(),
});
export type SourceState = z.infer<typeof SourceState>;

export async function readSource(store: Store, id: string): Promise<SourceState> {
  const text = await store.database.redis.hget(key('sources'), id);
  return text === null ? { firstAt: store.now(), based: false } : SourceState.parse(JSON.parse(text));
}

export async function writeSource(store: Store, id: string, state: SourceState): Promise<void> {
  await store.database.redis.hset(key('sources'), id, JSON.stringify(state));
}

/** The open items that came from a source. */
export async function readOpenOf(store: Store, kind: WorkItem['kind'], source: string): Promise<WorkItem[]> {
  return (await readOpen(store, kind)).filter((item) => item.source === source);
}

/** When a webhook of this source was heard last. */
export async function readTold(store: Store, id: string): Promise<number | undefined> {
  const text = await store.database.redis.hget(key('told'), id);
  return text === null ? undefined : Number(text);
}
