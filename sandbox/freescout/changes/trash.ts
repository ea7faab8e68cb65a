import { state } from '../codes.ts';
import type { ConversationRow } from '../rows.ts';
import type { World } from '../world.ts';
import { unlistDraft } from './folders.ts';
import { insertLineItem, saveInFolder } from './write.ts';

/** Into the Deleted folder. */
export function trash(world: World, conversation: ConversationRow, actor: number): void {
  conversation.state = state.deleted;
  saveInFolder(world, conversation);
  insertLineItem(world, conversation, 'deleted-ticket', actor);
  unlistDraft(world, conversation);
  world.fire('convo.deleted', conversation);
}

/** Back from the Deleted folder, with the status and the assignee it had. */
export function restore(world: World, conversation: ConversationRow, actor: number): void {
  conversation.state = state.published;
  saveInFolder(world, conversation);
  insertLineItem(world, conversation, 'restore-ticket', actor);
  world.fire('convo.restored', conversation);
}

/** Row, threads and followers are gone; a GET answers 404 from now on. */
export function deleteForever(world: World, conversation: ConversationRow): void {
  world.fire('convo.deleted_forever', conversation, { early: true });
  const threads = new Set(world.threads.where((row) => row.conversation_id === conversation.id).map((row) => row.id));
  for (const row of world.attachments.where((row) => threads.has(row.thread_id ?? 0))) {
    world.attachments.remove(row.id);
    world.files.delete(row.id);
  }
  const owned = [world.threads, world.followers, world.conversation_folder] as const;
  for (const table of owned) {
    for (const row of table.all()) if (row.conversation_id === conversation.id) table.remove(row.id);
  }
  world.tags.delete(conversation.id);
  world.customFields.delete(conversation.id);
  world.conversations.remove(conversation.id);
}
