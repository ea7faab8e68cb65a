import { mayDelete, mayUse } from '../access.ts';
import { changeAssignee, changeStatus } from '../changes/assign.ts';
import { note, reply } from '../changes/staff.ts';
import { deleteForever, restore, trash } from '../changes/trash.ts';
import { state, status, userStatus } from '../codes.ts';
import type { ConversationRow, UserRow } from '../rows.ts';
import type { World } from '../world.ts';

export interface Answer {
  status: 'success' | 'error';
  msg: string;
  redirect_url?: string;
}

/** Fields of the form; arrays as `name[]`. */
export type Form = Readonly<Record<string, string>>;

const DENIED = 'Not enough permissions';
const NOBODY = -1;

/** What `POST /conversation/ajax` does for the user who is logged in. Refusals are answers, too. */
export function ajax(world: World, actor: UserRow, form: Form): Answer {
  const conversation = world.conversations.get(Number(form['conversation_id']));
  if (!conversation) return refused('Conversation not found');
  switch (form['action'] ?? '') {
    case 'conversation_change_user':
      return changeUser(world, actor, conversation, Number(form['user_id']));
    case 'conversation_change_status':
      return changeState(world, actor, conversation, form['status'] ?? '');
    case 'send_reply':
      return sendReply(world, actor, conversation, form);
    case 'delete_conversation':
      return remove(world, actor, conversation, () => trash(world, conversation, actor.id));
    case 'restore_conversation':
      return remove(world, actor, conversation, () => restore(world, conversation, actor.id));
    case 'delete_conversation_forever':
      return remove(world, actor, conversation, () => deleteForever(world, conversation));
    default:
      return refused('Unknown action');
  }
}

function changeUser(world: World, actor: UserRow, conversation: ConversationRow, wish: number): Answer {
  if (conversation.user_id === wish) return refused('Assignee already set');
  if (!mayUse(world, actor, conversation.mailbox_id)) return refused(DENIED);
  const user = world.users.get(wish);
  const allowed = user?.status === userStatus.active && mayUse(world, user, conversation.mailbox_id);
  if (wish !== NOBODY && !allowed) return refused(DENIED);
  changeAssignee(world, conversation, wish === NOBODY ? null : wish, actor.id);
  return done(conversation, 'Assignee updated');
}

function changeState(world: World, actor: UserRow, conversation: ConversationRow, wish: string): Answer {
  const code = wish === 'not_spam' ? status.active : Number(wish);
  if (conversation.status === code) return refused('Status already set');
  if (!mayUse(world, actor, conversation.mailbox_id)) return refused(DENIED);
  if (!(code >= status.active && code <= status.spam)) return refused('Incorrect status');
  changeStatus(world, conversation, code, actor.id);
  return done(conversation, 'Status updated');
}

/** The form's status and assignee always count; an assignee without access leaves the ticket as it was. */
function sendReply(world: World, actor: UserRow, conversation: ConversationRow, form: Form): Answer {
  const mailbox = world.mailboxes.get(Number(form['mailbox_id']));
  if (!mailbox || !mayUse(world, actor, mailbox.id) || !mayUse(world, actor, conversation.mailbox_id)) {
    return refused(DENIED);
  }
  if (!form['body']) return refused('The body field is required. ');
  const code = Number(form['status']);
  const wish = world.users.get(Number(form['user_id']));
  const assignee = wish && mayUse(world, wish, mailbox.id) ? { assignee: wish.id } : {};
  const filled = {
    body: form['body'],
    ...(code >= status.active && code <= status.spam && { status: code }),
    ...(Number(form['user_id']) === NOBODY ? { assignee: null } : assignee),
  };
  conversation.state = state.published;
  if (Number(form['is_note'])) note(world, conversation, actor.id, filled);
  else reply(world, conversation, actor.id, filled);
  return done(conversation, '');
}

function remove(world: World, actor: UserRow, conversation: ConversationRow, change: () => void): Answer {
  if (!mayUse(world, actor, conversation.mailbox_id) || !mayDelete(actor)) return refused(DENIED);
  change();
  return done(conversation, '');
}

function done(conversation: ConversationRow, msg: string): Answer {
  return { status: 'success', msg, redirect_url: `/conversation/${conversation.id}` };
}

function refused(msg: string): Answer {
  return { status: 'error', msg };
}
