import { conversationType, person, sourceType, state, threadType } from '../codes.ts';
import type { HookEvent } from '../hooks/events.ts';
import type { ConversationRow, ThreadRow } from '../rows.ts';
import type { World } from '../world.ts';
import { mailCustomer } from './outbox.ts';
import { previewOf } from './preview.ts';
import { addresses, countMessage, insertThread, saveInFolder, setStatus, type NewThread } from './write.ts';

/** What the reply form sends along; a field left out leaves the ticket as it is. */
export interface ReplyForm {
  body: string;
  status?: number | undefined;
  /** The new assignee, null for nobody. */
  assignee?: number | null | undefined;
  cc?: string[] | undefined;
  bcc?: string[] | undefined;
}

/** A reply sent from the web page. */
export function reply(world: World, conversation: ConversationRow, actor: number, form: ReplyForm): ThreadRow {
  moveWithForm(world, conversation, actor, form);
  const thread = insertThread(world, conversation, staffThread(world, conversation, actor, form));
  sendMessage(world, conversation, thread, 'convo.agent.reply.created');
  return thread;
}

/** A note: internal, yet its text becomes the preview. */
export function note(world: World, conversation: ConversationRow, actor: number, form: ReplyForm): ThreadRow {
  moveWithForm(world, conversation, actor, form);
  const columns = staffThread(world, conversation, actor, form);
  const thread = insertThread(world, conversation, { ...columns, type: threadType.note });
  conversation.preview = previewOf(form.body);
  if (conversation.type === conversationType.phone) {
    conversation.last_reply_at = world.time();
    conversation.last_reply_from = person.user;
  }
  world.conversations.save(conversation);
  world.fire('convo.note.created', conversation);
  return thread;
}

/** An agent who answers the notification mail: the mailbox decides about status and assignee, and nothing is undone. */
export function mailedReply(world: World, conversation: ConversationRow, actor: number, body: string): ThreadRow {
  const mailbox = world.mailboxes.get(conversation.mailbox_id);
  if (mailbox?.ticket_status) setStatus(world, conversation, mailbox.ticket_status, actor);
  if (conversation.state === state.deleted) conversation.state = state.published;
  const taken = mailbox?.ticket_assignee === 3 || (mailbox?.ticket_assignee === 2 && !conversation.user_id);
  if (taken) conversation.user_id = actor;
  saveInFolder(world, conversation);
  // "Anyone" ends as 0 in an unsigned column, after the folder was chosen: the ticket stays in the folder it had.
  if (mailbox?.ticket_assignee === 1) conversation.user_id = 0;
  const columns = staffThread(world, conversation, actor, { body });
  const thread = insertThread(world, conversation, { ...columns, source_type: sourceType.email });
  countMessage(world, conversation, body, thread.created_at, person.user);
  world.conversations.save(conversation);
  mailCustomer(world, conversation, thread);
  world.fire('convo.agent.reply.created', conversation);
  return thread;
}

/**
 * Status and assignee move without history lines, and their hooks fire before the message is there: their bodies are
 * one message behind.
 */
export function moveWithForm(world: World, conversation: ConversationRow, actor: number, form: ReplyForm): void {
  const { status: statusBefore, user_id: assigneeBefore } = conversation;
  if (form.status !== undefined && form.status !== statusBefore) setStatus(world, conversation, form.status, actor);
  if (form.assignee !== undefined) conversation.user_id = form.assignee;
  saveInFolder(world, conversation);
  if (conversation.status !== statusBefore && !world.oldModule) {
    world.fire('convo.status', conversation, { early: true });
  }
  if (conversation.user_id && conversation.user_id !== assigneeBefore) {
    world.fire('convo.assigned', conversation, { early: true });
  }
}

/** What a sent message does; its mail and its hook come when it can no longer be undone, the hook also when it was. */
export function sendMessage(world: World, conversation: ConversationRow, thread: ThreadRow, event: HookEvent): void {
  countMessage(world, conversation, thread.body ?? '', thread.created_at, person.user);
  saveInFolder(world, conversation);
  follow(world, conversation, thread.created_by_user_id);
  mailCustomer(world, conversation, thread);
  world.fire(event, conversation, { after: world.undoMilliseconds });
}

/** The columns of a message written on the web page. */
export function staffThread(
  world: World,
  conversation: ConversationRow,
  actor: number,
  form: ReplyForm,
): NewThread & { created_at: string } {
  return {
    type: threadType.message,
    status: conversation.status,
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

/** Who answers somebody else's ticket follows it. */
function follow(world: World, conversation: ConversationRow, user: number | null): void {
  if (user === null || !conversation.user_id || conversation.user_id === user) return;
  const known = world.followers.first((row) => row.conversation_id === conversation.id && row.user_id === user);
  if (!known) world.followers.insert({ conversation_id: conversation.id, user_id: user });
}
