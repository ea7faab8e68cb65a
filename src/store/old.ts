import { readItem, readTimeline } from './read.ts';
import { key } from './redis.ts';
import type { Store } from './store.ts';

/** Items that were closed before an instant, the oldest first, each as one line of JSON with its timeline. */
export async function readOld(store: Store, before: number, most: number): Promise<{ ref: string; line: string }[]> {
  const refs = await store.database.redis.zrangebyscore(key('closed'), 0, before, 'LIMIT', 0, most);
  const lines: { ref: string; line: string }[] = [];
  for (const ref of refs) {
    const item = await readItem(store, ref);
    lines.push({ ref, line: JSON.stringify({ item, timeline: await readTimeline(store, ref) }) });
  }
  return lines;
}

/** Forgets closed items for good. */
export async function forget(store: Store, refs: readonly string[]): Promise<void> {
  if (refs.length > 0) await store.database.run('forget', ...refs);
}
