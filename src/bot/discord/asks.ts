import {
  type APIMessageComponent,
  type BaseInteraction,
  type ChatInputCommandInteraction,
  ComponentType,
  type Message,
  type MessageContextMenuCommandInteraction,
  type ModalSubmitInteraction,
} from 'discord.js';
import { type Destination, directMessage } from '../../desk/destination.ts';
import type { Ask, CommandSpec } from '../contract.ts';
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

/** What somebody chose in the menu of a message; undefined for what is none of ours. */
export function askOfMessage(
  { commandName, targetMessage: message }: MessageContextMenuCommandInteraction,
  specs: readonly CommandSpec[],
): Ask | undefined {
  const name = specs.find(({ label }) => label === commandName)?.name;
  if (name === undefined) return undefined;
  const { author, createdTimestamp: at } = message;
  return { is: 'message', name, message: { text: wordsOf(message), author: author.displayName, at } };
}

/** Of an app's card, what its parts say. */
function wordsOf({ content, embeds, components }: Message): string {
  if (content !== '') return content;
  const shown = embeds.flatMap(({ title, description }) => [title, description]);
  return [...shown, ...components.flatMap((one) => textsIn(one.toJSON()))].filter(Boolean).join('\n');
}

function textsIn(part: APIMessageComponent): string[] {
  if (part.type === ComponentType.TextDisplay) return [part.content];
  return 'components' in part ? part.components.flatMap((one) => textsIn(one)) : [];
}

/** Undefined for a form that is none of ours. */
export function askOfForm({ customId, fields }: ModalSubmitInteraction): Ask | undefined {
  const form = parseForm(customId);
  return form && { is: 'submit', ...form, filled: readForm(fields.fields.values()) };
}
