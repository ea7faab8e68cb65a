import type { TicketStatus } from '../../desk/ticket/ticket.ts';
import type { Client } from './client.ts';
import type { Conversation } from './conversation.ts';
import { ApiConversation, ApiText } from './api-schema.ts';

/** How FreeScout is written. Each write answers undefined when it was done, else FreeScout's reason. */
export interface Way {
  /** What stands for nobody where a ticket is assigned: the first that takes effect. */
  nobody: readonly number[];
  assign(row: string, to: number, by: number): Promise<string | undefined>;
  status(row: string, status: TicketStatus, by: number): Promise<string | undefined>;
  note(ticket: Conversation, html: string, by: number): Promise<string | undefined>;
  /** Mailed to the customer, and to who else gets copies. Absent where nobody can reply in somebody's name. */
  reply?(ticket: Conversation, html: string, wish: { by: number; status: TicketStatus }): Promise<string | undefined>;
  /** Every text of staff in the ticket, drafts as well. */
  texts(row: string): Promise<readonly StaffText[]>;
}

export interface StaffText {
  type: 'message' | 'note';
  /** The user who wrote it. */
  by: string;
  at: number;
  html: string;
  published: boolean;
}

/** The API & Webhooks module, which writes in anybody's name. */
export function apiWay(client: Client): Way {
  return {
    nobody: [0, -1],
    assign: (row, to, by) => client.assign(row, to, by),
    status: (row, status, by) => client.status(row, status, by),
    // FreeScout takes the copies of a text for those of the ticket: without them it has none from there on.
    note: ({ row, cc }, text, user) => client.write(row, { type: 'note', text, user, cc }),
    reply: ({ row, cc, bcc }, text, { by, status }) =>
      client.write(row, { type: 'message', text, user: by, status, cc, bcc }),
    async texts(row) {
      const threads = ApiConversation.safeParse(await client.conversation(row)).data?.threads ?? [];
      return threads.map((thread) => ApiText.safeParse(thread).data).filter((text) => text !== undefined);
    },
  };
}
