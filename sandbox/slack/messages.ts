import { everyBlock, type Block, type Json } from './block-kit.ts';
import type { Content } from './content.ts';
import { BOT } from './options.ts';
import { compareTs, type Channel, type Message, type World } from './world.ts';

/** A message as people see it, with what was answered in its thread. */
export interface Posted extends Message {
  replies: Message[];
}

/** Puts a message of the bot into a channel and notes whom it rings. */
export function postAsBot(
  world: World,
  channel: Channel,
  content: Content,
  threadTs?: string,
  broadcast = false,
): Message {
  const ts = world.nextTs();
  const message: Message = {
    type: 'message',
    ...(broadcast ? { subtype: 'thread_broadcast' } : {}),
    ts,
    user: BOT.userId,
    bot_id: BOT.botId,
    app_id: BOT.appId,
    team: world.settings.team.id,
    text: content.text ?? '',
    ...(content.blocks?.length ? { blocks: content.blocks } : {}),
    ...(content.attachments?.length ? { attachments: content.attachments } : {}),
    ...(content.metadata?.event_type ? { metadata: content.metadata } : {}),
    ...(threadTs ? { thread_ts: threadTs } : {}),
  };
  channel.messages.set(ts, message);
  world.pings.push({ channel: channel.id, ts, mentions: mentionsIn(message) });
  world.standIn.changed();
  return message;
}

/** Everybody a message would ring by name: user and group ids, `channel`, `here`, `everyone`. */
function mentionsIn(message: Pick<Message, 'text' | 'blocks' | 'attachments'>): string[] {
  const found = new Set<string>();
  const lists = [message.blocks ?? [], ...(message.attachments ?? []).map((one) => one.blocks ?? [])];
  // Beside blocks the text is only what a notification reads out, and mentions nobody.
  if (!message.blocks?.length) collect(message.text, found);
  for (const attachment of message.attachments ?? [])
    for (const text of [attachment.text, attachment.pretext]) collect(text, found);
  for (const blocks of lists) for (const block of everyBlock(blocks)) collectFrom(block, found);
  return [...found];
}

const MENTION = /<(?:@([UW][A-Z0-9]+)|!subteam\^(S[A-Z0-9]+)|!(channel|here|everyone))(?:\|[^>]*)?>/g;

function collect(text: string | undefined, found: Set<string>): void {
  for (const [, user, group, all] of (text ?? '').matchAll(MENTION)) found.add(user ?? group ?? all ?? '');
}

function collectFrom(part: unknown, found: Set<string>): void {
  if (Array.isArray(part)) for (const one of part) collectFrom(one, found);
  else if (typeof part === 'object' && part !== null) {
    const { type, text, user_id: user, usergroup_id: group, range } = part as Json;
    if ((type === 'mrkdwn' || type === 'markdown') && typeof text === 'string') collect(text, found);
    if (type === 'user' && typeof user === 'string') found.add(user);
    if (type === 'usergroup' && typeof group === 'string') found.add(group);
    if (type === 'broadcast' && typeof range === 'string') found.add(range);
    for (const value of Object.values(part)) collectFrom(value, found);
  }
}

export function repliesTo(channel: Channel, ts: string): Message[] {
  return [...channel.messages.values()].filter((one) => one.thread_ts === ts && one.ts !== ts);
}

/** Top-level messages, oldest first, each with its thread. */
export function postedIn(channel: Channel): Posted[] {
  const threads = Map.groupBy(channel.messages.values(), (message) => message.thread_ts ?? message.ts);
  return [...channel.messages.values()]
    .filter((message) => message.thread_ts === undefined || message.thread_ts === message.ts)
    .sort((first, second) => compareTs(first.ts, second.ts))
    .map((message) => {
      const replies = (threads.get(message.ts) ?? []).filter((reply) => reply !== message);
      return structuredClone({ ...message, replies });
    });
}

/** A message as the Web API and payloads show it: thread figures added, metadata only on demand. */
export function messageJson(channel: Channel, message: Message, withMetadata = false): Json {
  const { metadata, ...rest } = message;
  const replies = repliesTo(channel, message.ts);
  const thread = {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users: [...new Set(replies.map((reply) => reply.user))],
    latest_reply: replies.at(-1)?.ts,
  };
  return {
    ...rest,
    ...(replies.length > 0 ? thread : {}),
    ...(withMetadata && metadata ? { metadata } : {}),
  };
}

/** All blocks of a message, those in its attachments included, each list with the attachment that holds it. */
export function blockLists(
  message: Pick<Message, 'blocks' | 'attachments'>,
): { blocks: Block[]; attachmentId: number | undefined }[] {
  return [
    { blocks: message.blocks ?? [], attachmentId: undefined },
    ...(message.attachments ?? []).map((one) => ({ blocks: one.blocks ?? [], attachmentId: one.id })),
  ];
}
