import type { Channel } from './shapes.ts';
import { createdAt } from './snowflake.ts';
import type { World } from './world.ts';

const MINUTE = 60_000;

/** Archives each thread in which nothing was said for as long as it was made to wait. */
export function archiveIdle(world: World): void {
  for (const thread of world.channels.values()) {
    const state = thread.thread_metadata;
    if (!state || state.archived) continue;
    const idleAt = lastHeard(thread) + state.auto_archive_duration * MINUTE;
    if (world.now() < idleAt) continue;
    Object.assign(state, { archived: true, archive_timestamp: new Date(idleAt).toISOString() });
    world.dispatch('THREAD_UPDATE', thread, 1);
  }
}

/** A new message opens an archived thread again. */
export function wakeThread(world: World, thread: Channel): void {
  const state = thread.thread_metadata;
  if (!state?.archived) return;
  Object.assign(state, { archived: false, archive_timestamp: new Date(world.now()).toISOString() });
  world.dispatch('THREAD_UPDATE', thread, 1);
}

/** The last message, or the last change of being archived, in epoch milliseconds. */
function lastHeard({ last_message_id: last, thread_metadata: state }: Channel): number {
  return Math.max(last ? createdAt(last) : 0, Date.parse(state?.archive_timestamp ?? ''));
}
