import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Alert } from '../../../src/desk/alert/alert.ts';
import { TimelineEntry } from '../../../src/desk/decision.ts';
import { Item } from '../../../src/desk/item.ts';
import { Row } from '../../../src/store/rows.ts';
import type { TimeEntry } from '../../../src/desk/time/entry.ts';
import type { Ticket } from '../../../src/desk/ticket/ticket.ts';

const PREFIX = '{deskbell}';

/** All that the desk remembers, as it stood at one moment. */
export interface Memory {
  items: ReadonlyMap<string, Item>;
  timelines: ReadonlyMap<string, readonly TimelineEntry[]>;
  /** By destination and name. */
  rows: ReadonlyMap<string, ReadonlyMap<string, Row>>;
  /** What still has to be done, by kind, each with its names. */
  pending: ReadonlyMap<string, readonly string[]>;
  /** What was counted as seen, by destination. */
  seen: ReadonlyMap<string, readonly string[]>;
  /** By group: the items folded into its card. */
  members: ReadonlyMap<string, ReadonlySet<string>>;
  /** Keys of what was typed into forms for tickets, by the first line of it. */
  typed: ReadonlyMap<string, string>;
}

export async function readMemory(redis: Redis): Promise<Memory> {
  const refs = await namesBelow(redis, 'item');
  const destinations = await redis.smembers(`${PREFIX}:destinations`);
  return {
    items: new Map(await Promise.all(refs.map((ref) => readItem(redis, ref)))),
    timelines: new Map(await Promise.all(refs.map((ref) => readTimeline(redis, ref)))),
    rows: new Map(await Promise.all(destinations.map((destination) => readRows(redis, destination)))),
    pending: await readPending(redis, destinations),
    seen: await readLists(redis, 'seen'),
    members: new Map([...(await readLists(redis, 'members'))].map(([group, refs]) => [group, new Set(refs)])),
    typed: await readTyped(redis),
  };
}

export function alertsOf({ items }: Memory): Alert[] {
  return [...items.values()].flatMap((item) => (item.kind === 'alert' ? [item] : []));
}

export function ticketsOf({ items }: Memory): Ticket[] {
  return [...items.values()].flatMap((item) => (item.kind === 'ticket' ? [item] : []));
}

export function timesOf({ items }: Memory): TimeEntry[] {
  return [...items.values()].flatMap((item) => (item.kind === 'time' ? [item] : []));
}

async function namesBelow(redis: Redis, name: string): Promise<string[]> {
  const prefix = `${PREFIX}:${name}:`;
  return (await redis.keys(`${prefix}*`)).map((key) => key.slice(prefix.length)).toSorted();
}

async function readLists(redis: Redis, name: string): Promise<Map<string, string[]>> {
  const names = await namesBelow(redis, name);
  const lists = names.map(async (one): Promise<[string, string[]]> => [
    one,
    await redis.zrange(`${PREFIX}:${name}:${one}`, '0', '-1'),
  ]);
  return new Map(await Promise.all(lists));
}

const Draft = z.object({ filled: z.object({ text: z.string() }) });

async function readTyped(redis: Redis): Promise<Map<string, string>> {
  const tokens = await namesBelow(redis, 'draft');
  const drafts = tokens.map(async (token): Promise<[string, string][]> => {
    const draft = Draft.safeParse(JSON.parse((await redis.get(`${PREFIX}:draft:${token}`)) ?? 'null'));
    return draft.success ? [[draft.data.filled.text.split('\n')[0] ?? '', token]] : [];
  });
  return new Map((await Promise.all(drafts)).flat());
}

async function readItem(redis: Redis, ref: string): Promise<[string, Item]> {
  const document = await redis.hget(`${PREFIX}:item:${ref}`, 'document');
  return [ref, Item.parse(JSON.parse(document ?? 'null'))];
}

async function readTimeline(redis: Redis, ref: string): Promise<[string, TimelineEntry[]]> {
  const lines = await redis.lrange(`${PREFIX}:timeline:${ref}`, 0, -1);
  return [ref, lines.map((line) => TimelineEntry.parse(JSON.parse(line)))];
}

async function readRows(redis: Redis, destination: string): Promise<[string, Map<string, Row>]> {
  const rows = Object.entries(await redis.hgetall(`${PREFIX}:rows:${destination}`));
  return [destination, new Map(rows.map(([name, text]) => [name, Row.parse(JSON.parse(text))]))];
}

async function readPending(redis: Redis, destinations: readonly string[]): Promise<Map<string, string[]>> {
  const sorted = (name: string) => redis.zrange(`${PREFIX}:${name}`, '0', '-1');
  const pending = new Map<string, string[]>([
    ['effects in the outbox', await redis.hkeys(`${PREFIX}:outbox`)],
    ['hints', await sorted('hints')],
  ]);
  for (const destination of destinations) {
    pending.set(`behind at ${destination}`, await sorted(`behind:${destination}`));
    pending.set(`notices for ${destination}`, await sorted(`noticed:${destination}`));
  }
  return pending;
}
