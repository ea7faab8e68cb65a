import { state, threadState } from '../codes.ts';
import type { ThreadRow } from '../rows.ts';
import type { World } from '../world.ts';
import { unlistDraft } from './folders.ts';
import { deleteForever } from './trash.ts';

/** Another text for a message that was sent; the ticket itself is untouched, and no hook tells. */
export function editThread(world: World, thread: ThreadRow, actor: number, body: string): void {
  thread.body_original ??= thread.body;
  thread.body = body;
  thread.edited_by_user_id = actor;
  thread.edited_at = world.time();
  world.threads.save(thread);
}

/** Throws a draft away, and with it a ticket that was nothing else. */
export function discardDraft(world: World, thread: ThreadRow): void {
  const conversation = world.conversations.get(thread.conversation_id);
  if (!conversation || thread.state !== threadState.draft) throw new Error(`Thread ${thread.id} is no draft.`);
  if (conversation.state === state.draft) return deleteForever(world, conversation);
  world.threads.remove(thread.id);
  unlistDraft(world, conversation);
}
