import type { Arguments } from './arguments.ts';
import type { Json } from './block-kit.ts';
import { BOT } from './options.ts';
import { Refusal } from './refusal.ts';
import { directChannel, type Channel, type World } from './world.ts';

/** One call of the Web API, past authentication. */
export interface Call {
  world: World;
  args: Arguments;
}

/** Answers with the body of a success without its `ok`; throws a Refusal otherwise. */
export type Method = (call: Call) => Json;

/** The channel with this id; private ones exist only for their members. */
export function channelById(world: World, id: string): Channel {
  const channel = world.channels.get(id);
  if (!channel || (channel.isPrivate && !isMember(channel))) throw new Refusal('channel_not_found');
  return channel;
}

/** Where a post goes: a channel id, a `#name`, or a user id for a direct message. */
export function channelForPost(world: World, target: string): Channel {
  const user = world.users.get(target);
  if (user) {
    if (user.isDeleted) throw new Refusal('user_disabled');
    if (user.isBot) throw new Refusal('cannot_dm_bot');
    return directChannel(world, target);
  }
  const name = target.replace(/^#/, '');
  const named = [...world.channels.values()].find((one) => one.kind === 'channel' && one.name === name);
  return channelById(world, named?.id ?? target);
}

/** Refused unless the bot may write here. */
export function refuseUnlessWritable(world: World, channel: Channel): void {
  if (channel.isArchived) throw new Refusal('is_archived');
  if (channel.kind === 'im' && !world.settings.appHome.messages) throw new Refusal('messages_tab_disabled');
  if (isMember(channel)) return;
  if (!world.scopes.has('chat:write.public')) throw new Refusal('not_in_channel');
}

export function isMember(channel: Channel): boolean {
  return channel.members.includes(BOT.userId);
}

/** One page of a list and the cursor of the next, which is empty on the last. */
export function pageOf<Item>(
  items: readonly Item[],
  cursor: string | undefined,
  limit: number,
): { page: Item[]; next: string } {
  const start = cursor === undefined ? 0 : offsetFrom(cursor);
  const end = start + limit;
  const next = end < items.length ? Buffer.from(`next:${end}`).toString('base64') : '';
  return { page: items.slice(start, end), next };
}

function offsetFrom(cursor: string): number {
  const [, offset] = /^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString('utf8')) ?? [];
  if (offset === undefined) throw new Refusal('invalid_cursor');
  return Number(offset);
}
