import type { Conversation } from '../../desk/ticket/conversation.ts';
import { SystemError } from '../../desk/errors.ts';
import { oneLine } from '../../desk/text.ts';
import type { Client } from './client.ts';
import { nameFrom } from './conversation.ts';
import { type Entry, type EntryAction, type Named, passagesOf } from './entry.ts';
import { intoOf, statusNamed, typeNamed } from './from-api.ts';
import { ApiConversation, ApiEntry, type ApiFile, type ApiPerson } from './api-schema.ts';

/** A whole ticket as the API tells it; undefined when there is none that anybody could see. */
export async function readByApi(row: string, client: Client, now: () => number): Promise<Conversation | undefined> {
  const readAt = now();
  const json = await client.conversation(row);
  if (json === undefined) {
    // Without the module every address is 404: a ticket is gone only where the API itself answers.
    await client.conversations({ pageSize: '1' });
    return undefined;
  }
  const ticket = ApiConversation.safeParse(json).data;
  if (!ticket) throw new SystemError('freescout', 'later', `Ticket ${row} in FreeScout cannot be read`);
  if (ticket.state === 'draft') return undefined;
  const entries = (ticket.threads ?? [])
    .map((thread) => ApiEntry.safeParse(thread).data)
    .filter((entry) => entry !== undefined)
    .filter(({ state }) => state === 'published');
  return {
    row: ticket.id,
    number: ticket.number,
    subject: oneLine(ticket.subject) || '(no subject)',
    status: statusNamed(ticket.status),
    readAt,
    passages: passagesOf(
      entries.map((entry) => entryOf(entry)),
      ticket.source.type === 'api',
    ),
  };
}

function entryOf(entry: ApiEntry): Entry {
  const action = ACTIONS[entry.action?.type ?? ''];
  return {
    id: entry.id,
    type: typeNamed(entry.type),
    by: namedOf(entry.createdBy) ?? { id: '', name: 'FreeScout' },
    at: entry.createdAt,
    html: entry.body,
    cc: entry.cc,
    bcc: entry.bcc,
    attachments: entry.files.filter((file) => !isInText(file, entry.body)).map(({ id: _id, ...file }) => file),
    undelivered: false,
    status: entry.status === 'nochange' ? undefined : statusNamed(entry.status),
    assignee: namedOf(entry.assignedTo),
    customer: namedOf(entry.customer)?.name ?? 'unknown',
    action,
    into: action === 'merged' ? intoOf(entry.action?.text ?? '') : undefined,
  };
}

const ACTIONS: Readonly<Record<string, EntryAction>> = {
  'changed-ticket-status': 'status',
  'changed-ticket-assignee': 'assignee',
  'moved-from-mailbox': 'moved',
  merged: 'merged',
  imported: 'imported',
  'imported-external': 'imported',
  'changed-ticket-customer': 'customer',
  'deleted-ticket': 'deleted',
  'restore-ticket': 'restored',
};

function namedOf(person: ApiPerson | undefined): Named | undefined {
  if (!person) return undefined;
  const name = nameFrom(person.firstName, person.lastName, person.email);
  return { id: person.type === 'customer' ? '' : person.id, name };
}

/** A picture that the text shows: FreeScout names it there by its id. */
function isInText({ id, url }: ApiFile, html: string): boolean {
  const path = (url ?? '').split('?', 1)[0] ?? '';
  const sources = [...html.matchAll(/<img\b[^>]*\bsrc=["']([^"']+)["']/gi)].map(([, source = '']) => source);
  return sources.some((source) => path !== '' && source.includes(path) && source.includes(`id=${id}`));
}
