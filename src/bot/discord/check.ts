import {
  type APIChannel,
  type APIGuild,
  type APIGuildMember,
  type APIUser,
  ChannelType,
  type REST,
  Routes,
} from 'discord.js';
import type { Check } from '../../desk/check.ts';
import { addressOf, type Destination, directAccount } from '../../desk/destination.ts';
import type { CommandSpec } from '../contract.ts';
import { areRegistered } from './commands.ts';
import { INVITED, NEEDED, permissionsIn } from './permissions.ts';
import type { Environment } from './schema.ts';
import { isUnauthorized, TOKEN_REFUSED, troubleFor } from './trouble.ts';

interface Standing {
  rest: REST;
  guild: APIGuild;
  member: APIGuildMember;
}

/** Token, server, channels and commands, each with its mend. `commands` are those that should be there, if that is known. */
export async function checkDiscord(
  rest: REST,
  environment: Environment,
  { destinations, commands }: { destinations: readonly Destination[]; commands: readonly CommandSpec[] | undefined },
): Promise<Check[]> {
  const guildId = environment.DISCORD_GUILD_ID;
  const what = 'Discord';
  let bot: APIUser;
  try {
    bot = (await rest.setToken(environment.DISCORD_TOKEN).get(Routes.user())) as APIUser;
  } catch (error) {
    const mend = isUnauthorized(error)
      ? TOKEN_REFUSED
      : 'Check that this machine reaches discord.com over https, and see discordstatus.com.';
    return [{ what, state: 'bad', says: sentence(error), mend }];
  }
  const checks: Check[] = [{ what, state: 'good', says: `The token belongs to ${bot.username}.` }];
  try {
    const guild = (await rest.get(Routes.guild(guildId))) as APIGuild;
    const member = (await rest.get(Routes.guildMember(guildId, bot.id))) as APIGuildMember;
    checks.push({ what: 'Discord server', state: 'good', says: `The bot is in ${guild.name}.` });
    const channels = [...new Set(destinations)].filter((one) => directAccount(one) === undefined);
    for (const destination of channels) checks.push(await checkChannel({ rest, guild, member }, destination));
    if (commands) checks.push(await checkCommands(rest, { application: bot.id, guild: guildId }, commands));
  } catch (error) {
    const mend = `Invite the bot with ${invitation(bot.id, guildId)} and check DISCORD_GUILD_ID.`;
    checks.push({ what: 'Discord server', state: 'bad', says: sentence(error), mend });
  }
  return checks;
}

async function checkChannel({ rest, guild, member }: Standing, destination: Destination): Promise<Check> {
  const what = `Discord channel ${addressOf(destination)}`;
  try {
    const channel = await textChannel(rest, addressOf(destination));
    if (!('guild_id' in channel) || channel.guild_id !== guild.id) {
      return {
        what,
        state: 'bad',
        says: 'The channel is in another server.',
        mend: `Choose a channel of ${guild.name}.`,
      };
    }
    const overwrites = 'permission_overwrites' in channel ? (channel.permission_overwrites ?? []) : [];
    const bits = permissionsIn(guild, member, overwrites);
    const missing = NEEDED.filter(({ bit }) => (bits & bit) === 0n);
    const name = `#${channel.name}`;
    if (missing.length === 0) return { what, state: 'good', says: `The bot can work in ${name}.` };
    const names = missing.map((one) => one.name).join(', ');
    return {
      what,
      state: missing.some(({ vital }) => vital) ? 'bad' : 'warning',
      says: `In ${name} the bot may not: ${names}.`,
      mend: `In Discord: ${name} > Edit Channel > Permissions, allow the bot's role ${names}.`,
    };
  } catch (error) {
    const mend = 'Choose a channel that exists and that the bot may see, or give its role View Channel there.';
    return { what, state: 'bad', says: sentence(error), mend };
  }
}

/** The channel, or the one that a thread belongs to. */
async function textChannel(rest: REST, id: string): Promise<APIChannel> {
  const channel = (await rest.get(Routes.channel(id))) as APIChannel;
  const isThread = channel.type === ChannelType.PublicThread || channel.type === ChannelType.PrivateThread;
  return isThread && channel.parent_id ? ((await rest.get(Routes.channel(channel.parent_id))) as APIChannel) : channel;
}

async function checkCommands(
  rest: REST,
  place: { application: string; guild: string },
  commands: readonly CommandSpec[],
): Promise<Check> {
  const what = 'Discord commands';
  const names = commands.map(({ name }) => `/${name}`).join(', ');
  const mend = `Invite the bot again with ${invitation(place.application, place.guild)}, then restart.`;
  try {
    if (await areRegistered(rest, place, commands)) return { what, state: 'good', says: `Registered: ${names}.` };
    return { what, state: 'bad', says: `Not registered as they should be: ${names}.`, mend };
  } catch (error) {
    return { what, state: 'bad', says: sentence(error), mend };
  }
}

function invitation(application: string, guild: string): string {
  const scope = 'bot+applications.commands';
  return `https://discord.com/oauth2/authorize?client_id=${application}&scope=${scope}&permissions=${INVITED}&guild_id=${guild}`;
}

function sentence(error: unknown): string {
  return troubleFor(error).message;
}
