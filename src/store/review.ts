import { Item, type WorkItem } from '../desk/item.ts';
import { timesTaken, type Known } from '../desk/response-times.ts';
import type { ReviewRows } from '../desk/review.ts';
import { alertRow, clientName, clientOfTime, ticketRow, timeRow } from '../desk/review-rows.ts';
import { outcomesOf } from '../desk/review-outcomes.ts';
import type { ReviewSpan } from '../desk/review-span.ts';
import type { Settings } from '../desk/settings.ts';
import type { Ticket } from '../desk/ticket.ts';
import { readItems } from './read.ts';
import { key } from './redis.ts';
import { SourceState } from './sources.ts';
import type { Store } from './store.ts';
import { readEntries } from './time.ts';

type Memory = Pick<Store, 'database' | 'now'> & { settings: Settings };

/** Documents fetched in one round trip: no more are in memory at once. */
const BATCH = 200;

/** What falls into the span, of one client. */
export async function readReview(memory: Memory, client: string, span: ReviewSpan): Promise<ReviewRows> {
  const rows = await readReviews(memory, span, (name) => name === client);
  return rows.get(client) ?? { tickets: [], alerts: [], entries: [] };
}

/** The same of every client that is wanted and has anything there, by the client's name. */
async function readReviews(
  memory: Memory,
  span: ReviewSpan,
  isWanted: (client: string) => boolean,
): Promise<Map<string, ReviewRows>> {
  const found = new Map<string, { -readonly [K in keyof ReviewRows]: ReviewRows[K][number][] }>();
  const of = (client: string) => {
    const rows = found.get(client) ?? { tickets: [], alerts: [], entries: [] };
    found.set(client, rows);
    return rows;
  };
  const known = await readKnown(memory);
  for await (const { item, client, closedAt } of eachItem(memory, span, isWanted)) {
    const taken = new Map(timesTaken([item], span, known).map(({ measure, took }) => [measure, took]));
    if (item.kind === 'alert') {
      const row = alertRow(
        item,
        { ...named('acknowledgedIn', taken.get('acknowledge')), ...named('resolvedIn', taken.get('repair')) },
        span,
      );
      if (row) of(client).alerts.push(row);
    } else {
      const outcomes = {
        ...outcomesOf(item, memory.settings, span, memory.now()),
        ...named('answeredIn', taken.get('response')),
        ...named('resolvedIn', taken.get('resolution')),
      };
      const row = ticketRow(item, outcomes, span, closedAt);
      if (row) of(client).tickets.push(row);
    }
  }
  await addEntries(memory, span, isWanted, (client, row) => of(client).entries.push(row));
  for (const { tickets, alerts } of found.values()) {
    tickets.sort((left, right) => left.createdAt - right.createdAt || (left.ref < right.ref ? -1 : 1));
    alerts.sort((left, right) => left.seenAt - right.seenAt || (left.ref < right.ref ? -1 : 1));
  }
  return found;
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
  /** When the desk saw it closed, while it is. */
  closedAt?: number;
}

/** Whatever was open at some time in the span, or ended since it began, a batch at a time. */
async function* eachItem(
  memory: Memory,
  span: ReviewSpan,
  isWanted: (client: string) => boolean,
): AsyncGenerator<Found> {
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
      const found = typeof document === 'string' ? wanted(document, memory.settings, isWanted) : undefined;
      const closedAt = some[index]?.[1];
      if (found) yield { ...found, ...(closedAt === undefined ? {} : { closedAt }) };
    }
  }
}

/** Only what is wanted is looked at whole: of most documents the client's name is enough. */
function wanted(document: string, settings: Settings, isWanted: (client: string) => boolean): Found | undefined {
  const raw = JSON.parse(document) as { kind?: string; client?: string; facts?: { client?: string } };
  if (raw.kind !== 'alert' && raw.kind !== 'ticket') return undefined;
  const client = clientName(raw.kind === 'alert' ? raw.facts?.client : raw.client, settings);
  if (client === undefined || !isWanted(client)) return undefined;
  const item = Item.parse(raw);
  return item.kind === 'alert' || item.kind === 'ticket' ? { item, client } : undefined;
}

async function addEntries(
  { database, settings }: Memory,
  span: ReviewSpan,
  isWanted: (client: string) => boolean,
  add: (client: string, row: NonNullable<ReturnType<typeof timeRow>>) => void,
): Promise<void> {
  const entries = (await readEntries({ database }, span.from, span.to)).filter((entry) =>
    isWanted(clientOfTime(entry, settings)),
  );
  const about = await readItems({ database }, [...new Set(entries.flatMap((entry) => entry.about ?? []))]);
  const tickets = new Map(
    about.filter((item): item is Ticket => item.kind === 'ticket').map((item) => [item.ref, item]),
  );
  for (const entry of entries) {
    const client = clientOfTime(entry, settings);
    const ticket = tickets.get(entry.about ?? '');
    // A ticket of another client is billed here, but nothing of it is said.
    const row = timeRow(entry, ticket && clientName(ticket.client, settings) === client ? ticket : undefined, span);
    if (row) add(client, row);
  }
}
