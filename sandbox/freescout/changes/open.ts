import { conversationType, state, status } from '../codes.ts';
import type { ConversationRow } from '../rows.ts';
import type { World } from '../world.ts';
import { placeInFolder } from './folders.ts';

/** What a new ticket must say for itself; the rest has defaults. */
export type NewConversation = Pick<ConversationRow, 'mailbox_id' | 'subject' | 'source_via' | 'source_type'> &
  Partial<ConversationRow>;

/** A ticket row with every column, in its folder, under the next number. */
export function insertConversation(world: World, columns: NewConversation): ConversationRow {
  const time = world.time();
  const conversation = world.conversations.insert({
    number: nextNumber(world),
    threads_count: 0,
    type: conversationType.email,
    folder_id: 0,
    status: status.active,
    state: state.published,
    customer_email: null,
    cc: null,
    bcc: null,
    preview: '',
    imported: 0,
    has_attachments: 0,
    user_id: null,
    customer_id: null,
    created_by_user_id: null,
    created_by_customer_id: null,
    closed_by_user_id: null,
    closed_at: null,
    user_updated_at: null,
    last_reply_at: null,
    last_reply_from: null,
    last_customer_reply_at: null,
    read_by_user: 0,
    created_at: time,
    updated_at: time,
    channel: null,
    meta: null,
    ...columns,
  });
  placeInFolder(world, conversation);
  world.conversations.write(conversation);
  return conversation;
}

const FIRST_NUMBER = 5001;

function nextNumber(world: World): number {
  return world.conversations.all().reduce((top, row) => Math.max(top, row.number + 1), FIRST_NUMBER);
}
