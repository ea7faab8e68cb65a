import { person, sourceType, state, status, threadState, threadType } from '../codes.ts';
import type { ConversationRow, ThreadRow, WallClock } from '../rows.ts';
import type { World } from '../world.ts';
import { emailOf } from './customers.ts';
import { listAsDraft } from './folders.ts';
import { autoReply, mailCustomer } from './outbox.ts';
import { previewOf } from './preview.ts';
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
  /** Counts on imported threads only. */
  createdAt?: WallClock | undefined;
}

/**
 * Adds the thread with the core's odd side effects: a message without status makes the ticket pending, one that closes
 * leaves `closed_at` empty, a note's status is ignored, and the thread itself always says "active". On a ticket without
 * a message, a phone ticket for one, any thread counts as the opening one.
 */
export function addApiThread(world: World, conversation: ConversationRow, wish: ApiThread): ThreadRow {
  const opens = conversation.threads_count === 0;
  const thread = insertApiThread(world, conversation, wish, opens);
  if (wish.draft) {
    listAsDraft(world, conversation);
    return thread;
  }
  if (opens) markOpened(conversation, wish);
  conversation.cc = addresses(wish.cc);
  // Whoever attaches files says so again afterwards.
  conversation.has_attachments = 0;
  conversation.bcc = addresses(wish.bcc) ?? conversation.bcc;
  moveTicket(conversation, wish, emailOf(world, wish.customer));
  if (wish.type === threadType.note) conversation.preview = previewOf(wish.body);
  else countMessage(world, conversation, wish.body, world.time(), wish.type);
  saveInFolder(world, conversation);
  if (wish.type === threadType.message && !wish.imported) mailCustomer(world, conversation, thread);
  if (opens && wish.customer !== null && conversation.imported === 0) autoReply(world, conversation);
  fireFor(world, conversation, wish, opens);
  return thread;
}

function insertApiThread(world: World, conversation: ConversationRow, wish: ApiThread, opens: boolean): ThreadRow {
  const to = wish.to ?? (wish.customer === null ? [conversation.customer_email ?? ''] : undefined);
  return insertThread(world, conversation, {
    type: wish.type,
    state: wish.draft ? threadState.draft : threadState.published,
    body: wish.body,
    to: addresses(to),
    cc: addresses(wish.cc),
    bcc: addresses(wish.bcc),
    first: opens ? 1 : 0,
    imported: wish.imported ? 1 : 0,
    customer_id: wish.customer ?? conversation.customer_id,
    created_by_user_id: wish.user,
    created_by_customer_id: wish.customer,
    source_via: wish.customer === null ? person.user : person.customer,
    source_type: sourceType.api,
    created_at: (wish.imported ? wish.createdAt : undefined) ?? world.time(),
  });
}

function markOpened(conversation: ConversationRow, wish: ApiThread): void {
  conversation.source_via = wish.customer === null ? person.user : person.customer;
  if (wish.customer === null) conversation.created_by_user_id = wish.user;
  else conversation.created_by_customer_id = wish.customer;
}

function moveTicket(conversation: ConversationRow, wish: ApiThread, customerEmail: string): void {
  if (wish.type === threadType.message) conversation.status = wish.status ?? status.pending;
  if (wish.type !== threadType.customer) return;
  conversation.status = wish.status ?? status.active;
  if (conversation.state === state.deleted) conversation.state = state.published;
  conversation.customer_id = wish.customer;
  conversation.customer_email = customerEmail;
}

function fireFor(world: World, conversation: ConversationRow, wish: ApiThread, opens: boolean): void {
  const byStaff = wish.customer === null;
  const late = { after: world.undoMilliseconds };
  if (opens) world.fire('convo.created', conversation, byStaff ? late : {});
  else if (wish.type === threadType.note) world.fire('convo.note.created', conversation);
  else if (byStaff) world.fire('convo.agent.reply.created', conversation, late);
  else world.fire('convo.customer.reply.created', conversation);
}
