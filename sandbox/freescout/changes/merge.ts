import { action, threadType } from '../codes.ts';
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

/** Where a customer's answer goes: it belongs to the mail that it answers, which may have moved to another ticket. */
export function survivorOf(world: World, conversation: ConversationRow): ConversationRow {
  const seen = new Set<number>();
  let survivor = conversation;
  while (!seen.has(survivor.id) && !holdsMessages(world, survivor)) {
    seen.add(survivor.id);
    survivor = mergedInto(world, survivor) ?? survivor;
  }
  return survivor;
}

function holdsMessages(world: World, { id }: ConversationRow): boolean {
  return world.threads.first((row) => row.conversation_id === id && row.type !== threadType.lineitem) !== undefined;
}

function mergedInto(world: World, { id }: ConversationRow): ConversationRow | undefined {
  const lines = world.threads.where((row) => row.conversation_id === id && row.action_type === action.merged);
  const { mic } = JSON.parse(lines.at(-1)?.meta ?? '{}') as { mic?: number };
  return world.conversations.get(mic);
}
