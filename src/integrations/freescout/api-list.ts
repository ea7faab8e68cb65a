import { type ApiTickets, readTicket, rowOf, understand } from './api-ticket.ts';
import type { Found } from './conversation.ts';
import { ApiConversation } from './api-schema.ts';

const SECOND = 1_000;
/** No list is longer; one that never ends does not understand what it is asked. */
const MOST_CALLS = 2_000;
const BY_CHANGE = { state: 'published', embed: 'threads', sortField: 'updatedAt', sortOrder: 'asc' };

/**
 * All pages of a list by time of change, from the instant `from` on. A page number alone would skip tickets that
 * change while pages are turned, so each page starts at the newest change of the one before.
 */
export async function listTickets(
  query: Readonly<Record<string, string>>,
  from: number | undefined,
  tickets: ApiTickets,
): Promise<Map<string, Found>> {
  const found = new Map<string, Found>();
  let since = from;
  let page = 1;
  for (let calls = 0; calls < MOST_CALLS; calls += 1) {
    const readAt = tickets.now();
    const updatedSince = since === undefined ? {} : { updatedSince: isoOf(since) };
    const list = await tickets.client.conversations({ ...BY_CHANGE, ...query, ...updatedSince, page: String(page) });
    await take(list.rows, readAt, found, tickets);
    if (list.rows.length === 0 || page >= list.pages) break;
    // A second earlier: whether "since" includes its own second is not documented.
    const next = newestChange(list.rows) - SECOND;
    if (next > (since ?? 0)) [since, page] = [next, 1];
    else page += 1;
  }
  return found;
}

/** A row that came without its threads, or cannot be read, gets a look of its own. */
async function take(
  rows: readonly unknown[],
  readAt: number,
  found: Map<string, Found>,
  tickets: ApiTickets,
): Promise<void> {
  for (const json of rows) {
    const row = rowOf(json);
    if (row === undefined) continue;
    const one = await understand(json, readAt, tickets);
    found.set(row, one === 'unreadable' ? await readTicket(row, tickets) : one);
  }
}

/** Epoch milliseconds; 0 for an empty list. */
export function newestChange(rows: readonly unknown[]): number {
  return Math.max(0, ...rows.map((json) => ApiConversation.safeParse(json).data?.updatedAt ?? 0));
}

function isoOf(instant: number): string {
  return Temporal.Instant.fromEpochMilliseconds(instant).toString({ smallestUnit: 'second' });
}
