import { Alert } from '../desk/alert/alert.ts';
import { TimelineEntry } from '../desk/decision.ts';
import { Item, type WorkItem } from '../desk/item.ts';
import type { Ticket } from '../desk/ticket/ticket.ts';
import { key } from './redis.ts';
import type { Store } from './store.ts';

/** Items fetched in one round trip. */
const BATCH = 500;

export async function readItem(store: Pick<Store, 'database'>, ref: string): Promise<Item | undefined> {
  const document = await store.database.redis.hget(key('item', ref), 'document');
  return document === null ? undefined : Item.parse(JSON.parse(document));
}

/** The alert or ticket with this reference. */
export async function readWork(store: Store, ref: string): Promise<WorkItem | undefined> {
  const item = await readItem(store, ref);
  return item && isWork(item) ? item : undefined;
}

/** The items that exist, in the order of their references. */
export async function readItems(store: Pick<Store, 'database'>, refs: readonly string[]): Promise<Item[]> {
  const items: Item[] = [];
  for (let start = 0; start < refs.length; start += BATCH) {
    const pipeline = store.database.redis.pipeline();
    for (const ref of refs.slice(start, start + BATCH)) pipeline.hget(key('item', ref), 'document');
    for (const [error, document] of (await pipeline.exec()) ?? []) {
      if (error) throw error;
      if (typeof document === 'string') items.push(Item.parse(JSON.parse(document)));
    }
  }
  return items;
}

/** The latest episode of a condition. */
export async function readEpisode(store: Store, condition: string): Promise<Alert | undefined> {
  const ref = await store.database.redis.get(key('episode', condition));
  const document = ref === null ? null : await store.database.redis.hget(key('item', ref), 'document');
  return document === null ? undefined : Alert.parse(JSON.parse(document));
}

/** All open alerts or tickets, oldest first. */
export async function readOpen(store: Store, kind: WorkItem['kind']): Promise<WorkItem[]> {
  const refs = await store.database.redis.zrange(key('open', kind), '0', '-1');
  return (await readItems(store, refs)).filter(isWork);
}

/** Alerts or tickets first seen in a span of time, oldest first. */
export async function readSeen(store: Store, kind: WorkItem['kind'], from: number, to: number): Promise<WorkItem[]> {
  const refs = await store.database.redis.zrangebyscore(key('seen', kind), from, to);
  return (await readItems(store, refs)).filter(isWork);
}

/** Items closed in a span of time. */
export async function readClosed(store: Store, from: number, to: number): Promise<WorkItem[]> {
  const refs = await store.database.redis.zrangebyscore(key('closed'), from, to);
  return (await readItems(store, refs)).filter(isWork);
}

/** Tickets closed since an instant, the latest first: alerts, which are many more, are left out before they are read. */
export async function readClosedTickets(store: Store, since: number): Promise<Ticket[]> {
  const { redis } = store.database;
  const refs = await redis.zrevrangebyscore(key('closed'), '+inf', since);
  if (refs.length === 0) return [];
  const seen = await redis.zmscore(key('seen', 'ticket'), refs);
  const items = await readItems(
    store,
    refs.filter((_, index) => seen[index] !== null),
  );
  return items.filter((item): item is Ticket => item.kind === 'ticket');
}

export async function readTimeline(store: Store, ref: string): Promise<TimelineEntry[]> {
  const lines = await store.database.redis.lrange(key('timeline', ref), 0, -1);
  return lines.map((line) => TimelineEntry.parse(JSON.parse(line)));
}

/** The last lines of an item's history, and how many there are: one that flaps for months has thousands. */
export async function readLatest(
  store: Store,
  ref: string,
  most: number,
): Promise<{ latest: TimelineEntry[]; count: number }> {
  const { redis } = store.database;
  const [lines, count] = await Promise.all([
    redis.lrange(key('timeline', ref), -most, -1),
    redis.llen(key('timeline', ref)),
  ]);
  return { latest: lines.map((line) => TimelineEntry.parse(JSON.parse(line))), count };
}

/** Forgets a wake-up that had nothing to wake. */
export async function dropWake(store: Store, ref: string): Promise<void> {
  await store.database.run('drop-due', 'wake', ref, store.now());
}

/** Puts a wake-up off that must not happen now. */
export async function postponeWake(store: Store, ref: string, until: number): Promise<void> {
  await store.database.redis.zadd(key('wake'), 'XX', until, ref);
}

/** References that want to be looked at by now, the longest overdue first. */
export async function readDue(store: Store, now: number, most: number): Promise<string[]> {
  return store.database.redis.zrangebyscore(key('wake'), 0, now, 'LIMIT', 0, most);
}

export function isWork(item: Item): item is WorkItem {
  return item.kind === 'alert' || item.kind === 'ticket';
}
