import type { ConversationRow } from '../rows.ts';
import type { World } from '../world.ts';
import { insertLineItem, saveInFolder, setStatus } from './write.ts';

/** Gives a ticket to a user, or to nobody with null. Asks nothing: not about access, nor whether somebody has it. */
export function changeAssignee(world: World, conversation: ConversationRow, user: number | null, actor: number): void {
  conversation.user_id = user;
  saveInFolder(world, conversation);
  insertLineItem(world, conversation, 'changed-ticket-assignee', actor);
  if (!user) return;
  for (const row of world.followers.where((row) => row.conversation_id === conversation.id && row.user_id === user)) {
    world.followers.remove(row.id);
  }
  world.fire('convo.assigned', conversation);
}

/** Sets the status with a history line and a hook; the same status again makes both again. */
export function changeStatus(world: World, conversation: ConversationRow, code: number, actor: number): void {
  setStatus(world, conversation, code, actor);
  saveInFolder(world, conversation);
  insertLineItem(world, conversation, 'changed-ticket-status', actor, { status: code });
  world.fire('convo.status', conversation);
}
