import type { Person, World } from './world.ts';
import { refusal } from './refusal.ts';
import { ChannelType } from './codes.ts';
import type { Channel } from './shapes.ts';

/** The permissions that the stand-in knows, by Discord's names in discord.js. */
export const PERMISSIONS: Readonly<Record<string, bigint>> = {
  Administrator: 1n << 3n,
  ViewChannel: 1n << 10n,
  SendMessages: 1n << 11n,
  ManageMessages: 1n << 13n,
  EmbedLinks: 1n << 14n,
  AttachFiles: 1n << 15n,
  ReadMessageHistory: 1n << 16n,
  MentionEveryone: 1n << 17n,
  UseApplicationCommands: 1n << 31n,
  ManageThreads: 1n << 34n,
  CreatePublicThreads: 1n << 35n,
  SendMessagesInThreads: 1n << 38n,
};

const MEMBER = [
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
  'UseApplicationCommands',
  'CreatePublicThreads',
  'SendMessagesInThreads',
];

export function bitsFor(names: Iterable<string>): bigint {
  let bits = 0n;
  for (const name of names) bits |= PERMISSIONS[name] ?? 0n;
  return bits;
}

/** What everybody may do in the guild, as a decimal string. */
export const EVERYONE = bitsFor(MEMBER).toString();

/** What the bot may do, as a decimal string. It could ring everybody, so that a bot which forgets to prevent it is found out. */
export const BOT = bitsFor([...MEMBER, 'MentionEveryone']).toString();

export function permissionsOf(person: Person): string {
  return person.admin ? ((1n << 53n) - 1n).toString() : EVERYONE;
}

/** Refuses the call with 50001 when the bot cannot see the channel, with 50013 when it lacks another permission. */
export function demand(world: World, channel: Channel, ...names: string[]): void {
  const denied = world.denied.get(channel.parent_id ?? channel.id);
  if (!denied || channel.type === ChannelType.direct) return;
  if (denied.has('ViewChannel')) throw refusal(50001);
  if (names.some((name) => denied.has(name))) throw refusal(50013);
}

/** Without this permission a list of messages is empty instead of refused, so that a bot that looks for its own finds nothing. */
export function mayReadHistory(world: World, channel: Channel): boolean {
  return !world.denied.get(channel.parent_id ?? channel.id)?.has('ReadMessageHistory');
}
