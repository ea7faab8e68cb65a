import { z } from 'zod';
import type { Destination } from '../desk/destination.ts';
import type { Group } from '../desk/storm/group.ts';
import type { Stand } from '../desk/storm/member.ts';
import { LEASE_MILLISECONDS, type Lease } from './lease.ts';
import { key } from './redis.ts';
import type { Store } from './store.ts';

/** What became of an item, or of a notice, at one destination. */
export const Row = z.object({
  /** `ended` before it could be posted; `withheld`: it may not be shown there. */
  state: z.enum(['waiting', 'sending', 'posted', 'folded', 'ended', 'withheld', 'failed']),
  /** Counts the messages that one item had here: a deleted card gets a successor with a key of its own. */
  generation: z.number(),
  reference: z.string().optional(),
  shown: z.number().optional(),
  postedAt: z.number().optional(),
  /** While sending: when it began, and under which lease. */
  since: z.number().optional(),
  epoch: z.number().optional(),
  /** Notices that were sent as one message. */
  batch: z.array(z.string()).optional(),
  group: z.string().optional(),
  /** It was given a card of its own, and folds no more. */
  apart: z.boolean().optional(),
  why: z.string().optional(),
});
export type Row = z.infer<typeof Row>;

export const NEW_ROW: Row = { state: 'waiting', generation: 1 };
export const APART_ROW: Row = { ...NEW_ROW, apart: true };

/** A send begins only with this much of the lease left, and is aborted well before its end. */
const LEASE_FOR_A_SEND = 12_000;
export const LONGEST_SEND = 10_000;

export interface Behind {
  ref: string;
  rank: number;
  since: number;
  mark: string;
  row: Row | undefined;
}

export interface OpenGroups {
  [bucket: string]: { ref: string; since: number; at: number };
}

const RANK_UNIT = 1e13;

export async function readDestinations(store: Store, platform: string): Promise<Destination[]> {
  const all = await store.database.redis.smembers(key('destinations'));
  return all.filter((destination) => destination.startsWith(`${platform}:`));
}

/** Everything whose message is behind at a destination, most urgent first. */
export async function readBehind(store: Store, destination: Destination): Promise<Behind[]> {
  const { redis } = store.database;
  const scored = await redis.zrange(key('behind', destination), '0', '-1', 'WITHSCORES');
  if (scored.length === 0) return [];
  const refs = scored.filter((_, index) => index % 2 === 0);
  const [marks, rows] = await Promise.all([
    redis.hmget(key('marks', destination), ...refs),
    redis.hmget(key('rows', destination), ...refs),
  ]);
  return refs.map((ref, index) => {
    const score = Number(scored[index * 2 + 1]);
    const rank = Math.floor(score / RANK_UNIT);
    return { ref, rank, since: score - rank * RANK_UNIT, mark: marks[index] ?? '', row: parseRow(rows[index]) };
  });
}

export async function readRow(store: Store, destination: Destination, name: string): Promise<Row | undefined> {
  return parseRow(await store.database.redis.hget(key('rows', destination), name));
}

/** The rows of these names, where there are any. */
export async function readRows(
  store: Store,
  destination: Destination,
  names: readonly string[],
): Promise<ReadonlyMap<string, Row>> {
  if (names.length === 0) return new Map();
  const texts = await store.database.redis.hmget(key('rows', destination), ...names);
  return new Map(
    names.flatMap((name, index): [string, Row][] => {
      const row = parseRow(texts[index]);
      return row ? [[name, row]] : [];
    }),
  );
}

export async function readGroups(store: Store, destination: Destination): Promise<OpenGroups> {
  const texts = await store.database.redis.hgetall(key('groups', destination));
  return Object.fromEntries(
    Object.entries(texts).map(([bucket, text]) => [
      bucket,
      JSON.parse(text) as { ref: string; since: number; at: number },
    ]),
  );
}

/** False when the lease is no longer ours, or too short for a send. */
export async function beginSend(
  store: Store,
  lease: Lease,
  destination: Destination,
  name: string,
  row: Row,
): Promise<boolean> {
  const begun = await store.database.run(
    'begin-send',
    lease.name,
    lease.holder,
    Math.min(LEASE_FOR_A_SEND, LEASE_MILLISECONDS),
    destination,
    name,
    JSON.stringify(row),
  );
  return begun === 1;
}

/** Records the row. With `mark` the message shows what was marked then, and is behind only if it was marked again since. */
export async function endSend(
  store: Store,
  lease: Lease,
  destination: Destination,
  ref: string,
  row: Row,
  mark = '',
): Promise<void> {
  await store.database.run('end-send', lease.name, lease.epoch, destination, ref, JSON.stringify(row), mark);
}

/** Items that are folded at a destination, and what under: a group as it was read, with what is to be written, or an alert that stays as it is. */
export interface Fold {
  under: string;
  group?: { document: Group; buckets: readonly string[] };
  /** How urgent the message of what they are under is now. */
  rank: number;
  members: readonly FoldMember[];
}

export interface FoldMember {
  ref: string;
  mark: string;
  stand: Stand;
  seenAt: number;
  /** Index of its site, in an overview. */
  part?: number;
}

/** Folds items, but for those that were marked anew since. Answers `done`, `clash` (the group was changed meanwhile) or `lost` (the lease is another's). */
export async function fold(
  store: Store,
  lease: Lease,
  destination: Destination,
  { under, group, rank, members }: Fold,
): Promise<'done' | 'clash' | 'lost'> {
  const row: Row = { state: 'folded', generation: 1, group: under };
  const written = group && {
    expected: group.document.revision,
    document: JSON.stringify({ ...group.document, revision: group.document.revision + 1 }),
    since: group.document.at,
    buckets: group.buckets,
  };
  return (await store.database.run(
    'fold',
    lease.name,
    lease.epoch,
    destination,
    JSON.stringify({ under, ...written, now: store.now(), rank, row: JSON.stringify(row), members }),
  )) as 'done' | 'clash' | 'lost';
}

function parseRow(text: string | null | undefined): Row | undefined {
  return text === null || text === undefined ? undefined : Row.parse(JSON.parse(text));
}
