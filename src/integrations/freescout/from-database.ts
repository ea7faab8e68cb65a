import { type Conversation, nameFrom, statusFrom, type Thread } from './conversation.ts';
import { bearsMarker } from './marker.ts';
import type { ConversationRow, ThreadRow } from './rows.ts';
import { instantOf } from './wall-clock.ts';

/** What the rows of one ticket are read with. */
export interface RowReading {
  readAt: number;
  zone: string;
  customNumber: boolean;
  /** Bodies by thread, of the threads that `bodiesWanted` names. */
  bodies: ReadonlyMap<number, string>;
  /** Files by thread. */
  files: ReadonlyMap<number, number>;
}

/** A ticket from its rows; `threads` are published ones, oldest first. Throws on a time that is none. */
export function fromRows(row: ConversationRow, threads: readonly ThreadRow[], reading: RowReading): Conversation {
  const { zone, bodies } = reading;
  const createdAt = instantOf(row.created_at, zone);
  const imported = row.imported !== 0 || threads.some(isImport);
  const [first] = threads;
  return {
    row: String(row.id),
    number: String(reading.customNumber ? row.number : row.id),
    state: stateFrom(row.state),
    status: statusFrom(row.status),
    subject: row.subject,
    kind: kindFrom(row),
    arrivedBy: ARRIVALS[row.source_type] ?? 'email',
    startedBy: row.source_via === CUSTOMER ? 'customer' : 'staff',
    imported,
    mailbox: { id: String(row.mailbox_id), name: row.mailbox_name || `mailbox ${row.mailbox_id}` },
    customer: customerFrom(row),
    cc: addressesIn(row.cc),
    bcc: addressesIn(row.bcc),
    ...assigneeFrom(row),
    ...lastReplyFrom(row.last_reply_from),
    createdAt,
    updatedAt: row.updated_at === null ? createdAt : instantOf(row.updated_at, zone),
    threads: threads.map((thread) => threadFrom(thread, imported, reading)),
    opening: bodies.get(openingOf(threads)?.id ?? 0) ?? '',
    ours: row.source_type === API && bearsMarker(bodies.get(first?.id ?? 0) ?? ''),
    readAt: reading.readAt,
  };
}

/** The threads whose text is needed: what the customer wrote first, and how the ticket began. */
export function bodiesWanted(threads: readonly ThreadRow[]): number[] {
  return [openingOf(threads)?.id, threads[0]?.id].filter((id) => id !== undefined);
}

const API = 3;
const ARRIVALS: Readonly<Record<number, Conversation['arrivedBy']>> = { 1: 'email', 2: 'web', 3: 'api' };
const CUSTOMER = 1;
const STAFF = 2;
const HUMAN = 1;
const UNCHANGED = 6;

export function isUnchanged(status: number): boolean {
  return status === UNCHANGED;
}

/** The customer's first message; one that a merge brought in only when the ticket has none of its own. */
function openingOf(threads: readonly ThreadRow[]): ThreadRow | undefined {
  const messages = threads.filter((thread) => thread.type === 1);
  return messages.find((thread) => !wasMoved(thread)) ?? messages[0];
}

function threadFrom(thread: ThreadRow, imported: boolean, { zone, files }: RowReading): Thread {
  return {
    type: typeOf(thread.type),
    at: instantOf(thread.created_at, zone),
    by: authorOf(thread),
    status: isUnchanged(thread.status) ? undefined : statusFrom(thread.status),
    human: thread.author_type === HUMAN,
    ours: thread.ours === 1,
    told: thread.told === 1,
    imported: thread.imported !== 0 || (imported && thread.first !== 0),
    moved: wasMoved(thread),
    attachments: files.get(thread.id) ?? 0,
    ...actionOf(thread),
  };
}

const TYPES: Readonly<Record<number, Thread['type']>> = { 1: 'customer', 2: 'message', 3: 'note', 4: 'lineitem' };

export function typeOf(code: number): Thread['type'] {
  return TYPES[code] ?? 'other';
}

const ACTIONS: Readonly<Record<number, Thread['action']>> = {
  4: 'merged',
  5: 'imported',
  8: 'imported',
  10: 'deleted',
  11: 'restored',
};

/** The ticket that was merged away notes where it went; the one that stays has a line without that note. */
function actionOf(thread: ThreadRow): Pick<Thread, 'action' | 'into'> {
  const action = ACTIONS[thread.action_type ?? 0];
  if (action === undefined) return {};
  const into = action === 'merged' ? intoIn(thread) : undefined;
  return { action, ...(into !== undefined && { into }) };
}

/** The id of the ticket into which this one was merged. */
export function intoIn(thread: Pick<ThreadRow, 'meta'>): string | undefined {
  const into = metaOf(thread)['mic'];
  return typeof into === 'number' || typeof into === 'string' ? String(into) : undefined;
}

function isImport(thread: ThreadRow): boolean {
  return ACTIONS[thread.action_type ?? 0] === 'imported';
}

function wasMoved(thread: ThreadRow): boolean {
  return metaOf(thread)['pc'] !== undefined;
}

function metaOf({ meta }: Pick<ThreadRow, 'meta'>): Readonly<Record<string, unknown>> {
  const value = jsonIn(meta);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

export function addressesIn(list: string): string[] {
  const value = jsonIn(list);
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function authorOf({ author_first: first, author_last: last, author_email: email }: ThreadRow): string {
  return nameFrom(first, last, email, 'FreeScout');
}

function stateFrom(code: number): Conversation['state'] {
  if (code === 2) return 'published';
  return code === 3 ? 'deleted' : 'draft';
}

function kindFrom({ type, channel }: ConversationRow): Conversation['kind'] {
  if (type === 2) return 'phone';
  if (type === 3 || channel !== null) return 'chat';
  return type === 1 ? 'email' : 'other';
}

function customerFrom(row: ConversationRow): Conversation['customer'] {
  const email = row.customer_email || row.customer_address;
  return { name: nameFrom(row.customer_first, row.customer_last, email), ...(email !== '' && { email }) };
}

/** Nobody is NULL, and 0 after some replies by mail. */
function assigneeFrom(row: ConversationRow): Pick<Conversation, 'assignee'> {
  const id = row.user_id;
  if (id === null || id === 0) return {};
  const email = row.user_email;
  const name = nameFrom(row.user_first, row.user_last, email, `user ${id}`);
  return { assignee: { id: String(id), name, ...(email !== '' && { email }) } };
}

function lastReplyFrom(code: number | null): Pick<Conversation, 'lastReplyFrom'> {
  if (code === CUSTOMER) return { lastReplyFrom: 'customer' };
  return code === STAFF ? { lastReplyFrom: 'staff' } : {};
}
