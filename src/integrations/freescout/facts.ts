import type { TicketSignal } from '../../desk/signal.ts';
import { mask } from '../../desk/mask.ts';
import { oneLine } from '../../desk/text.ts';
import type { TicketFacts } from '../../desk/ticket/ticket.ts';
import type { Conversation, Thread } from './conversation.ts';
import { withoutMarker } from './marker.ts';
import { previewOf } from './preview.ts';

/** An agent can take a reply back for 15 seconds; after this long it was really sent. Milliseconds. */
const REPLY_IS_FINAL = 20_000;

/** `later`: nobody could show it yet; `nothing`: the desk need not hear of it. */
export type Heard = TicketSignal | 'later' | 'nothing';

/** What the desk hears of a ticket. `known` ones are told of whatever they became. `base` is FreeScout's address. */
export function heard(conversation: Conversation, known: boolean, base: string): Heard {
  const { row, readAt, state, status, updatedAt } = conversation;
  const signal = (seen: TicketSignal['seen']): TicketSignal => ({
    kind: 'ticket',
    source: 'freescout',
    row,
    readAt,
    seen,
  });
  if (state === 'deleted') return signal(endOf(conversation));
  if (state === 'draft') return known ? signal({ state: 'gone', how: 'deleted', at: updatedAt }) : 'nothing';
  if (status === 'spam') return signal({ state: 'gone', how: 'spam', at: updatedAt });
  if (conversation.threads.length === 0) return 'later';
  if (!known && isOldNews(conversation)) return 'nothing';
  return signal({ state: 'there', facts: factsOf(conversation, base) });
}

/** A row that is there no more. */
export function missing(row: string, readAt: number): TicketSignal {
  return {
    kind: 'ticket',
    source: 'freescout',
    row,
    readAt,
    seen: { state: 'gone', how: 'deleted', at: readAt },
  };
}

function endOf(conversation: Conversation): TicketSignal['seen'] {
  const merge = conversation.threads.findLastIndex((thread) => thread.action === 'merged');
  const restored = conversation.threads.findLastIndex((thread) => thread.action === 'restored');
  const at = conversation.updatedAt;
  if (merge <= restored) return { state: 'gone', how: 'deleted', at };
  const into = conversation.threads[merge]?.into;
  return { state: 'gone', how: 'merged', at, ...(into === undefined ? {} : { into }) };
}

/** Brought in from another desk, and nobody has written since. What Deskbell made itself is told as its own echo. */
function isOldNews({ imported, ours, threads }: Conversation): boolean {
  return imported && !ours && threads.filter(isMessage).every((thread) => thread.imported);
}

function isMessage(thread: Thread): boolean {
  return thread.type === 'customer' || thread.type === 'message';
}

function factsOf(conversation: Conversation, base: string): TicketFacts {
  const { row, number, status, mailbox, customer, assignee, lastReplyFrom, createdAt, updatedAt } = conversation;
  const messages = conversation.threads.filter(isMessage);
  const written = writtenIn(conversation);
  const lastCustomerAt = lastWordOf(conversation)?.at;
  const firstReplyAt = firstReply(conversation);
  const reply = written.findLast((thread) => isFromStaff(thread, conversation));
  const note = conversation.threads.findLast(({ type, human, ours }) => type === 'note' && human && !ours);
  return {
    number,
    subject: mask(oneLine(conversation.subject)) || '(no subject)',
    status,
    mailbox: { id: mailbox.id, name: oneLine(mailbox.name) },
    channel: channelOf(conversation),
    customer: { ...customer, name: oneLine(customer.name) },
    ...(assignee && { assignee: { ...assignee, name: oneLine(assignee.name) } }),
    preview: withoutMarker(previewOf(conversation.opening)),
    attachments: messages.reduce((sum, thread) => sum + thread.attachments, 0),
    createdAt,
    updatedAt,
    ...(lastCustomerAt !== undefined && { lastCustomerAt }),
    ...(firstReplyAt !== undefined && { firstReplyAt }),
    ...(reply && { lastReply: { at: reply.at, by: oneLine(reply.by), ...(reply.ours && { here: true }) } }),
    ...(note && { lastNote: { at: note.at, by: oneLine(note.by) } }),
    ...(lastReplyFrom && written.length > 0 && { lastReplyFrom: lastSpeaker(written, lastReplyFrom) }),
    awaitsResponse:
      conversation.startedBy === 'customer' &&
      conversation.kind !== 'phone' &&
      !conversation.imported &&
      !conversation.ours,
    ...(conversation.ours && written.length === 0 && { isEcho: true }),
    links: [{ label: 'Open in FreeScout', url: `${base}/conversation/${row}` }],
  };
}

/** A mail from a template answers nobody: whoever had the last word before it still has. */
function lastSpeaker(written: readonly Thread[], last: 'customer' | 'staff'): 'customer' | 'staff' {
  if (written.at(-1)?.told !== true) return last;
  return written.findLast(({ told }) => !told)?.type === 'message' ? 'staff' : 'customer';
}

/** The customer's newest message, if there is one. */
export function lastWordOf(conversation: Conversation): Thread | undefined {
  return writtenIn(conversation).findLast((thread) => thread.type === 'customer');
}

/** The messages; the text of a ticket that Deskbell made itself stands there as the customer's, who knows nothing of it. */
function writtenIn({ ours, threads }: Conversation): readonly Thread[] {
  const messages = threads.filter(isMessage);
  return ours ? messages.slice(1) : messages;
}

/**
 * When a colleague first replied. A reply that came in with a merge and is older than the ticket answered something
 * else; any other one is no older than the ticket, whatever the repeated hour of autumn makes of its time.
 */
function firstReply({ createdAt, readAt, threads }: Conversation): number | undefined {
  const reply = threads.find((thread) => {
    return isFromStaff(thread, { readAt }) && !thread.imported && !(thread.moved && thread.at < createdAt);
  });
  return reply && Math.max(reply.at, createdAt);
}

/** A colleague wrote it to the customer, and cannot take it back any more. */
function isFromStaff({ type, human, told, at }: Thread, { readAt }: Pick<Conversation, 'readAt'>): boolean {
  return type === 'message' && human && !told && at <= readAt - REPLY_IS_FINAL;
}

function channelOf({ kind, arrivedBy }: Conversation): TicketFacts['channel'] {
  return kind === 'email' ? arrivedBy : kind;
}
