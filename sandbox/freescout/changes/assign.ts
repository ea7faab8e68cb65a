import type { ConversationRow } from '../rows.ts';
import type { World } from '../world.ts';
import { insertLineItem, saveInFolder, setStatus } from './write.ts';

/** Gives a ticket to a user, or to nobody with null. Asks nothing: not about access, nor whether somebody has it. */
export function changeAssignee(world: World, conversation: ConversationRow, user: number | null, actor: number): void {
  conversation.user_id = user;
  conversation.user_updated_at = world.time();
  saveInFolder(world, conversation);
  insertLineItem(world, conversation, 'changed-ticket-assignee', actor);
  if (!user) return;
  unfollow(world, conversation.id, user);
  world.fire('convo.assigned', conversation);
}

/** Sets the status with a history line and a hook; the same status again makes both again. */
export function changeStatus(world: World, conversation: ConversationRow, code: number, actor: number): void {
  setStatus(world, conversation, code, actor);
  saveInFolder(world, conversation);
  insertLineItem(world, conversation, 'changed-ticket-status', actor, { status: code });
  world.fire('convo.status', conversation);
}

export function follow(world: World, conversation: number, user: number): void {
  const known = world.followers.first((row) => row.conversation_id === conversation && row.user_id === user);
  if (!known) world.followers.insert({ conversation_id: conversation, user_id: user });
}

function unfollow(world: World, conversation: number, user: number): void {
  for (const row of world.followers.where((row) => row.conversation_id === conversation && row.user_id === user)) {
    world.followers.remove(row.id);
  }
}
