import type { Conversation } from '../../desk/ticket/conversation.ts';
import type { Conversations } from '../contract.ts';
import { readByApi } from './api-conversation.ts';
import type { Client } from './client.ts';
import { contactByApi, contactByDatabase } from './contact.ts';
import { readByDatabase, undelivered } from './database-conversation.ts';
import type { DatabaseTickets } from './database-tickets.ts';

/** What is read of tickets and of people: by the API, which alone has addresses of files, and by what the database adds. */
export function createConversations(
  client: Client | undefined,
  tickets: DatabaseTickets | undefined,
  now: () => number,
): Conversations | undefined {
  if (client)
    return {
      read: async (row) => marked(await readByApi(row, client, now), tickets),
      contact: (email) => contactByApi(email, client),
    };
  return (
    tickets && {
      read: (row) => readByDatabase(row, tickets),
      contact: (email) => contactByDatabase(email, tickets.database),
    }
  );
}

async function marked(
  conversation: Conversation | undefined,
  tickets: DatabaseTickets | undefined,
): Promise<Conversation | undefined> {
  if (!conversation || !tickets) return conversation;
  // Without the database it can still be read, which matters more than this mark.
  const failed = await undelivered(conversation.row, tickets.database).catch(() => new Set<string>());
  const passages = conversation.passages.map((one) => (failed.has(one.id) ? { ...one, undelivered: true } : one));
  return { ...conversation, passages };
}
