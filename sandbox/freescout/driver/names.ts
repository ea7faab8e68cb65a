import { mayUse } from '../access.ts';
import { status, userStatus, userType, type StatusName } from '../codes.ts';
import type { ReplyForm } from '../changes/staff.ts';
import { userNamed } from '../people.ts';
import type { ConversationRow, MailboxRow, ThreadRow } from '../rows.ts';
import type { World } from '../world.ts';

/** A user's id or e-mail address. */
export type Who = number | string;
/** A mailbox's id or name. */
export type Where = number | string;

export interface FormWish {
  status?: StatusName;
  /** Null unassigns. */
  assignee?: Who | null;
  cc?: string[];
}

/** Throws for a ticket that is not there. */
export function ticketOf(world: World, id: number): ConversationRow {
  const row = world.conversations.get(id);
  if (!row) throw new Error(`FreeScout stand-in: there is no ticket ${id}.`);
  return row;
}

/** Throws for a thread that is not there. */
export function threadOf(world: World, id: number): ThreadRow {
  const row = world.threads.get(id);
  if (!row) throw new Error(`FreeScout stand-in: there is no thread ${id}.`);
  return row;
}

/** The id of somebody who can open a ticket, or have it; throws where the page would refuse. Robots are everywhere. */
export function agentOn(world: World, ticket: ConversationRow, who: Who): number {
  const user = userNamed(world, who);
  const isIn = user.type === userType.robot || mayUse(world, user, ticket.mailbox_id);
  if (user.status === userStatus.active && isIn) return user.id;
  throw new Error(`FreeScout stand-in: ${user.email} has no access to ticket ${ticket.id}.`);
}

/** The first mailbox unless one is named; throws for one that is not there. */
export function mailboxNamed(world: World, mailbox: Where = 1): MailboxRow {
  const row = world.mailboxes.first((row) => row.id === mailbox || row.name === mailbox);
  if (!row) throw new Error(`FreeScout stand-in: there is no mailbox ${mailbox}.`);
  return row;
}

/** The reply form with numbers instead of names. */
export function formOf(world: World, body: string, wish: FormWish = {}): ReplyForm {
  return {
    body,
    ...(wish.status && { status: status[wish.status] }),
    ...(wish.assignee !== undefined && {
      assignee: wish.assignee === null ? null : userNamed(world, wish.assignee).id,
    }),
    ...(wish.cc && { cc: wish.cc }),
  };
}

/** What the reply form has chosen before the agent looks: the mailbox's settings. */
export function preselected(world: World, ticket: ConversationRow, actor: number): Omit<ReplyForm, 'body'> {
  const mailbox = world.mailboxes.get(ticket.mailbox_id);
  const takes = mailbox?.ticket_assignee === 3 || (mailbox?.ticket_assignee === 2 && !ticket.user_id);
  return { ...(mailbox?.ticket_status && { status: mailbox.ticket_status }), ...(takes && { assignee: actor }) };
}
