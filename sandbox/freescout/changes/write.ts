import { action, person, sourceType, status, threadState, threadType } from '../codes.ts';
import type { ConversationRow, ThreadRow, WallClock } from '../rows.ts';
import type { World } from '../world.ts';
import { placeInFolder } from './folders.ts';
import { previewOf } from './preview.ts';

/** What a new thread must say for itself; the rest has defaults. */
export type NewThread = Pick<ThreadRow, 'type' | 'source_via' | 'source_type'> & Partial<ThreadRow>;

/** A thread row with every column. Whatever staff adds, also a draft or a history line, counts as the user's update. */
export function insertThread(world: World, conversation: ConversationRow, columns: NewThread): ThreadRow {
  const time = world.time();
  const thread = world.threads.insert({
    conversation_id: conversation.id,
    user_id: conversation.user_id,
    subtype: null,
    status: status.active,
    state: threadState.published,
    action_type: null,
    action_data: null,
    body: null,
    headers: null,
    from: null,
    to: null,
    cc: null,
    bcc: null,
    has_attachments: 0,
    message_id: null,
    customer_id: conversation.customer_id,
    created_by_user_id: null,
    created_by_customer_id: null,
    edited_by_user_id: null,
    edited_at: null,
    body_original: null,
    first: 0,
    saved_reply_id: null,
    send_status: null,
    send_status_data: null,
    opened_at: null,
    created_at: time,
    updated_at: time,
    meta: null,
    imported: 0,
    ...columns,
  });
  if (thread.type === threadType.customer) return thread;
  conversation.user_updated_at = time;
  world.conversations.save(conversation);
  return thread;
}

/** A history line. Its source is "web" whoever wrote it. */
export function insertLineItem(
  world: World,
  conversation: ConversationRow,
  kind: keyof typeof action,
  actor: number | null,
  columns: Partial<ThreadRow> = {},
): ThreadRow {
  return insertThread(world, conversation, {
    type: threadType.lineitem,
    action_type: action[kind],
    status: status.nochange,
    source_via: person.user,
    source_type: sourceType.web,
    created_by_user_id: actor,
    ...columns,
  });
}

/** Sets a status the way a user does; `closed_*` are set on a close and never taken back. */
export function setStatus(world: World, conversation: ConversationRow, code: number, actor: number | null): void {
  conversation.status = code;
  conversation.user_updated_at = world.time();
  if (code !== status.closed || actor === null) return;
  conversation.closed_by_user_id = actor;
  conversation.closed_at = world.time();
}

/** Saves a ticket in the folder where it belongs now. */
export function saveInFolder(world: World, conversation: ConversationRow): void {
  placeInFolder(world, conversation);
  world.conversations.save(conversation);
}

/** What every published message of a customer or of staff does to its ticket. Does not save it. */
export function countMessage(
  world: Pick<World, 'waitingSinceFirst'>,
  conversation: ConversationRow,
  body: string,
  time: WallClock,
  from: 1 | 2,
): void {
  const waits = from === person.customer && conversation.last_reply_from === person.customer;
  conversation.threads_count += 1;
  conversation.preview = previewOf(body);
  if (!(waits && world.waitingSinceFirst)) conversation.last_reply_at = time;
  conversation.last_reply_from = from;
  if (from === person.customer) conversation.last_customer_reply_at = time;
}

/** The addresses as threads hold them. */
export function addresses(list: readonly string[] | undefined): string | null {
  return list && list.length > 0 ? JSON.stringify(list) : null;
}
