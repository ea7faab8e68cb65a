import { mayUse } from '../access.ts';
import type { ConversationRow } from '../rows.ts';
import type { World } from '../world.ts';
import { changeAssignee } from './assign.ts';
import { insertLineItem, saveInFolder } from './write.ts';

/** Into another mailbox; an assignee without access there loses the ticket. */
export function moveToMailbox(world: World, conversation: ConversationRow, mailbox: number, actor: number): void {
  const previous = conversation.mailbox_id;
  const assignee = world.users.get(conversation.user_id);
  if (assignee && !mayUse(world, assignee, mailbox)) changeAssignee(world, conversation, null, actor);
  conversation.mailbox_id = mailbox;
  conversation.meta = JSON.stringify({ orig_mailbox_id: previous });
  saveInFolder(world, conversation);
  const { status } = conversation;
  insertLineItem(world, conversation, 'moved-from-mailbox', actor, { action_data: String(previous), status });
  world.fire('convo.moved', conversation);
}
