import { person, sourceType, state, threadState, threadType } from '../codes.ts';
import type { ConversationRow, ThreadRow } from '../rows.ts';
import { wallClockOf } from '../wall-clock.ts';
import type { World } from '../world.ts';
import { customerFor } from './customers.ts';
import { listAsDraft, unlistDraft } from './folders.ts';
import { insertConversation } from './open.ts';
import { withdrawMail } from './outbox.ts';
import { previewOf } from './preview.ts';
import { moveWithForm, sendMessage, staffThread, type ReplyForm } from './staff.ts';
import { insertThread } from './write.ts';

/** What the web page saves while an agent types: a message in state "draft". No hook. */
export function saveDraft(
  world: World,
  conversation: ConversationRow,
  actor: number,
  draft: { body: string; first?: 0 | 1 },
): ThreadRow {
  const thread = insertThread(world, conversation, {
    ...staffThread(world, conversation, actor, draft),
    state: threadState.draft,
    first: draft.first ?? 0,
  });
  listAsDraft(world, conversation);
  return thread;
}

/** A ticket that an agent began to write: it has its id already, and maybe no customer yet. */
export function saveDraftTicket(
  world: World,
  actor: number,
  wish: { mailbox: number; subject: string; body: string; to?: string | undefined },
): ThreadRow {
  const customer = wish.to === undefined ? undefined : customerFor(world, wish.to);
  const conversation = insertConversation(world, {
    mailbox_id: wish.mailbox,
    subject: wish.subject,
    state: state.draft,
    customer_id: customer?.id ?? null,
    customer_email: wish.to ?? null,
    created_by_user_id: actor,
    source_via: person.user,
    source_type: sourceType.web,
  });
  return saveDraft(world, conversation, actor, { body: wish.body, first: 1 });
}

/** Sends a draft: the same row in state "published" with a new `created_at`. A new ticket keeps its id and its own. */
export function publishDraft(world: World, thread: ThreadRow, actor: number, form: ReplyForm): void {
  const conversation = world.conversations.get(thread.conversation_id);
  if (!conversation || thread.state !== threadState.draft) throw new Error(`Thread ${thread.id} is no draft.`);
  const isNew = conversation.state === state.draft;
  conversation.state = state.published;
  moveWithForm(world, conversation, actor, form);
  const { status, user_id } = conversation;
  const { body } = form;
  Object.assign(thread, { body, status, user_id, state: threadState.published, created_at: world.time() });
  world.threads.save(thread);
  unlistDraft(world, conversation);
  sendMessage(world, conversation, thread, isNew ? 'convo.created' : 'convo.agent.reply.created');
}

/**
 * Takes a reply back while that is possible: it is a draft again, preview and waiting time are restored, but not the
 * count, the status or the assignee. The hook of the reply still comes.
 */
export function undoReply(world: World, thread: ThreadRow): void {
  const conversation = world.conversations.get(thread.conversation_id);
  const oldest = wallClockOf(world.now() - world.undoMilliseconds, world.zone);
  if (!conversation || thread.state !== threadState.published || thread.created_at < oldest) {
    throw new Error(`Thread ${thread.id} cannot be undone.`);
  }
  thread.state = threadState.draft;
  world.threads.save(thread);
  withdrawMail(world, thread);
  listAsDraft(world, conversation);
  const left = world.threads.where(
    (row) => row.conversation_id === conversation.id && row.state === threadState.published && row.body !== null,
  );
  const message = left.findLast((row) => row.type === threadType.customer || row.type === threadType.message);
  conversation.preview = previewOf(left.at(-1)?.body ?? '');
  conversation.last_reply_at = message?.created_at ?? null;
  conversation.last_reply_from = message?.source_via ?? null;
  world.conversations.save(conversation);
}
