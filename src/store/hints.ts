import { key } from './redis.ts';
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

/** Remembers a hint; a second one for the same row while the first waits is the same hint. */
export async function addHint(store: Store, hint: Hint): Promise<void> {
  await store.database.redis.zadd(key('hints'), store.now(), hintName(hint));
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
  return members.map((member) => {
    const [source = '', ...row] = member.split(SEPARATOR);
    return { source, row: row.join(SEPARATOR) };
  });
}
