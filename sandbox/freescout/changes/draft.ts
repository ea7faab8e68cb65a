import { conversationType, folderType, person, sourceType, state, threadState, threadType } from '../codes.ts';
import type { ConversationRow, ThreadRow } from '../rows.ts';
import type { World } from '../world.ts';
import { customerFor, emailOf } from './customers.ts';
import { folderOf, placeInFolder } from './folders.ts';
import { insertConversation } from './open.ts';
import { previewOf } from './preview.ts';
import { moveWithForm, published, staffThread, type ReplyForm } from './staff.ts';
import { insertThread } from './write.ts';

/** What the web page saves while an agent types: a message in state "draft". No hook. */
export function saveDraft(world: World, conversation: ConversationRow, actor: number, body: string): ThreadRow {
  const thread = insertThread(world, conversation, {
    ...staffThread(world, conversation, actor, { body }),
    state: threadState.draft,
    created_by_user_id: actor,
  });
  const drafts = folderOf(world, conversation.mailbox_id, folderType.drafts).id;
  const listed = world.conversation_folder.first(
    (row) => row.folder_id === drafts && row.conversation_id === conversation.id,
  );
  if (!listed) world.conversation_folder.insert({ folder_id: drafts, conversation_id: conversation.id });
  conversation.user_updated_at = world.time();
  world.conversations.save(conversation);
  return thread;
}

/** A ticket that an agent began to write: it has its id already, and maybe no customer yet. */
export function saveDraftTicket(
  world: World,
  actor: number,
  wish: { mailbox: number; subject: string; body: string; to: string | undefined },
): ConversationRow {
  const customer = wish.to === undefined ? undefined : customerFor(world, wish.to);
  const conversation = insertConversation(world, {
    mailbox_id: wish.mailbox,
    subject: wish.subject,
    type: conversationType.email,
    state: state.draft,
    customer_id: customer?.id ?? null,
    customer_email: customer ? emailOf(world, customer.id) : (wish.to ?? null),
    created_by_user_id: actor,
    source_via: person.user,
    source_type: sourceType.web,
  });
  const thread = saveDraft(world, conversation, actor, wish.body);
  thread.first = 1;
  world.threads.write(thread);
  return conversation;
}

/** Sends a draft: the same row in state "published" with a new `created_at`. A new ticket keeps its id and its own. */
export function publishDraft(world: World, thread: ThreadRow, actor: number, form: ReplyForm): void {
  const conversation = world.conversations.get(thread.conversation_id);
  if (!conversation || thread.state !== threadState.draft) throw new Error(`Thread ${thread.id} is no draft`);
  const isNew = conversation.state === state.draft;
  conversation.state = state.published;
  forgetDraft(world, conversation);
  if (isNew) placeInFolder(world, conversation);
  moveWithForm(world, conversation, actor, form);
  Object.assign(thread, {
    body: form.body,
    state: threadState.published,
    status: conversation.status,
    user_id: conversation.user_id,
    created_at: world.time(),
  });
  world.threads.save(thread);
  published(world, conversation, thread, actor, isNew ? 'convo.created' : 'convo.agent.reply.created');
}

function forgetDraft(world: World, conversation: ConversationRow): void {
  const drafts = folderOf(world, conversation.mailbox_id, folderType.drafts).id;
  for (const row of world.conversation_folder.all()) {
    if (row.folder_id === drafts && row.conversation_id === conversation.id) world.conversation_folder.remove(row.id);
  }
}

/**
 * Takes a reply back, for as long as it can be undone: it is a draft again, preview and waiting time are restored, but
 * not the count, the status or the assignee. The hook of the reply still comes.
 */
export function undoReply(world: World, thread: ThreadRow): void {
  const conversation = world.conversations.get(thread.conversation_id);
  if (!conversation || thread.state !== threadState.published) throw new Error(`Thread ${thread.id} was not sent`);
  thread.state = threadState.draft;
  world.threads.save(thread);
  const left = world.threads.where(
    (row) => row.conversation_id === conversation.id && row.state === threadState.published && row.body !== null,
  );
  const message = left.findLast((row) => row.type === threadType.customer || row.type === threadType.message);
  conversation.preview = previewOf(left.at(-1)?.body ?? '');
  conversation.last_reply_at = message?.created_at ?? null;
  conversation.last_reply_from = message?.source_via ?? null;
  world.conversations.save(conversation);
}
