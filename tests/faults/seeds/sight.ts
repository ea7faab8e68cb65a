import type { World } from '../../stories/world.ts';
import { ANN, BEN, DISCORD_CHANNEL, SLACK_CHANNEL } from '../../stories/world.ts';
import type { Chat } from './script-people.ts';
import type { Technician } from './script-source.ts';

export const accounts: Readonly<Record<Technician, { slack: string; discord: string; email: string; name: string }>> = {
  ann: { ...ANN, name: 'Ann Baker' },
  ben: { ...BEN, name: 'Ben Cole' },
};

export const chats = ['slack', 'discord'] as const satisfies readonly Chat[];

export const channels: Readonly<Record<Chat, string>> = { slack: SLACK_CHANNEL, discord: DISCORD_CHANNEL };

/** A button of ours: `verb|item|revision|word`, perhaps after the mark of one that asks first. */
export interface Pressable {
  message: string;
  id: string;
  verb: string;
  ref: string;
}

interface Message {
  id: string;
  content: unknown;
}

/** What stands in the channel itself, oldest first, without what was answered below it. */
export function channelMessages({ slack, discord }: World, chat: Chat): Message[] {
  if (chat === 'discord') return discord.messages(channels.discord).map((one) => ({ id: one.id, content: one }));
  return slack.messages(channels.slack).map((one) => ({ id: one.ts, content: { ...one, replies: [] } }));
}

export function ownMessages({ slack, discord }: World, chat: Chat, who: Technician): Message[] {
  const account = accounts[who][chat];
  if (chat === 'discord') return discord.ephemerals(account).map((one) => ({ id: one.id, content: one }));
  return slack.ephemerals(account).map((one) => ({ id: one.ts, content: one }));
}

/** The buttons of these messages, in their order. */
export function pressables(messages: readonly Message[]): Pressable[] {
  return messages.flatMap(({ id: message, content }) =>
    idsIn(content).flatMap((id) => {
      const [verb = '', ref] = id.replace(/^\+*\??/, '').split('|');
      return ref === undefined ? [] : [{ message, id, verb, ref }];
    }),
  );
}

function idsIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(idsIn);
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) => {
    if (typeof value === 'string') return name === 'action_id' || name === 'custom_id' ? [value] : [];
    return idsIn(value);
  });
}
