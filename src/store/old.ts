import type { Group } from '../desk/storm/group.ts';
import { sumOf } from '../desk/storm/member.ts';
import { readCounts } from './members.ts';
import { readItem, readTimeline } from './read.ts';
import { key } from './redis.ts';
import type { Store } from './store.ts';

/** Items that were closed before an instant, the oldest first, each as one line of JSON with its timeline. */
export async function readOld(store: Store, before: number, most: number): Promise<{ ref: string; line: string }[]> {
  const refs = await store.database.redis.zrangebyscore(key('closed'), 0, before, 'LIMIT', 0, most);
  const lines: { ref: string; line: string }[] = [];
  for (const ref of refs) {
    const item = await readItem(store, ref);
    if (item?.kind === 'group' && (await holdsOpen(store, item))) {
      await store.database.redis.zadd(key('closed'), 'XX', store.now(), ref);
      continue;
    }
    lines.push({ ref, line: JSON.stringify({ item, timeline: await readTimeline(store, ref) }) });
  }
  return lines;
}

/** A storm's card outlives all of its members: each of them says that it is there. */
async function holdsOpen(store: Store, { ref }: Group): Promise<boolean> {
  const { open, muted } = sumOf([...(await readCounts(store, ref)).values()]);
  return open + muted > 0;
}

/** Forgets closed items for good. */
export async function forget(store: Store, refs: readonly string[]): Promise<void> {
  if (refs.length > 0) await store.database.run('forget', ...refs);
}
