import { folderType, state, status, threadState } from '../codes.ts';
import type { ConversationRow, FolderRow } from '../rows.ts';
import type { World } from '../world.ts';

/** The folder of a kind in a mailbox; `user` for the kinds that each user has. */
export function folderOf(world: World, mailbox: number, type: number, user: number | null = null): FolderRow {
  const found = world.folders.first(
    (folder) => folder.mailbox_id === mailbox && folder.type === type && folder.user_id === user,
  );
  if (found) return found;
  return world.folders.insert({
    mailbox_id: mailbox,
    user_id: user,
    type,
    total_count: 0,
    active_count: 0,
    meta: null,
  });
}

/** Mine and Starred, which each user has in each mailbox. */
export function ownFolders(world: World, mailbox: number, user: number): void {
  folderOf(world, mailbox, folderType.mine, user);
  folderOf(world, mailbox, folderType.starred, user);
}

/** Puts a ticket where its state, status and assignee say it belongs. Does not save it. */
export function placeInFolder(world: World, conversation: ConversationRow): void {
  conversation.folder_id = folderOf(world, conversation.mailbox_id, kindFor(conversation)).id;
}

function kindFor(conversation: ConversationRow): number {
  if (conversation.state === state.draft) return folderType.drafts;
  if (conversation.state === state.deleted) return folderType.deleted;
  if (conversation.status === status.spam) return folderType.spam;
  if (conversation.status === status.closed) return folderType.closed;
  return conversation.user_id ? folderType.assigned : folderType.unassigned;
}

/** Computes every folder's counters anew and saves those that moved. */
export function countFolders(world: World): void {
  const published = world.conversations.where((row) => row.state === state.published);
  for (const folder of world.folders.all()) {
    const members = membersOf(world, folder, published);
    const active = members.filter((row) => row.status === status.active && row.state === state.published).length;
    if (folder.total_count === members.length && folder.active_count === active) continue;
    folder.total_count = members.length;
    folder.active_count = active;
    world.folders.write(folder);
  }
}

/** The tickets a folder shows. */
function membersOf(
  world: World,
  folder: FolderRow,
  published = world.conversations.where((row) => row.state === state.published),
): ConversationRow[] {
  if (folder.type === folderType.mine) {
    return published.filter(
      (row) =>
        row.mailbox_id === folder.mailbox_id &&
        row.user_id === folder.user_id &&
        (row.status === status.active || row.status === status.pending),
    );
  }
  if (folder.type === folderType.drafts || folder.type === folderType.starred) {
    const listed = world.conversation_folder.where((row) => row.folder_id === folder.id);
    const ids = new Set(listed.map((row) => row.conversation_id));
    return world.conversations.where((row) => ids.has(row.id));
  }
  return world.conversations.where((row) => row.folder_id === folder.id);
}

/** Lists a ticket among the drafts of its mailbox. */
export function listAsDraft(world: World, conversation: ConversationRow): void {
  const drafts = folderOf(world, conversation.mailbox_id, folderType.drafts).id;
  const listed = world.conversation_folder.first(
    (row) => row.folder_id === drafts && row.conversation_id === conversation.id,
  );
  if (!listed) world.conversation_folder.insert({ folder_id: drafts, conversation_id: conversation.id });
}

/** Takes a ticket without any draft thread off the drafts. */
export function unlistDraft(world: World, conversation: ConversationRow): void {
  const left = world.threads.first(
    (thread) => thread.conversation_id === conversation.id && thread.state === threadState.draft,
  );
  if (left) return;
  const drafts = folderOf(world, conversation.mailbox_id, folderType.drafts).id;
  for (const row of world.conversation_folder.all()) {
    if (row.folder_id === drafts && row.conversation_id === conversation.id) world.conversation_folder.remove(row.id);
  }
}
