import { flag, limitOf, optionalText, requiredText, type Arguments } from '../arguments.ts';
import type { Json } from '../block-kit.ts';
import { channelById, isMember, pageOf, type Call } from '../calls.ts';
import { messageJson, repliesTo } from '../messages.ts';
import { BOT } from '../options.ts';
import { Refusal } from '../refusal.ts';
import { compareTs, directChannel, type Channel, type Message, type World } from '../world.ts';

export function open({ world, args }: Call): Json {
  const known = optionalText(args, 'channel');
  if (known) return { channel: { id: channelById(world, known).id } };
  const users = requiredText(args, 'users').split(',');
  if (users.length > 1)
    throw new Refusal('missing_scope', { needed: 'mpim:write', provided: [...world.scopes].join(',') });
  const user = world.users.get(users[0] ?? '');
  if (!user) throw new Refusal('user_not_found');
  if (user.isDeleted) throw new Refusal('user_disabled');
  if (user.isBot) throw new Refusal('cannot_dm_bot');
  const existed = [...world.channels.values()].some((channel) => channel.person === user.id);
  const channel = directChannel(world, user.id);
  if (!flag(args, 'return_im'))
    return { ...(existed ? { no_op: true, already_open: true } : {}), channel: { id: channel.id } };
  return { channel: channelJson(world, channel) };
}

export function info({ world, args }: Call): Json {
  return { channel: channelJson(world, channelById(world, requiredText(args, 'channel'))) };
}

export function list({ world, args }: Call): Json {
  const types = new Set((optionalText(args, 'types') ?? 'public_channel').split(','));
  const seen = [...world.channels.values()].filter((channel) => {
    if (!types.has(typeOf(channel)) || (channel.isPrivate && !isMember(channel))) return false;
    return !channel.isArchived || !flag(args, 'exclude_archived');
  });
  const { page, next } = pageOf(seen, optionalText(args, 'cursor'), limitOf(args, 100, 1000));
  return { channels: page.map((channel) => channelJson(world, channel)), response_metadata: { next_cursor: next } };
}

/** Only what the bot itself is in. */
export function ownList(call: Call): Json {
  const { channels, ...rest } = list(call);
  return {
    ...rest,
    channels: (channels as { is_member?: boolean; is_im?: boolean }[]).filter((one) => one.is_member ?? one.is_im),
  };
}

export function members({ world, args }: Call): Json {
  const channel = channelById(world, requiredText(args, 'channel'));
  const { page, next } = pageOf(channel.members, optionalText(args, 'cursor'), limitOf(args, 100, 1000));
  return { members: page, response_metadata: { next_cursor: next } };
}

export function join({ world, args }: Call): Json {
  const channel = channelById(world, requiredText(args, 'channel'));
  if (channel.isArchived) throw new Refusal('is_archived');
  if (channel.kind === 'im' || channel.isPrivate) throw new Refusal('method_not_supported_for_channel_type');
  if (!isMember(channel)) channel.members.push(BOT.userId);
  world.standIn.changed();
  return { channel: channelJson(world, channel) };
}

export function history({ world, args }: Call): Json {
  const channel = readable(world, args);
  const top = [...channel.messages.values()].filter((message) => {
    return (
      message.thread_ts === undefined || message.thread_ts === message.ts || message.subtype === 'thread_broadcast'
    );
  });
  const newestFirst = within(top, args).sort((first, second) => compareTs(second.ts, first.ts));
  // With only a beginning named, Slack starts there and pages forward; a page itself is newest first all the same.
  const isForward = optionalText(args, 'oldest') !== undefined && optionalText(args, 'latest') === undefined;
  if (!isForward) return paged(channel, newestFirst, args, 100);
  const { messages, ...rest } = paged(channel, newestFirst.toReversed(), args, 100);
  return { messages: (messages as Json[]).toReversed(), ...rest };
}

export function replies({ world, args }: Call): Json {
  const channel = readable(world, args);
  const parent = channel.messages.get(requiredText(args, 'ts'));
  if (!parent) throw new Refusal('thread_not_found');
  const answers = within(repliesTo(channel, parent.ts), args).sort((first, second) => compareTs(first.ts, second.ts));
  return paged(channel, [parent, ...answers], args, 1000);
}

function paged(channel: Channel, messages: Message[], args: Arguments, fallback: number): Json {
  const { page, next } = pageOf(messages, optionalText(args, 'cursor'), limitOf(args, fallback, 999));
  const withMetadata = flag(args, 'include_all_metadata');
  return {
    messages: page.map((message) => messageJson(channel, message, withMetadata)),
    has_more: next !== '',
    ...(next === '' ? {} : { response_metadata: { next_cursor: next } }),
  };
}

/** The bot reads only where it is a member. */
function readable(world: World, args: Arguments): Channel {
  const channel = channelById(world, requiredText(args, 'channel'));
  if (!isMember(channel)) throw new Refusal('not_in_channel');
  return channel;
}

function within(messages: Message[], args: Arguments): Message[] {
  const oldest = boundary(args, 'oldest') ?? '0';
  const latest = boundary(args, 'latest');
  const slack = flag(args, 'inclusive') ? 0 : 1;
  return messages.filter((message) => {
    if (compareTs(message.ts, oldest) < slack) return false;
    return latest === undefined || compareTs(latest, message.ts) >= slack;
  });
}

function boundary(args: Arguments, name: 'oldest' | 'latest'): string | undefined {
  const value = optionalText(args, name);
  if (value !== undefined && !/^\d+(?:\.\d+)?$/.test(value)) throw new Refusal(`invalid_ts_${name}`);
  return value;
}

function typeOf(channel: Channel): string {
  if (channel.kind === 'im') return 'im';
  return channel.isPrivate ? 'private_channel' : 'public_channel';
}

function channelJson(world: World, channel: Channel): Json {
  const common = { id: channel.id, is_archived: channel.isArchived, context_team_id: world.settings.team.id };
  if (channel.kind === 'im') return { ...common, is_im: true, user: channel.person, is_open: true };
  return {
    ...common,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: !channel.isPrivate,
    is_group: channel.isPrivate,
    is_im: false,
    is_mpim: false,
    is_private: channel.isPrivate,
    is_member: isMember(channel),
    num_members: channel.members.length,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  };
}
