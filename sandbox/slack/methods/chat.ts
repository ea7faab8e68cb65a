import { flag, optionalText, requiredText } from '../arguments.ts';
import { characters } from '../blocks/rules.ts';
import { channelById, channelForPost, isMember, refuseUnlessWritable, type Call } from '../calls.ts';
import type { Json } from '../block-kit.ts';
import { contentFrom, refuseNothing, type Content } from '../content.ts';
import { messageJson, postAsBot, repliesTo } from '../messages.ts';
import { BOT } from '../options.ts';
import { Refusal } from '../refusal.ts';
import type { Channel, Ephemeral, Message } from '../world.ts';

/** An edit may say less than a post: Slack refuses here what it would cut there. */
const MOST_EDITED_TEXT = 4000;

export function postMessage({ world, args }: Call): Json {
  const channel = channelForPost(world, requiredText(args, 'channel'));
  refuseUnlessWritable(world, channel);
  const content = contentFrom(world, args);
  refuseNothing(content);
  const threadTs = threadFor(channel, optionalText(args, 'thread_ts'));
  const message = postAsBot(world, channel, content, threadTs, threadTs !== undefined && flag(args, 'reply_broadcast'));
  return { channel: channel.id, ts: message.ts, message: messageJson(channel, message, true) };
}

export function update({ world, args }: Call): Json {
  const channel = channelById(world, requiredText(args, 'channel'));
  const message = ownMessage(channel, requiredText(args, 'ts'), 'cant_update_message');
  if (channel.isArchived) throw new Refusal('is_inactive');
  const content = contentFrom(world, args);
  if (content.text !== undefined && characters(content.text) > MOST_EDITED_TEXT) throw new Refusal('msg_too_long');
  applyEdit(message, content);
  message.edited = { user: BOT.userId, ts: world.nextTs() };
  world.standIn.changed();
  return { channel: channel.id, ts: message.ts, text: message.text, message: messageJson(channel, message, true) };
}

/** What was not sent stays; empty lists and an empty metadata object clear. */
function applyEdit(message: Message, content: Content): void {
  const next = {
    text: content.text ?? message.text,
    blocks: content.blocks ?? message.blocks,
    attachments: content.attachments ?? message.attachments,
  };
  if (content.text === undefined && !content.blocks && !content.attachments) throw new Refusal('no_text');
  refuseNothing(next);
  message.text = next.text;
  if (next.blocks?.length) message.blocks = next.blocks;
  else delete message.blocks;
  if (next.attachments?.length) message.attachments = next.attachments;
  else delete message.attachments;
  if (content.metadata?.event_type) message.metadata = content.metadata;
  else if (content.metadata) delete message.metadata;
}

export function deleteMessage({ world, args }: Call): Json {
  const channel = channelById(world, requiredText(args, 'channel'));
  const message = ownMessage(channel, requiredText(args, 'ts'), 'cant_delete_message');
  removeMessage(channel, message);
  world.standIn.changed();
  return { channel: channel.id, ts: message.ts };
}

/** Takes a message away; one with answers leaves a gravestone, so that its thread stays. */
export function removeMessage(channel: Channel, message: Message): void {
  if (repliesTo(channel, message.ts).length === 0) channel.messages.delete(message.ts);
  else {
    const { type, ts, team } = message;
    const text = 'This message was deleted.';
    channel.messages.set(ts, { type, subtype: 'tombstone', ts, team, user: 'USLACKBOT', text, thread_ts: ts });
  }
}

export function postEphemeral({ world, args }: Call): Json {
  const channel = channelById(world, requiredText(args, 'channel'));
  const user = requiredText(args, 'user');
  if (channel.isArchived) throw new Refusal('is_archived');
  if (!isMember(channel)) throw new Refusal('not_in_channel');
  if (!channel.members.includes(user)) throw new Refusal('user_not_in_channel');
  const content = contentFrom(world, args);
  refuseNothing(content);
  const threadTs = threadFor(channel, optionalText(args, 'thread_ts'));
  const shown: Ephemeral = {
    ts: world.nextTs(),
    channel: channel.id,
    user,
    text: content.text ?? '',
    ...(content.blocks?.length ? { blocks: content.blocks } : {}),
    ...(content.attachments?.length ? { attachments: content.attachments } : {}),
    ...(threadTs ? { thread_ts: threadTs } : {}),
  };
  world.ephemerals.push(shown);
  world.standIn.changed();
  return { message_ts: shown.ts };
}

export function getPermalink({ world, args }: Call): Json {
  const channel = channelById(world, requiredText(args, 'channel'));
  const message = channel.messages.get(requiredText(args, 'message_ts'));
  if (!message) throw new Refusal('message_not_found');
  const thread =
    message.thread_ts && message.thread_ts !== message.ts ? `?thread_ts=${message.thread_ts}&cid=${channel.id}` : '';
  const { domain } = world.settings.team;
  const permalink = `https://${domain}.slack.example/archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`;
  return { channel: channel.id, permalink };
}

function ownMessage(channel: Channel, ts: string, error: string): Message {
  const message = channel.messages.get(ts);
  if (!message || message.subtype === 'tombstone') throw new Refusal('message_not_found');
  if (message.bot_id !== BOT.botId) throw new Refusal(error);
  return message;
}

/** A thread hangs on a message of the channel, never on an answer inside another thread. */
function threadFor(channel: Channel, ts: string | undefined): string | undefined {
  if (ts === undefined) return undefined;
  if (!/^\d{10}\.\d{6}$/.test(ts)) throw new Refusal('invalid_thread_ts');
  const parent = channel.messages.get(ts);
  if (!parent) throw new Refusal('thread_not_found');
  if (parent.thread_ts !== undefined && parent.thread_ts !== ts) throw new Refusal('cannot_reply_to_message');
  return ts;
}
