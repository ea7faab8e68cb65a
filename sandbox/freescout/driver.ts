import { changeAssignee, changeStatus } from './changes/assign.ts';
import { publishDraft, saveDraft, saveDraftTicket, undoReply } from './changes/draft.ts';
import { receiveMail, receiveReply } from './changes/mail.ts';
import { merge } from './changes/merge.ts';
import { moveToMailbox } from './changes/move.ts';
import { importTicket, phoneTicket } from './changes/other-tickets.ts';
import { mailedReply, note, reply, type ReplyForm } from './changes/staff.ts';
import { deleteForever, restore, trash } from './changes/trash.ts';
import { status, type StatusName } from './codes.ts';
import { userNamed } from './people.ts';
import type { ConversationRow, ThreadRow } from './rows.ts';
import { wallClockFromIso } from './wall-clock.ts';
import type { World } from './world.ts';

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

/** What people do in FreeScout, by hand. Ids in, ids out; a stranger or an unknown ticket throws. */
export type Driver = ReturnType<typeof createDriver>;

/** `settled` is awaited after each change: the database holds it then. */
export function createDriver(world: World, settled: () => Promise<void>) {
  const clock = (iso: string | undefined): string | undefined => wallClockFromIso(iso, world.zone);
  async function done<Value>(value: Value): Promise<Value> {
    await settled();
    return value;
  }
  return {
    customerMail: (mail: {
      from: string;
      name?: string;
      subject: string;
      body: string;
      mailbox?: Where;
      cc?: string[];
      date?: string;
    }) => done(receiveMail(world, mailboxNamed(world, mail.mailbox), { ...mail, date: clock(mail.date) }).id),
    customerReply(id: number, body: string, more: { from?: string; date?: string } = {}) {
      const ticket = ticketOf(world, id);
      const from = more.from ?? ticket.customer_email ?? '';
      return done(receiveReply(world, ticket, { from, body, date: clock(more.date) }).id);
    },
    agentReply(id: number, user: Who, body: string, wish?: FormWish) {
      const ticket = ticketOf(world, id);
      const actor = userNamed(world, user).id;
      return done(
        reply(world, ticket, actor, { ...preselected(world, ticket, actor), ...formOf(world, body, wish) }).id,
      );
    },
    agentMailReply: (id: number, user: Who, body: string) =>
      done(mailedReply(world, ticketOf(world, id), userNamed(world, user).id, body).id),
    agentNote: (id: number, user: Who, body: string, wish?: FormWish) =>
      done(note(world, ticketOf(world, id), userNamed(world, user).id, formOf(world, body, wish)).id),
    agentClaim(id: number, user: Who) {
      const actor = userNamed(world, user).id;
      return done(changeAssignee(world, ticketOf(world, id), actor, actor));
    },
    agentAssign: (id: number, user: Who, to: Who) =>
      done(changeAssignee(world, ticketOf(world, id), userNamed(world, to).id, userNamed(world, user).id)),
    agentUnassign: (id: number, user: Who) =>
      done(changeAssignee(world, ticketOf(world, id), null, userNamed(world, user).id)),
    agentStatus: (id: number, user: Who, name: StatusName) =>
      done(changeStatus(world, ticketOf(world, id), status[name], userNamed(world, user).id)),
    draft: (id: number, user: Who, body: string) =>
      done(saveDraft(world, ticketOf(world, id), userNamed(world, user).id, body).id),
    draftTicket(user: Who, wish: { to?: string; subject: string; body: string; mailbox?: Where }) {
      const mailbox = mailboxNamed(world, wish.mailbox);
      return done(saveDraftTicket(world, userNamed(world, user).id, { to: undefined, ...wish, mailbox }).id);
    },
    publishDraft(thread: number, wish?: FormWish & { body?: string }) {
      const row = threadOf(world, thread);
      const form = formOf(world, wish?.body ?? row.body ?? '', wish);
      return done(publishDraft(world, row, row.created_by_user_id ?? 0, form));
    },
    undoReply: (thread: number) => done(undoReply(world, threadOf(world, thread))),
    merge: (into: number, from: number, user: Who = 1) =>
      done(merge(world, ticketOf(world, into), ticketOf(world, from), userNamed(world, user).id)),
    move: (id: number, mailbox: Where, user: Who = 1) =>
      done(moveToMailbox(world, ticketOf(world, id), mailboxNamed(world, mailbox), userNamed(world, user).id)),
    trash: (id: number, user: Who = 1) => done(trash(world, ticketOf(world, id), userNamed(world, user).id)),
    restore: (id: number, user: Who = 1) => done(restore(world, ticketOf(world, id), userNamed(world, user).id)),
    deleteForever: (id: number) => done(deleteForever(world, ticketOf(world, id))),
    phoneTicket: (user: Who, wish: { customer: string; subject: string; body: string; mailbox?: Where }) =>
      done(phoneTicket(world, userNamed(world, user).id, { ...wish, mailbox: mailboxNamed(world, wish.mailbox) }).id),
    importTicket: (wish: {
      from: string;
      subject: string;
      body: string;
      createdAt: string;
      status?: StatusName;
      mailbox?: Where;
    }) =>
      done(
        importTicket(world, {
          ...wish,
          mailbox: mailboxNamed(world, wish.mailbox),
          status: status[wish.status ?? 'active'],
          createdAt: clock(wish.createdAt) ?? world.time(),
        }).id,
      ),
    /** As somebody with a database client does: no history line, no hook, `updated_at` unmoved. */
    rawUpdate(id: number, columns: Partial<ConversationRow>) {
      world.conversations.write(Object.assign(ticketOf(world, id), columns));
      return done(undefined);
    },
  };
}

function ticketOf(world: World, id: number): ConversationRow {
  const row = world.conversations.get(id);
  if (!row) throw new Error(`FreeScout stand-in: there is no ticket ${id}`);
  return row;
}

function threadOf(world: World, id: number): ThreadRow {
  const row = world.threads.get(id);
  if (!row) throw new Error(`FreeScout stand-in: there is no thread ${id}`);
  return row;
}

function mailboxNamed(world: World, mailbox: Where = 1): number {
  const row = world.mailboxes.first((row) => row.id === mailbox || row.name === mailbox);
  if (!row) throw new Error(`FreeScout stand-in: there is no mailbox ${mailbox}`);
  return row.id;
}

function formOf(world: World, body: string, wish: FormWish = {}): ReplyForm {
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
function preselected(world: World, ticket: ConversationRow, actor: number): Omit<ReplyForm, 'body'> {
  const mailbox = world.mailboxes.get(ticket.mailbox_id);
  const takes = mailbox?.ticket_assignee === 3 || (mailbox?.ticket_assignee === 2 && !ticket.user_id);
  return { ...(mailbox?.ticket_status && { status: mailbox.ticket_status }), ...(takes && { assignee: actor }) };
}
