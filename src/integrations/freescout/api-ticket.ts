import { SystemError } from '../../desk/errors.ts';
import type { Client } from './client.ts';
import type { Conversation, Found } from './conversation.ts';
import { fromApi } from './from-api.ts';
import { ApiConversation, ApiMailbox } from './api-schema.ts';

export interface ApiTickets {
  client: Client;
  /** Tickets show numbers of their own. */
  customNumber: boolean;
  now: () => number;
  /** Names by id; the list is asked for again when `wanted` is not in it. */
  mailboxes: (wanted?: string) => Promise<ReadonlyMap<string, string>>;
}

const MAILBOXES_HOLD = 600_000;

/** Asks for the ticket by its row. */
export async function readTicket(row: string, tickets: ApiTickets): Promise<Found> {
  const readAt = tickets.now();
  try {
    const json = await tickets.client.conversation(row);
    return json === undefined ? 'missing' : await understand(json, readAt, tickets);
  } catch (error) {
    if (isOfTicket(error)) return 'unreadable';
    throw error;
  }
}

/** The ticket of a row in a list that was asked for at `readAt`. */
export async function understand(json: unknown, readAt: number, tickets: ApiTickets): Promise<Found> {
  const mailboxes = await tickets.mailboxes(ApiConversation.safeParse(json).data?.mailboxId);
  const conversation = fromApi(json, { readAt, mailboxes });
  return conversation ? withTarget(conversation, tickets) : 'unreadable';
}

/** The target of a merge is named by its number, which is its id unless the instance has numbers of its own. */
async function withTarget(conversation: Conversation, { client, customNumber }: ApiTickets): Promise<Conversation> {
  if (!customNumber || !conversation.threads.some((thread) => thread.into !== undefined)) return conversation;
  const threads = await Promise.all(
    conversation.threads.map(async (thread) => {
      if (thread.into === undefined) return thread;
      const { rows } = await client.conversations({ number: thread.into, pageSize: '1' });
      return { ...thread, into: rowOf(rows[0]) };
    }),
  );
  return { ...conversation, threads };
}

/** An answer that only this ticket gives; everything else concerns the whole connection. */
function isOfTicket(error: unknown): boolean {
  return error instanceof SystemError && (error.status === 500 || error.status === 400 || error.status === 422);
}

/** The id of a ticket in a list, whatever else is odd about it. */
export function rowOf(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null || !('id' in json)) return undefined;
  return typeof json.id === 'number' || typeof json.id === 'string' ? String(json.id) : undefined;
}

/** Asks for the list of mailboxes every ten minutes at most, unless a new mailbox turns up. */
export function cachedMailboxes(client: Client, now: () => number): ApiTickets['mailboxes'] {
  let names: Map<string, string> | undefined;
  let heldUntil = 0;
  return async (wanted) => {
    if (names && now() < heldUntil && (wanted === undefined || names.has(wanted))) return names;
    const boxes = (await client.all('mailboxes')).map((json) => ApiMailbox.safeParse(json).data);
    names = new Map(boxes.filter((box) => box !== undefined).map((box) => [box.id, box.name]));
    // A mailbox that the list does not name is not asked for again with every ticket.
    if (wanted !== undefined && !names.has(wanted)) names.set(wanted, `mailbox ${wanted}`);
    heldUntil = now() + MAILBOXES_HOLD;
    return names;
  };
}
