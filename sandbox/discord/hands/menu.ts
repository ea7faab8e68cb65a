import type { Command } from '../shapes.ts';
import { publicPost, type World } from '../world.ts';
import { channelNamed, personOf } from './look.ts';
import { resolvedFor } from './resolve.ts';
import type { Typed } from './typed.ts';

const USER_MENU = 2;

/** What a command of a context menu is opened on: a message of that channel that everybody sees, or a user. */
export function menuTarget(world: World, { type }: Command, { channel, target = '' }: Typed): Record<string, unknown> {
  if (type === USER_MENU) {
    const { id } = personOf(world, target).user;
    return { target_id: id, resolved: resolvedFor(world, [id]) };
  }
  const { message } = publicPost(world, channelNamed(world, channel).id, target);
  return { target_id: target, resolved: { messages: { [target]: message } } };
}
