import { key } from './redis.ts';
import type { Store } from './store.ts';

/** A webhook said: look at that row. Kept until the row was read. */
export interface Hint {
  source: string;
  row: string;
}

const SEPARATOR = ' ';

/** Remembers a hint; a second one for the same row while the first waits is the same hint. */
export async function addHint(store: Store, hint: Hint): Promise<void> {
  await store.database.redis.zadd(key('hints'), store.now(), hint.source + SEPARATOR + hint.row);
}

/** Forgets a hint, unless the row was hinted at again since `readAt`. */
export async function dropHint(store: Store, hint: Hint, readAt: number): Promise<void> {
  await store.database.run('drop-due', 'hints', hint.source + SEPARATOR + hint.row, readAt);
}

/** Puts a hint that could not be followed behind the others. */
export async function postponeHint(store: Store, hint: Hint): Promise<void> {
  await store.database.redis.zadd(key('hints'), 'XX', store.now(), hint.source + SEPARATOR + hint.row);
}

/** Hints that were left for longer than `age` milliseconds. */
export async function leftHints(store: Store, age: number): Promise<Hint[]> {
  const members = await store.database.redis.zrangebyscore(key('hints'), 0, store.now() - age, 'LIMIT', 0, 200);
  return members.map((member) => {
    const [source = '', ...row] = member.split(SEPARATOR);
    return { source, row: row.join(SEPARATOR) };
  });
}
