import { person, sourceType, state, status, threadState, threadType } from '../codes.ts';
import type { ConversationRow, ThreadRow } from '../rows.ts';
import type { World } from '../world.ts';
import { folderOf } from './folders.ts';
import { folderType } from '../codes.ts';
import { previewOf } from './preview.ts';
import { mailCustomer } from './staff.ts';
import { addresses, countMessage, insertThread, saveInFolder } from './write.ts';

/** A thread as the API module asks the core for one. */
export interface ApiThread {
  type: 1 | 2 | 3;
  body: string;
  /** Author of a message or a note. */
  user: number | null;
  /** Author of a customer's message. */
  customer: number | null;
  status: number | undefined;
  draft: boolean;
  imported: boolean;
  to?: string[] | undefined;
  cc?: string[] | undefined;
  bcc?: string[] | undefined;
  createdAt?: string | undefined;
  first?: boolean | undefined;
}

/**
 * Adds the thread with the core's odd side effects: a message without status makes the ticket pending, one that closes
 * leaves `closed_at` empty, a note's status is ignored, and the thread itself always says "active".
 */
export function addApiThread(world: World, conversation: ConversationRow, wish: ApiThread): ThreadRow {
  const created_at = wish.createdAt ?? world.time();
  if (!wish.draft) moveTicket(world, conversation, wish);
  const thread = insertThread(world, conversation, {
    type: wish.type,
    state: wish.draft ? threadState.draft : threadState.published,
    body: wish.body,
    to: addresses(wish.to ?? (wish.type === threadType.message ? [conversation.customer_email ?? ''] : undefined)),
    cc: addresses(wish.cc),
    bcc: addresses(wish.bcc),
    first: wish.first ? 1 : 0,
    imported: wish.imported ? 1 : 0,
    created_by_user_id: wish.user,
    created_by_customer_id: wish.customer,
    source_via: wish.customer === null ? person.user : person.customer,
    source_type: sourceType.api,
    created_at,
  });
  if (wish.draft) saveDraft(world, conversation);
  else finish(world, conversation, thread);
  return thread;
}

function moveTicket(world: World, conversation: ConversationRow, wish: ApiThread): void {
  if (wish.type === threadType.message) conversation.status = wish.status ?? status.pending;
  if (wish.type === threadType.customer) {
    if (conversation.status !== status.spam) conversation.status = status.active;
    if (conversation.state === state.deleted) conversation.state = state.published;
  }
  if (wish.user !== null) conversation.user_updated_at = world.time();
}

function saveDraft(world: World, conversation: ConversationRow): void {
  const drafts = folderOf(world, conversation.mailbox_id, folderType.drafts);
  world.conversation_folder.insert({ folder_id: drafts.id, conversation_id: conversation.id });
  conversation.user_updated_at = world.time();
  world.conversations.save(conversation);
}

function finish(world: World, conversation: ConversationRow, thread: ThreadRow): void {
  const body = thread.body ?? '';
  if (thread.type === threadType.note) conversation.preview = previewOf(body);
  else countMessage(conversation, { body, created_at: thread.created_at }, thread.type as 1 | 2);
  saveInFolder(world, conversation);
  if (thread.type === threadType.message && !thread.imported) mailCustomer(world, conversation, thread);
  if (thread.first) return;
  if (thread.type === threadType.note) world.fire('convo.note.created', conversation);
  else if (thread.type === threadType.message) world.fire('convo.agent.reply.created', conversation);
  else world.fire('convo.customer.reply.created', conversation);
}
