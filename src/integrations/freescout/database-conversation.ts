import { z } from 'zod';
import type { Attachment, Conversation } from '../../desk/ticket/conversation.ts';
import { SystemError } from '../../desk/errors.ts';
import { oneLine } from '../../desk/text.ts';
import { nameFrom, statusFrom } from './conversation.ts';
import type { Database } from './database.ts';
import { type DatabaseTickets, rowsOf } from './database-tickets.ts';
import { type Entry, type EntryAction, passagesOf } from './entry.ts';
import { addressesIn, intoIn, isUnchanged, typeOf } from './from-database.ts';
import { BODY_LIMIT } from './preview.ts';
import { IdRow, Number0, Text } from './rows.ts';
import { instantOf } from './wall-clock.ts';

const TicketRow = z.object({
  id: z.number(),
  number: z.number(),
  subject: Text,
  status: z.number(),
  state: z.number(),
  source_type: z.number(),
});
const TICKET = 'SELECT id, number, subject, status, state, source_type FROM conversations WHERE id = ?';

const EntryRow = z.object({
  id: z.number(),
  type: z.number(),
  status: z.number(),
  action_type: Number0,
  body: Text,
  cc: Text,
  bcc: Text,
  send_status: Number0,
  meta: Text,
  created_at: z.string(),
  user_id: Number0,
  author_id: Number0,
  author_first: Text,
  author_last: Text,
  author_email: Text,
  assignee_first: Text,
  assignee_last: Text,
  assignee_email: Text,
  customer_first: Text,
  customer_last: Text,
  customer_email: Text,
});
type EntryRow = z.infer<typeof EntryRow>;

const ADDRESS = (customer: string): string =>
  `(SELECT e.email FROM emails e WHERE e.customer_id = ${customer} ORDER BY e.id LIMIT 1)`;
const ENTRIES = `
  SELECT t.id, t.type, t.status, t.action_type, LEFT(t.body, ?) AS body, t.cc, t.bcc, t.send_status, t.meta, t.created_at,
    t.user_id, u.id AS author_id,
    IF(u.id IS NULL, p.first_name, u.first_name) AS author_first, IF(u.id IS NULL, p.last_name, u.last_name) AS author_last,
    COALESCE(u.email, t.\`from\`, ${ADDRESS('p.id')}) AS author_email,
    a.first_name AS assignee_first, a.last_name AS assignee_last, a.email AS assignee_email,
    k.first_name AS customer_first, k.last_name AS customer_last, ${ADDRESS('k.id')} AS customer_email
  FROM threads t
  LEFT JOIN users u ON u.id = t.created_by_user_id
  LEFT JOIN customers p ON p.id = t.created_by_customer_id
  LEFT JOIN users a ON a.id = t.user_id
  LEFT JOIN customers k ON k.id = t.customer_id
  WHERE t.conversation_id = ? AND t.state = 2`;

const FileRow = z.object({ thread_id: z.number(), file_name: z.string(), size: Number0 });
const FILES = 'SELECT thread_id, file_name, size FROM attachments WHERE thread_id IN (?) AND embedded = 0 ORDER BY id';

const NUMBERS = 'SELECT id, number FROM conversations WHERE id IN (?)';
const NumberRow = z.object({ id: z.number(), number: z.number() });

const DRAFT = 1;
const BY_API = 3;

/** A whole ticket as its rows tell it; undefined when there is none that anybody could see. */
export async function readByDatabase(row: string, tickets: DatabaseTickets): Promise<Conversation | undefined> {
  if (!/^\d+$/.test(row)) return undefined;
  const { database, zone, customNumber } = tickets;
  const readAt = tickets.now();
  const [ticket] = rowsOf(await database.query(TICKET, [Number(row)]), TicketRow);
  if (!ticket || ticket.state === DRAFT) return undefined;
  const rows = rowsOf(await database.query(ENTRIES, [BODY_LIMIT, Number(row)]), EntryRow);
  const files = await filesOf(database, rows);
  const numbers = customNumber ? await numbersOf(database, rows) : undefined;
  const entries = rows.map((one): Entry => {
    const into = intoIn(one);
    return {
      ...entryOf(one, zone),
      attachments: files.get(one.id) ?? [],
      into: into === undefined ? undefined : (numbers?.get(into) ?? into),
    };
  });
  return {
    row,
    number: String(customNumber ? ticket.number : ticket.id),
    subject: oneLine(ticket.subject) || '(no subject)',
    status: statusFrom(ticket.status),
    readAt,
    passages: passagesOf(entries, ticket.source_type === BY_API),
  };
}

function entryOf(row: EntryRow, zone: string): Omit<Entry, 'attachments' | 'into'> {
  const { author_id: author, user_id: assignee } = row;
  return {
    id: String(row.id),
    type: typeOf(row.type),
    by: {
      id: author === null ? '' : String(author),
      name: nameFrom(row.author_first, row.author_last, row.author_email, 'FreeScout'),
    },
    at: instantOf(row.created_at, zone),
    html: row.body,
    cc: addressesIn(row.cc),
    bcc: addressesIn(row.bcc),
    undelivered: UNDELIVERED.has(row.send_status ?? 0),
    status: isUnchanged(row.status) ? undefined : statusFrom(row.status),
    assignee: assignee
      ? { id: String(assignee), name: nameFrom(row.assignee_first, row.assignee_last, row.assignee_email) }
      : undefined,
    customer: nameFrom(row.customer_first, row.customer_last, row.customer_email),
    action: ACTIONS[row.action_type ?? 0],
  };
}

const ACTIONS: Readonly<Record<number, EntryAction>> = {
  1: 'status',
  2: 'assignee',
  3: 'moved',
  4: 'merged',
  5: 'imported',
  8: 'imported',
  9: 'customer',
  10: 'deleted',
  11: 'restored',
};

/** The mail could not be sent, or came back. */
const UNDELIVERED = new Set([2, 5]);
const UNDELIVERED_IDS = `
  SELECT id FROM threads WHERE conversation_id = ? AND state = 2 AND type = 2 AND send_status IN (2, 5)`;

/** The messages that FreeScout could not deliver, which the API does not tell. */
export async function undelivered(row: string, database: Database): Promise<ReadonlySet<string>> {
  const rows = rowsOf(await database.query(UNDELIVERED_IDS, [Number(row)]), IdRow);
  return new Set(rows.map(({ id }) => String(id)));
}

/** Names and sizes; what only FreeScout itself can open has no address. Without the right to read them there are none. */
async function filesOf(database: Database, entries: readonly EntryRow[]): Promise<Map<number, Attachment[]>> {
  if (entries.length === 0) return new Map();
  try {
    const rows = rowsOf(await database.query(FILES, [entries.map(({ id }) => id)]), FileRow);
    const byThread = Map.groupBy(rows, ({ thread_id: thread }) => thread);
    return new Map([...byThread].map(([thread, files]) => [thread, files.map(fileOf)]));
  } catch (error) {
    if (!(error instanceof SystemError) || error.retry !== 'never') throw error;
    return new Map();
  }
}

function fileOf({ file_name: name, size }: z.infer<typeof FileRow>): Attachment {
  return { name: oneLine(name), ...(size === null ? {} : { size }) };
}

async function numbersOf(database: Database, entries: readonly EntryRow[]): Promise<Map<string, string>> {
  const targets = entries.map(intoIn).filter((id) => id !== undefined);
  if (targets.length === 0) return new Map();
  const rows = rowsOf(await database.query(NUMBERS, [targets]), NumberRow);
  return new Map(rows.map(({ id, number }) => [String(id), String(number)]));
}
