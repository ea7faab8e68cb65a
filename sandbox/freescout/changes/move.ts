import { mayUse } from '../access.ts';
import type { ConversationRow } from '../rows.ts';
import type { World } from '../world.ts';
import { insertLineItem, saveInFolder } from './write.ts';

/** Into another mailbox; an assignee without access there loses the ticket. */
export function moveToMailbox(world: World, conversation: ConversationRow, mailbox: number, actor: number): void {
  const previous = conversation.mailbox_id;
  conversation.mailbox_id = mailbox;
  conversation.meta = JSON.stringify({ orig_mailbox_id: previous });
  const assignee = world.users.get(conversation.user_id);
  if (assignee && !mayUse(world, assignee, mailbox)) conversation.user_id = null;
  conversation.user_updated_at = world.time();
  saveInFolder(world, conversation);
  insertLineItem(world, conversation, 'moved-from-mailbox', actor, { action_data: String(previous) });
  world.fire('convo.moved', conversation);
}
