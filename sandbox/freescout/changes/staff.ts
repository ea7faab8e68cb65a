import { person, sourceType, state, threadState, threadType } from '../codes.ts';
import type { HookEvent } from '../hooks/events.ts';
import type { ConversationRow, ThreadRow } from '../rows.ts';
import type { World } from '../world.ts';
import { follow } from './assign.ts';
import { previewOf } from './preview.ts';
import { addresses, countMessage, insertThread, saveInFolder, setStatus } from './write.ts';

/** What the reply form sends along; a field left out leaves the ticket as it is. */
export interface ReplyForm {
  body: string;
  status?: number | undefined;
  /** The new assignee, null for nobody. */
  assignee?: number | null | undefined;
  cc?: string[] | undefined;
  bcc?: string[] | undefined;
}

/** A reply sent from the web page. Status and assignee move without history lines, and their hooks come too early. */
export function reply(world: World, conversation: ConversationRow, actor: number, form: ReplyForm): ThreadRow {
  moveWithForm(world, conversation, actor, form);
  const thread = insertThread(world, conversation, staffThread(world, conversation, actor, form));
  published(world, conversation, thread, actor);
  return thread;
}

/** The hooks of a changed status and assignee fire before the message is saved. */
export function moveWithForm(world: World, conversation: ConversationRow, actor: number, form: ReplyForm): void {
  const { status: statusBefore, user_id: assigneeBefore } = conversation;
  if (form.status !== undefined && form.status !== statusBefore) setStatus(world, conversation, form.status, actor);
  if (form.assignee !== undefined) conversation.user_id = form.assignee;
  saveInFolder(world, conversation);
  if (conversation.status !== statusBefore) world.fire('convo.status', conversation, { early: true });
  if (conversation.user_id && conversation.user_id !== assigneeBefore) {
    world.fire('convo.assigned', conversation, { early: true });
  }
}

/** What a sent message does: counters, mail to the customer and hook after the time in which it can be undone. */
export function published(
  world: World,
  conversation: ConversationRow,
  thread: ThreadRow,
  actor: number,
  event: HookEvent = 'convo.agent.reply.created',
): void {
  countMessage(conversation, { body: thread.body ?? '', created_at: thread.created_at }, person.user);
  conversation.user_updated_at = world.time();
  saveInFolder(world, conversation);
  if (conversation.user_id && conversation.user_id !== actor) follow(world, conversation.id, actor);
  mailCustomer(world, conversation, thread);
  world.fire(event, conversation, { after: world.undoMilliseconds });
}

/** The columns of a staff message, published. */
export function staffThread(world: World, conversation: ConversationRow, actor: number, form: ReplyForm) {
  return {
    type: threadType.message,
    status: conversation.status,
    user_id: conversation.user_id,
    body: form.body,
    to: addresses([conversation.customer_email ?? '']),
    cc: addresses(form.cc),
    bcc: addresses(form.bcc),
    created_by_user_id: actor,
    source_via: person.user,
    source_type: sourceType.web,
    created_at: world.time(),
  };
}

/** Sends after the time in which a reply can be undone; a message taken back by then is not sent. */
export function mailCustomer(world: World, conversation: ConversationRow, thread: ThreadRow): void {
  world.queue.add(world.undoMilliseconds, () => {
    if (thread.state !== threadState.published || !conversation.customer_email) return;
    const time = world.time();
    world.send_logs.insert({
      thread_id: thread.id,
      customer_id: conversation.customer_id,
      user_id: null,
      message_id: `reply-${thread.id}@msp.example`,
      email: conversation.customer_email,
      mail_type: 1,
      status: 1,
      status_message: null,
      created_at: time,
      updated_at: time,
    });
  });
}

/** A note: internal, yet its text becomes the preview. */
export function note(world: World, conversation: ConversationRow, actor: number, form: ReplyForm): ThreadRow {
  moveWithForm(world, conversation, actor, form);
  const thread = insertThread(world, conversation, {
    ...staffThread(world, conversation, actor, form),
    type: threadType.note,
  });
  conversation.preview = previewOf(form.body);
  conversation.user_updated_at = world.time();
  world.conversations.save(conversation);
  world.fire('convo.note.created', conversation);
  return thread;
}

/** An agent who answers the notification mail: the mailbox decides about status and assignee. */
export function mailedReply(world: World, conversation: ConversationRow, actor: number, body: string): ThreadRow {
  const mailbox = world.mailboxes.get(conversation.mailbox_id);
  if (mailbox?.ticket_status) setStatus(world, conversation, mailbox.ticket_status, actor);
  if (conversation.state === state.deleted) conversation.state = state.published;
  const toReplier = mailbox?.ticket_assignee === 3 || (mailbox?.ticket_assignee === 2 && !conversation.user_id);
  if (toReplier) conversation.user_id = actor;
  saveInFolder(world, conversation);
  // "Anyone" ends as 0 in an unsigned column, after the folder was chosen: the ticket stays where it was.
  if (mailbox?.ticket_assignee === 1) conversation.user_id = 0;
  const thread = insertThread(world, conversation, {
    ...staffThread(world, conversation, actor, { body }),
    source_type: sourceType.email,
  });
  countMessage(conversation, { body, created_at: thread.created_at }, person.user);
  conversation.user_updated_at = world.time();
  world.conversations.save(conversation);
  mailCustomer(world, conversation, thread);
  world.fire('convo.agent.reply.created', conversation);
  return thread;
}
