import { nameOf, state, status, threadState, threadType } from './codes.ts';
import { isoOf } from './wall-clock.ts';
import type { World } from './world.ts';

/** A ticket as the page shows it: names instead of numbers, whatever its state. */
export interface TicketSummary {
  id: number;
  number: number;
  subject: string;
  status: string;
  state: string;
  mailbox: string;
  customer: string;
  /** E-mail address, or null when nobody has it. */
  assignee: string | null;
  createdAt: string | null;
  threads: { id: number; type: string; state: string; author: string; body: string; createdAt: string | null }[];
}

/** Every ticket, oldest id first, with its threads oldest first. */
export function ticketSummaries(world: World): TicketSummary[] {
  return world.conversations.all().map((row) => ({
    id: row.id,
    number: row.number,
    subject: row.subject ?? '',
    status: nameOf(status, row.status),
    state: nameOf(state, row.state),
    mailbox: world.mailboxes.get(row.mailbox_id)?.name ?? '',
    customer: row.customer_email ?? '',
    assignee: world.users.get(row.user_id)?.email ?? null,
    createdAt: isoOf(row.created_at, world.zone),
    threads: threadSummaries(world, row.id),
  }));
}

function threadSummaries(world: World, conversation: number): TicketSummary['threads'] {
  const rows = world.threads.where((thread) => thread.conversation_id === conversation);
  return rows.map((thread) => ({
    id: thread.id,
    type: nameOf(threadType, thread.type),
    state: nameOf(threadState, thread.state),
    author: world.users.get(thread.created_by_user_id)?.email ?? thread.from ?? '',
    body: thread.body ?? '',
    createdAt: isoOf(thread.created_at, world.zone),
  }));
}
