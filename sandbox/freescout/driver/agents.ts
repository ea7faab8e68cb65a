import { changeAssignee, changeStatus } from '../changes/assign.ts';
import { publishDraft, saveDraft, saveDraftTicket, undoReply } from '../changes/draft.ts';
import { discardDraft, editThread } from '../changes/edit.ts';
import { phoneTicket } from '../changes/other-tickets.ts';
import { mailedReply, note, reply } from '../changes/staff.ts';
import { status, type StatusName } from '../codes.ts';
import { userNamed } from '../people.ts';
import type { ConversationRow } from '../rows.ts';
import type { World } from '../world.ts';
import {
  agentOn,
  formOf,
  mailboxNamed,
  preselected,
  threadOf,
  ticketOf,
  type FormWish,
  type Where,
  type Who,
} from './names.ts';

/** What agents do on the web page and by mail. */
export function agentDriver(world: World, done: <Value>(value: Value) => Promise<Value>) {
  const idOf = (who: Who): number => userNamed(world, who).id;
  async function onTicket<Value>(
    id: number,
    user: Who,
    act: (ticket: ConversationRow, actor: number) => Value,
  ): Promise<Value> {
    const ticket = ticketOf(world, id);
    return done(act(ticket, agentOn(world, ticket, user)));
  }
  return {
    /** With the status and the assignee that the mailbox preselects, unless `wish` says otherwise. */
    agentReply: (id: number, user: Who, body: string, wish?: FormWish) =>
      onTicket(id, user, (ticket, actor) => {
        const form = { ...preselected(world, ticket, actor), ...formOf(world, body, wish) };
        return reply(world, ticket, actor, form).id;
      }),
    agentMailReply: (id: number, user: Who, body: string) =>
      onTicket(id, user, (ticket, actor) => mailedReply(world, ticket, actor, body).id),
    agentNote: (id: number, user: Who, body: string, wish?: FormWish) =>
      onTicket(id, user, (ticket, actor) => note(world, ticket, actor, formOf(world, body, wish)).id),
    agentClaim: (id: number, user: Who) =>
      onTicket(id, user, (ticket, actor) => changeAssignee(world, ticket, actor, actor)),
    agentAssign: (id: number, user: Who, to: Who) =>
      onTicket(id, user, (ticket, actor) => changeAssignee(world, ticket, agentOn(world, ticket, to), actor)),
    agentUnassign: (id: number, user: Who) =>
      onTicket(id, user, (ticket, actor) => changeAssignee(world, ticket, null, actor)),
    agentStatus: (id: number, user: Who, name: StatusName) =>
      onTicket(id, user, (ticket, actor) => changeStatus(world, ticket, status[name], actor)),
    /** Gives the id of the thread, which `publishDraft` sends. */
    draft: (id: number, user: Who, body: string) =>
      onTicket(id, user, (ticket, actor) => saveDraft(world, ticket, actor, { body }).id),
    /** A new ticket that is not sent yet; `to` may still be missing. Its one thread is what `publishDraft` sends. */
    draftTicket(user: Who, wish: { to?: string; subject: string; body: string; mailbox?: Where }) {
      const mailbox = mailboxNamed(world, wish.mailbox).id;
      return done(saveDraftTicket(world, idOf(user), { ...wish, mailbox }).conversation_id);
    },
    publishDraft(thread: number, wish: FormWish & { body?: string } = {}) {
      const row = threadOf(world, thread);
      const form = formOf(world, wish.body ?? row.body ?? '', wish);
      return done(publishDraft(world, row, row.created_by_user_id ?? 0, form));
    },
    discardDraft: (thread: number) => done(discardDraft(world, threadOf(world, thread))),
    editThread: (thread: number, user: Who, body: string) =>
      done(editThread(world, threadOf(world, thread), idOf(user), body)),
    undoReply: (thread: number) => done(undoReply(world, threadOf(world, thread))),
    phoneTicket(user: Who, wish: { customer: string; subject: string; body: string; mailbox?: Where }) {
      const mailbox = mailboxNamed(world, wish.mailbox).id;
      return done(phoneTicket(world, idOf(user), { ...wish, mailbox }).id);
    },
  };
}
