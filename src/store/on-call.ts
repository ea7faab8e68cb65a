import { key } from './redis.ts';
import type { Store } from './store.ts';

const SINCE = key('on-call', 'since');
const SHOWN = key('on-call', 'shown');
const GAPS = key('on-call', 'gaps');
const GROUPS = key('on-call', 'groups');

/** When it was first looked who is on call: what changed before that is nobody's to tell. */
export async function onCallSince(store: Store): Promise<number> {
  const { redis } = store.database;
  await redis.set(SINCE, String(store.now()), 'NX');
  return Number(await redis.get(SINCE));
}

/** Who is on call by what the cards show. */
export async function shownOnCall({ database: { redis } }: Store): Promise<string | null> {
  return redis.get(SHOWN);
}

export async function keepShown({ database: { redis } }: Store, mark: string): Promise<void> {
  await redis.set(SHOWN, mark);
}

/** The gaps that were told. */
export async function toldGaps({ database: { redis } }: Store): Promise<ReadonlySet<string>> {
  return new Set(await redis.smembers(GAPS));
}

/** From now on these are told, and no others: what comes again is told again. */
export async function keepTold({ database: { redis } }: Store, names: readonly string[]): Promise<void> {
  const pipeline = redis.multi().del(GAPS);
  if (names.length > 0) pipeline.sadd(GAPS, ...names);
  for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
}

/** What a platform's group was made equal to last, or why it could not be; `at` in epoch milliseconds. */
export interface GroupState {
  accounts: readonly string[];
  at: number;
  trouble?: string;
}

export async function readGroupState({ database: { redis } }: Store, group: string): Promise<GroupState | undefined> {
  const text = await redis.hget(GROUPS, group);
  return text === null ? undefined : (JSON.parse(text) as GroupState);
}

export async function keepGroupState({ database: { redis } }: Store, group: string, state: GroupState): Promise<void> {
  await redis.hset(GROUPS, group, JSON.stringify(state));
}
