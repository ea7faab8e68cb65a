import { z } from 'zod';
import type { TicketStatus } from '../../desk/ticket/ticket.ts';
import { nameOfUser } from './accounts.ts';
import type { Conversation } from './conversation.ts';
import type { Database } from './database.ts';
import { rowsOf } from './database-tickets.ts';
import { htmlOf } from './marker.ts';
import { Number0, Text } from './rows.ts';
import type { Session } from './session.ts';
import { instantOf } from './wall-clock.ts';
import type { StaffText, Way } from './way.ts';

interface SessionWay {
  session: Session;
  /** Without the module only the tables tell what is in a ticket. */
  database: Database;
  /** APP_TIMEZONE. */
  zone: string;
}

/**
 * FreeScout's own pages, used by a login of the bot's own. Whatever is done is that login's deed, so that a note names the person,
 * and nobody can be replied to in somebody's name.
 */
export function sessionWay({ session, database, zone }: SessionWay): Way {
  return {
    nobody: [-1],
    assign: (row, to) => session.act({ action: 'conversation_change_user', conversation_id: row, user_id: String(to) }),
    status: (row, status) =>
      session.act({ action: 'conversation_change_status', conversation_id: row, status: CODES[status] }),
    async note(ticket, html, by) {
      const name = await nameOfUser(database, by);
      return session.act({ ...formOf(ticket), body: `<p>${htmlOf(`${name}, by Deskbell:`)}</p>${html}` });
    },
    texts: (row) => textsOf(row, database, zone),
  };
}

const CODES: Readonly<Record<TicketStatus, string>> = { active: '1', pending: '2', closed: '3', spam: '4' };

/** A note moves the ticket to the status and the assignee of its form, which therefore are those that it has. */
function formOf({ row, mailbox, status, assignee }: Conversation): Record<string, string> {
  return {
    action: 'send_reply',
    is_note: '1',
    conversation_id: row,
    mailbox_id: mailbox.id,
    status: CODES[status],
    user_id: assignee?.id ?? '-1',
  };
}

const TextRow = z.object({
  type: z.number(),
  state: z.number(),
  body: Text,
  created_at: z.string(),
  created_by_user_id: Number0,
});
const TEXTS = `
  SELECT type, state, body, created_at, created_by_user_id FROM threads WHERE conversation_id = ? AND type IN (2, 3)`;
const MESSAGE = 2;
const PUBLISHED = 2;

async function textsOf(row: string, database: Database, zone: string): Promise<StaffText[]> {
  const rows = rowsOf(await database.query(TEXTS, [Number(row)]), TextRow);
  return rows.map((text) => ({
    type: text.type === MESSAGE ? 'message' : 'note',
    by: String(text.created_by_user_id ?? ''),
    at: instantOf(text.created_at, zone),
    html: text.body,
    published: text.state === PUBLISHED,
  }));
}
