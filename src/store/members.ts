import type { Destination } from '../desk/destination.ts';
import type { WorkItem } from '../desk/item.ts';
import type { Stand } from '../desk/storm/member.ts';
import type { Lease } from './lease.ts';
import { key } from './redis.ts';
import type { Row } from './rows.ts';
import type { Store } from './store.ts';

const STAND_UNIT = 1e13;

/** A member of a group, or of the alert of a site, as it stands there. Instants are epoch milliseconds. */
export interface Member {
  ref: string;
  stand: Stand;
  seenAt: number;
}

/** How many members stand how, by the index of their site; all are at 0 but in an overview. */
export async function readCounts(store: Store, ref: string): Promise<ReadonlyMap<number, ReadonlyMap<Stand, number>>> {
  const fields = await store.database.redis.hgetall(key('counts', ref));
  const counts = new Map<number, Map<Stand, number>>();
  for (const [field, count] of Object.entries(fields)) {
    const [part = 0, stand = 0] = field.split('.').map(Number);
    counts.set(part, (counts.get(part) ?? new Map<Stand, number>()).set(stand, Number(count)));
  }
  return counts;
}

/** Members in the order of lists, the worst first; of one site alone, where that is named. */
export async function readMembers(
  store: Store,
  ref: string,
  { from, most, part }: { from: number; most: number; part?: number | undefined },
): Promise<Member[]> {
  const list = part === undefined ? key('members', ref) : key('members', ref, String(part));
  const scored = await store.database.redis.zrange(list, String(from), String(from + most - 1), 'WITHSCORES');
  return pairsOf(scored);
}

/** Every member that stands below a number and was seen by an instant. */
export async function readMembersBelow(
  store: Store,
  ref: string,
  { below, seenBy, part }: { below: Stand; seenBy: number; part?: number | undefined },
): Promise<Member[]> {
  const list = part === undefined ? key('members', ref) : key('members', ref, String(part));
  const scored = await store.database.redis.zrangebyscore(list, 0, `(${below * STAND_UNIT}`, 'WITHSCORES');
  return pairsOf(scored).filter((member) => member.seenAt <= seenBy);
}

function pairsOf(scored: readonly string[]): Member[] {
  const members: Member[] = [];
  for (let index = 0; index < scored.length; index += 2) {
    const score = Number(scored[index + 1]);
    const stand = Math.floor(score / STAND_UNIT);
    members.push({ ref: scored[index] ?? '', stand, seenAt: score - stand * STAND_UNIT });
  }
  return members;
}

/** An overview with members that its thread does not name yet. Instants are epoch milliseconds. */
export interface Unlisted {
  ref: string;
  count: number;
  /** Since when the first of them waits, and when the last of them came. */
  since: number;
  last: number;
}

/** The overviews of a destination whose threads are behind. */
export async function readUnlisted(store: Store, destination: Destination): Promise<Unlisted[]> {
  const { redis } = store.database;
  const refs = await redis.smembers(key('listing', destination));
  return Promise.all(
    refs.map(async (ref) => {
      const [count, [since, last]] = await Promise.all([
        redis.zcard(key('unlisted', ref)),
        redis.hmget(key('unlisted'), `${ref} since`, `${ref} last`),
      ]);
      return { ref, count, since: Number(since ?? 0), last: Number(last ?? 0) };
    }),
  );
}

export async function readUnlistedRefs(store: Store, ref: string, most: number): Promise<string[]> {
  return store.database.redis.zrange(key('unlisted', ref), '0', String(most - 1));
}

/** Notes that these members were named in the thread of their overview; the next list has a key of its own. */
export async function endList(
  store: Store,
  lease: Lease,
  at: { destination: Destination; name: string; ref: string },
  row: Row,
  refs: readonly string[],
): Promise<void> {
  const next: Row = { state: 'waiting', generation: row.generation + 1 };
  await store.database.run(
    'end-list',
    lease.name,
    lease.epoch,
    at.destination,
    at.name,
    JSON.stringify(next),
    at.ref,
    store.now(),
    ...refs,
  );
}

/** Is the item folded anywhere, so that it could get a card of its own? */
export async function isFolded(store: Store, { ref, places }: Pick<WorkItem, 'ref' | 'places'>): Promise<boolean> {
  const found = await Promise.all(
    places.map(({ destination }) => store.database.redis.hexists(key('folded', destination), ref)),
  );
  return found.includes(1);
}
