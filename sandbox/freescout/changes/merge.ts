import { state } from '../codes.ts';
import type { ConversationRow } from '../rows.ts';
import type { World } from '../world.ts';
import { insertLineItem, saveInFolder } from './write.ts';

/** The threads of `second` move into `first`, which may have two opening threads then; `second` goes to the trash. No hook. */
export function merge(world: World, first: ConversationRow, second: ConversationRow, actor: number): void {
  for (const thread of world.threads.where((row) => row.conversation_id === second.id)) {
    thread.conversation_id = first.id;
    thread.meta = JSON.stringify({ pc: second.id });
    world.threads.save(thread);
  }
  insertLineItem(world, first, 'merged', actor, { meta: JSON.stringify({ mwc: second.id }) });
  insertLineItem(world, second, 'merged', actor, { meta: JSON.stringify({ mic: first.id }) });
  second.state = state.deleted;
  second.user_updated_at = world.time();
  saveInFolder(world, second);
  insertLineItem(world, second, 'deleted-ticket', actor);
  first.user_updated_at = world.time();
  world.conversations.save(first);
}
