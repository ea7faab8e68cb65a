import type { TicketStatus } from '../../desk/ticket/ticket.ts';
import { type Conversation, nameFrom, type Thread } from './conversation.ts';
import { bearsMarker, TOLD } from './marker.ts';
import { ApiConversation, type ApiPerson, ApiThread } from './api-schema.ts';

/** What reading a ticket needs beside its JSON. */
export interface Reading {
  readAt: number;
  mailboxes: ReadonlyMap<string, string>;
}

/** A ticket from the API's JSON; undefined when it cannot be understood, or came without its threads. */
export function fromApi(json: unknown, { readAt, mailboxes }: Reading): Conversation | undefined {
  const ticket = ApiConversation.safeParse(json).data;
  if (!ticket?.threads) return undefined;
  const threads = ticket.threads
    .map((thread) => ApiThread.safeParse(thread).data)
    .filter((thread) => thread !== undefined);
  if (threads.length === 0 && ticket.threads.length > 0) return undefined;
  const raw = publishedOf(threads);
  const imported = ticket.imported ?? raw.some(isImport);
  const opening = openingOf(raw, ticket.createdAt);
  return {
    row: ticket.id,
    number: ticket.number,
    state: ticket.state,
    status: statusNamed(ticket.status),
    subject: ticket.subject,
    kind: kindNamed(ticket.type),
    arrivedBy: ticket.source.type === 'web' || ticket.source.type === 'api' ? ticket.source.type : 'email',
    startedBy: ticket.source.via === 'customer' ? 'customer' : 'staff',
    imported,
    mailbox: { id: ticket.mailboxId, name: mailboxes.get(ticket.mailboxId) ?? `mailbox ${ticket.mailboxId}` },
    customer: customerFrom(ticket.customer),
    cc: ticket.cc,
    bcc: ticket.bcc,
    ...(ticket.assignee && { assignee: assigneeFrom(ticket.assignee) }),
    ...lastReplyFrom(ticket.customerWaitingSince?.latestReplyFrom),
    createdAt: ticket.createdAt,
    updatedAt: ticket.updatedAt,
    threads: threadsFrom(raw, ticket.createdAt, imported),
    opening: opening?.body ?? '',
    ours: ticket.source.type === 'api' && bearsMarker(raw[0]?.body ?? ''),
    readAt,
  };
}

function publishedOf(threads: readonly ApiThread[]): ApiThread[] {
  const published = threads.filter((thread) => thread.state === 'published');
  return published.sort((left, right) => left.createdAt - right.createdAt || left.id - right.id);
}

/** The customer's first message; one that a merge brought in only when the ticket has none of its own. */
function openingOf(threads: readonly ApiThread[], createdAt: number): ApiThread | undefined {
  const messages = threads.filter((thread) => thread.type === 'customer');
  return messages.find((thread) => thread.createdAt >= createdAt) ?? messages[0];
}

function threadsFrom(raw: readonly ApiThread[], createdAt: number, imported: boolean): Thread[] {
  const lastImport = raw.findLastIndex(isImport);
  const merged = raw.some((thread) => actionOf(thread).action === 'merged');
  return raw.map((thread, index) => ({
    type: typeNamed(thread.type),
    at: thread.createdAt,
    by: authorOf(thread),
    status: thread.status === 'nochange' ? undefined : statusNamed(thread.status),
    human: thread.createdBy?.type === 'user' && !isRobot(thread.createdBy),
    told: thread.type === 'message' && thread.body.includes(TOLD),
    ours: (thread.type === 'message' || thread.type === 'note') && bearsMarker(thread.body),
    imported: thread.imported ?? (imported && (index === 0 || index < lastImport)),
    moved: merged && thread.createdAt < createdAt,
    attachments: thread.files,
    ...actionOf(thread),
  }));
}

const ACTIONS: Readonly<Record<string, Thread['action']>> = {
  merged: 'merged',
  imported: 'imported',
  'imported-external': 'imported',
  'deleted-ticket': 'deleted',
  'restore-ticket': 'restored',
};

/** The other ticket of a merge is named in the line's text alone, and only by the one that was merged away. */
function actionOf(thread: ApiThread): Pick<Thread, 'action' | 'into'> {
  const action = ACTIONS[thread.action?.type ?? ''];
  if (action === undefined) return {};
  const into = action === 'merged' ? intoOf(thread.action?.text ?? '') : undefined;
  return { action, ...(into !== undefined && { into }) };
}

export function intoOf(text: string): string | undefined {
  return /#(?:<[^>]*>)?(\d+)/.exec(text)?.[1];
}

function isImport(thread: ApiThread): boolean {
  return ACTIONS[thread.action?.type ?? ''] === 'imported';
}

/** Workflows and teams write as users whose invented addresses look like this. */
export function isRobot(user: { email: string }): boolean {
  return /^fs[^@]*@example\.org$/i.test(user.email);
}

function authorOf({ createdBy }: ApiThread): string {
  return nameFrom(createdBy?.firstName ?? '', createdBy?.lastName ?? '', createdBy?.email ?? '', 'FreeScout');
}

function customerFrom(person: ApiPerson | undefined): Conversation['customer'] {
  if (!person) return { name: 'unknown' };
  const { firstName, lastName, email } = person;
  return { name: nameFrom(firstName, lastName, email), ...(email !== '' && { email }) };
}

function assigneeFrom({ id, firstName, lastName, email }: ApiPerson): NonNullable<Conversation['assignee']> {
  return { id, name: nameFrom(firstName, lastName, email), ...(email !== '' && { email }) };
}

function lastReplyFrom(word: string | undefined): Pick<Conversation, 'lastReplyFrom'> {
  if (word === 'customer') return { lastReplyFrom: 'customer' };
  return word === 'user' ? { lastReplyFrom: 'staff' } : {};
}

/** A status that a module added counts as active: it is shown rather than lost. */
export function statusNamed(word: string): TicketStatus {
  return word === 'pending' || word === 'closed' || word === 'spam' ? word : 'active';
}

function kindNamed(word: string): Conversation['kind'] {
  return word === 'email' || word === 'phone' || word === 'chat' ? word : 'other';
}

export function typeNamed(word: string): Thread['type'] {
  return word === 'customer' || word === 'message' || word === 'note' || word === 'lineitem' ? word : 'other';
}
