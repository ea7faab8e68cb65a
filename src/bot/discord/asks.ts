import type { BaseInteraction, ChatInputCommandInteraction, ModalSubmitInteraction } from 'discord.js';
import { type Destination, directMessage } from '../../desk/destination.ts';
import type { Ask } from '../contract.ts';
import { parseForm, readForm } from './form.ts';

const PLATFORM = 'discord';

/** Where it happened: the channel, also for its threads, or the presser's own direct messages. */
export function placeOf(interaction: BaseInteraction): Destination {
  if (interaction.guildId === null) return directMessage(PLATFORM, interaction.user.id);
  const { channel } = interaction;
  const id = channel?.isThread() ? channel.parentId : interaction.channelId;
  return `${PLATFORM}:${id ?? interaction.channelId}`;
}

export function askOfCommand({ commandName, options }: ChatInputCommandInteraction): Ask {
  const subcommand = options.getSubcommand(false) ?? undefined;
  const given = subcommand === undefined ? options.data : (options.data[0]?.options ?? []);
  const argument = given[0]?.value;
  return {
    is: 'command',
    name: commandName,
    ...(subcommand === undefined ? {} : { subcommand }),
    ...(argument === undefined ? {} : { argument: String(argument) }),
  };
}

/** Undefined for a form that is none of ours. */
export function askOfForm({ customId, fields }: ModalSubmitInteraction): Ask | undefined {
  const form = parseForm(customId);
  return form && { is: 'submit', ...form, filled: readForm(fields.fields.values()) };
}
