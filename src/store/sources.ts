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
