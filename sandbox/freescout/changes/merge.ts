import type { ConversationRow } from '../rows.ts';
import type { World } from '../world.ts';
import { trash } from './trash.ts';
import { insertLineItem } from './write.ts';

/**
 * Moves the threads of `second` into `first`, which may have two opening threads then, and `second` into the trash.
 * There is no hook of a merge, but one of the deletion. The count of messages stays as it was on both.
 */
export function merge(world: World, first: ConversationRow, second: ConversationRow, actor: number): void {
  for (const thread of world.threads.where((row) => row.conversation_id === second.id)) {
    thread.conversation_id = first.id;
    thread.meta = JSON.stringify({ pc: second.id });
    world.threads.save(thread);
  }
  insertLineItem(world, first, 'merged', actor, { status: first.status, meta: JSON.stringify({ mwc: second.id }) });
  insertLineItem(world, second, 'merged', actor, { status: second.status, meta: JSON.stringify({ mic: first.id }) });
  if (second.has_attachments && !first.has_attachments) {
    first.has_attachments = 1;
    world.conversations.save(first);
  }
  trash(world, second, actor);
}
