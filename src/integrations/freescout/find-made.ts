import { SystemError } from '../../desk/errors.ts';
import type { TicketWish } from '../../desk/ticket/link.ts';
import type { TicketAttempt } from '../contract.ts';
import { rowOf } from './api-ticket.ts';
import type { Client } from './client.ts';
import { htmlFor, markerFor } from './marker.ts';
import { ApiConversation } from './api-schema.ts';
import { earliestWallClock, instantOf } from './wall-clock.ts';

/** FreeScout's clock may be this much behind ours. Milliseconds. */
const CLOCKS_DIFFER = 3 * 3_600_000;
const MOST_PAGES = 200;

interface Looking {
  client: Client;
  zone: string;
  now: () => number;
}

/** The ticket that bears the marker of this key, the only one from here on; undefined when there is none. */
export async function findMade(
  wish: TicketWish,
  attempt: TicketAttempt,
  looking: Looking,
): Promise<string | undefined> {
  const marker = markerFor(attempt.key);
  const candidates = await madeSince(attempt.since, looking);
  const marked = candidates.filter((json) => bears(json, marker));
  const [first, ...twins] = marked.toSorted((left, right) => Number(rowOf(left)) - Number(rowOf(right)));
  for (const twin of twins) if (isUntouched(twin)) await looking.client.remove(rowOf(twin) ?? '');
  if (first !== undefined) return rowOf(first);
  const half = candidates.find((json) => isHalf(json, wish));
  const row = rowOf(half);
  if (row === undefined) return undefined;
  const reason = await looking.client.write(row, {
    type: 'customer',
    text: htmlFor(wish.text, marker),
    customer: { email: wish.contact },
    imported: true,
  });
  if (reason === undefined) return row;
  throw new SystemError('freescout', 'unsure', `Ticket ${row} in FreeScout has no text and takes none: ${reason}`);
}

/** In its threads: what FreeScout keeps of a text elsewhere says nothing about whether the text is there. */
function bears(json: unknown, marker: string): boolean {
  return JSON.stringify(ApiConversation.safeParse(json).data?.threads ?? json).includes(marker);
}

/** Whatever came in by the API since then, with its threads; the trash too, as somebody may have been quick. */
async function madeSince(since: number, looking: Looking): Promise<unknown[]> {
  const from = instantOf(earliestWallClock(since - CLOCKS_DIFFER, looking.now(), looking.zone), looking.zone);
  const createdSince = Temporal.Instant.fromEpochMilliseconds(from).toString({ smallestUnit: 'second' });
  const published = await listed({ state: 'published', createdSince }, looking);
  return [...published, ...(await trashed(createdSince, looking))];
}

/** A module that cannot list the trash is forgiven. */
async function trashed(createdSince: string, looking: Looking): Promise<unknown[]> {
  try {
    return await listed({ state: 'deleted', createdSince }, looking);
  } catch (error) {
    if (error instanceof SystemError && (error.status === 400 || error.status === 422)) return [];
    throw error;
  }
}

async function listed(query: Record<string, string>, { client }: Looking): Promise<unknown[]> {
  const found: unknown[] = [];
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const wanted = { ...query, embed: 'threads', sortField: 'createdAt', sortOrder: 'asc', page: String(page) };
    const { rows, pages } = await client.conversations(wanted);
    for (const json of rows) {
      const ticket = ApiConversation.safeParse(json).data;
      if (ticket && ticket.source.type !== 'api') continue;
      found.push(ticket?.threads ? json : await client.conversation(rowOf(json) ?? ''));
    }
    if (page >= pages || rows.length === 0) break;
  }
  return found;
}

/** Nobody has written in it, and it has no other history than that it was made. */
function isUntouched(json: unknown): boolean {
  return ApiConversation.safeParse(json).data?.threads?.length === 1;
}

/** The module makes the ticket first and its text then: what breaks off in between leaves a ticket without any. */
function isHalf(json: unknown, wish: TicketWish): boolean {
  const ticket = ApiConversation.safeParse(json).data;
  return ticket?.subject === wish.subject && ticket.state === 'published' && ticket.threads?.length === 0;
}
