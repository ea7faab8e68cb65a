import {
  type APIGuild,
  type APIGuildMember,
  type APIOverwrite,
  OverwriteType,
  PermissionFlagsBits as Bits,
} from 'discord.js';

/** What the bot needs in a channel, and what does not work without it. */
export const NEEDED = [
  { name: 'View Channel', bit: Bits.ViewChannel, vital: true },
  { name: 'Send Messages', bit: Bits.SendMessages, vital: true },
  { name: 'Read Message History', bit: Bits.ReadMessageHistory, vital: true },
  { name: 'Create Public Threads', bit: Bits.CreatePublicThreads, vital: false },
  { name: 'Send Messages in Threads', bit: Bits.SendMessagesInThreads, vital: false },
] as const;

/** All of it, as the number in an invitation. */
export const INVITED = NEEDED.reduce((bits, { bit }) => bits | bit, 0n);

/** What a member may do in a channel: the roles of the server, then what the channel says of everyone, roles and members. */
export function permissionsIn(
  guild: Pick<APIGuild, 'id' | 'roles'>,
  member: Pick<APIGuildMember, 'roles' | 'user'>,
  overwrites: readonly APIOverwrite[],
): bigint {
  const roles = guild.roles.filter(({ id }) => id === guild.id || member.roles.includes(id));
  const base = roles.reduce((bits, { permissions }) => bits | BigInt(permissions), 0n);
  if (base & Bits.Administrator) return ~0n;
  const everyone = overwrites.filter(({ id }) => id === guild.id);
  const byRole = overwrites.filter(
    ({ id, type }) => type === OverwriteType.Role && id !== guild.id && member.roles.includes(id),
  );
  const own = overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === member.user.id);
  return [everyone, byRole, own].reduce(overwritten, base);
}

function overwritten(bits: bigint, layer: readonly APIOverwrite[]): bigint {
  const denied = layer.reduce((all, { deny }) => all | BigInt(deny), 0n);
  const allowed = layer.reduce((all, { allow }) => all | BigInt(allow), 0n);
  return (bits & ~denied) | allowed;
}
