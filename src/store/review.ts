import { Item, type WorkItem } from '../desk/item.ts';
import { timesTaken, type Known } from '../desk/clock/response-times.ts';
import type { ReviewRows } from '../desk/review/review.ts';
import {
  alertRow,
  clientName,
  clientOfTime,
  type ReviewRow,
  ticketRow,
  type TimeRow,
  timeRow,
} from '../desk/review/rows.ts';
import type { Span } from '../desk/clock/spans.ts';
import { outcomesOf } from '../desk/review/outcomes.ts';
import type { ReviewSpan } from '../desk/review/span.ts';
import type { Settings } from '../desk/settings.ts';
import { isWork, readItems } from './read.ts';
import { key } from './redis.ts';
import { SourceState } from './sources.ts';
import type { Store } from './store.ts';
import { readEntries } from './time.ts';

type Memory = Pick<Store, 'database' | 'now'> & { settings: Settings };

/** Documents fetched in one round trip: no more are in memory at once. */
const BATCH = 200;

/** What falls into the span, of one client. */
export async function readReview(memory: Memory, client: string, span: ReviewSpan): Promise<ReviewRows> {
  const rows = await readReviews(memory, span, (name) => (name === client ? span : undefined));
  return rows.get(client) ?? { tickets: [], alerts: [], entries: [] };
}

/** The same days in two zones are no further apart. */
const ZONES_APART = 27 * 3_600_000;

/**
 * The same of every client that has anything there, by the client's name. `spanFor` says which days those are for a client, about those
 * of `around`; undefined where nobody asks for it.
 */
export async function readReviews(
  memory: Memory,
  around: ReviewSpan,
  spanFor: SpanFor,
): Promise<Map<string, ReviewRows>> {
  const found = new Map<string, Rows>();
  const of = (client: string): Rows => {
    const rows = found.get(client) ?? { tickets: [], alerts: [], entries: [] };
    found.set(client, rows);
    return rows;
  };
  const known = await readKnown(memory);
  const reach = { from: around.from - ZONES_APART, to: around.to + ZONES_APART };
  for await (const one of eachItem(memory, reach, spanFor)) {
    const row = rowOf(one, known, memory.now());
    if (row?.table === 'alert') of(one.client).alerts.push(row);
    if (row?.table === 'ticket') of(one.client).tickets.push(row);
  }
  await addEntries(memory, reach, spanFor, (client, row) => of(client).entries.push(row));
  for (const { tickets, alerts } of found.values()) {
    tickets.sort((left, right) => left.createdAt - right.createdAt || (left.ref < right.ref ? -1 : 1));
    alerts.sort((left, right) => left.seenAt - right.seenAt || (left.ref < right.ref ? -1 : 1));
  }
  return found;
}

type SpanFor = (client: string) => ReviewSpan | undefined;

type Rows = { -readonly [K in keyof ReviewRows]: ReviewRows[K][number][] };

function rowOf({ item, span, closedAt }: Found, known: Known, now: number): ReviewRow | undefined {
  const taken = new Map(timesTaken([item], span, known).map(({ measure, took }) => [measure, took]));
  if (item.kind === 'alert') {
    const times = {
      ...named('acknowledgedIn', taken.get('acknowledge')),
      ...named('resolvedIn', taken.get('repair')),
    };
    return alertRow(item, times, span);
  }
  const outcomes = {
    ...outcomesOf(item, known.settings, span, now),
    ...named('answeredIn', taken.get('response')),
    ...named('resolvedIn', taken.get('resolution')),
  };
  return ticketRow(item, outcomes, span, closedAt);
}

function named<K extends string>(name: K, value: number | undefined): { [P in K]?: number } {
  return value === undefined ? {} : ({ [name]: value } as { [P in K]: number });
}

async function readKnown({ database, settings }: Memory): Promise<Known> {
  const states = await database.redis.hgetall(key('sources'));
  const firstAt = Object.entries(states).map(
    ([id, text]) => [id, SourceState.parse(JSON.parse(text)).firstAt] as const,
  );
  return { settings, firstAt: Object.fromEntries(firstAt) };
}

interface Found {
  item: WorkItem;
  client: string;
  span: ReviewSpan;
  /** When the desk saw it closed, while it is. */
  closedAt?: number;
}

/** Whatever was open at some time in the span, or ended since it began, a batch at a time. */
async function* eachItem(memory: Memory, span: Span, spanFor: SpanFor): AsyncGenerator<Found> {
  const { redis } = memory.database;
  const [alerts, tickets, closed] = await Promise.all([
    redis.zrangebyscore(key('open', 'alert'), 0, span.to),
    redis.zrange(key('open', 'ticket'), '0', '-1'),
    redis.zrangebyscore(key('closed'), span.from, '+inf', 'WITHSCORES'),
  ]);
  const refs = new Map<string, number | undefined>([...alerts, ...tickets].map((ref) => [ref, undefined]));
  for (let index = 0; index < closed.length; index += 2) refs.set(closed[index] ?? '', Number(closed[index + 1]));
  const all = [...refs];
  for (let start = 0; start < all.length; start += BATCH) {
    const some = all.slice(start, start + BATCH);
    const pipeline = redis.pipeline();
    for (const [ref] of some) pipeline.hget(key('item', ref), 'document');
    const answers = (await pipeline.exec()) ?? [];
    for (const [index, [error, document]] of answers.entries()) {
      if (error) throw error;
      const found = typeof document === 'string' ? wanted(document, memory.settings, spanFor) : undefined;
      const closedAt = some[index]?.[1];
      if (found) yield { ...found, ...(closedAt === undefined ? {} : { closedAt }) };
    }
  }
}

/** Only what is wanted is looked at whole: of most documents the client's name is enough. */
function wanted(document: string, settings: Settings, spanFor: SpanFor): Found | undefined {
  const raw = JSON.parse(document) as { kind?: string; client?: string; facts?: { client?: string } };
  if (raw.kind !== 'alert' && raw.kind !== 'ticket') return undefined;
  const client = clientName(raw.kind === 'alert' ? raw.facts?.client : raw.client, settings);
  const span = client === undefined ? undefined : spanFor(client);
  if (client === undefined || !span) return undefined;
  const item = Item.parse(raw);
  return isWork(item) ? { item, client, span } : undefined;
}

async function addEntries(
  { database, settings }: Memory,
  reach: Span,
  spanFor: SpanFor,
  add: (client: string, row: TimeRow) => void,
): Promise<void> {
  const entries = (await readEntries({ database }, reach.from, reach.to)).flatMap((entry) => {
    const client = clientOfTime(entry, settings);
    const span = spanFor(client);
    return span ? [{ entry, client, span }] : [];
  });
  const about = await readItems({ database }, [...new Set(entries.flatMap(({ entry }) => entry.about ?? []))]);
  const tickets = new Map(about.filter((item) => item.kind === 'ticket').map((item) => [item.ref, item]));
  for (const { entry, client, span } of entries) {
    const ticket = tickets.get(entry.about ?? '');
    // A ticket of another client is billed here, but nothing of it is said.
    const row = timeRow(entry, ticket && clientName(ticket.client, settings) === client ? ticket : undefined, span);
    if (row) add(client, row);
  }
}
