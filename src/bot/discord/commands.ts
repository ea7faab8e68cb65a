import {
  type APIApplicationCommand,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type REST,
  type RESTPostAPIApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';
import type { ArgumentSpec, CommandSpec } from '../contract.ts';
import { label } from './escape.ts';
import { COMMAND_DESCRIPTION } from './limits.ts';

interface Registered {
  type?: ApplicationCommandType | undefined;
  name: string;
  description?: string | undefined;
  options?: readonly APIApplicationCommandOption[] | undefined;
}

export interface CommandPlace {
  application: string;
  guild: string;
}

/** The commands as Discord wants them. A command with subcommands has no argument of its own there. */
function renderCommands(specs: readonly CommandSpec[]): RESTPostAPIApplicationCommandsJSONBody[] {
  return specs.map((spec) => (spec.label === undefined ? typed(spec) : onMessage(spec.label)));
}

/** In the menu of a message; such a command has no description. */
function onMessage(label: string): RESTPostAPIApplicationCommandsJSONBody {
  return { type: ApplicationCommandType.Message, name: label };
}

function typed(spec: CommandSpec): RESTPostAPIApplicationCommandsJSONBody {
  return {
    type: ApplicationCommandType.ChatInput,
    name: spec.name,
    description: described(spec.description, spec.name),
    options: spec.subcommands ? spec.subcommands.map(subcommand) : argumentsOf(spec.argument),
  };
}

/** Makes the guild's commands equal to the specs; Discord is asked first, since each change is counted. */
export async function registerCommands(
  rest: REST,
  place: CommandPlace,
  specs: readonly CommandSpec[],
): Promise<'unchanged' | 'registered'> {
  if (await areRegistered(rest, place, specs)) return 'unchanged';
  const body = renderCommands(specs);
  await rest.put(Routes.applicationGuildCommands(place.application, place.guild), { body });
  return 'registered';
}

export async function areRegistered(rest: REST, place: CommandPlace, specs: readonly CommandSpec[]): Promise<boolean> {
  const route = Routes.applicationGuildCommands(place.application, place.guild);
  const present = (await rest.get(route)) as APIApplicationCommand[];
  return fingerprint(present) === fingerprint(renderCommands(specs));
}

/** For whose choices an argument asks, by the command and subcommand that were typed. */
export function choicesFor(
  specs: readonly CommandSpec[],
  typed: { name: string; subcommand: string | undefined },
): string | undefined {
  const spec = specs.find(({ name }) => name === typed.name);
  if (typed.subcommand === undefined) return spec?.argument?.among;
  return spec?.subcommands?.find(({ name }) => name === typed.subcommand)?.argument?.among;
}

function subcommand(spec: NonNullable<CommandSpec['subcommands']>[number]): APIApplicationCommandOption {
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name: spec.name,
    description: described(spec.description, spec.name),
    options: argumentsOf(spec.argument),
  };
}

function argumentsOf(spec: ArgumentSpec | undefined): APIApplicationCommandBasicOption[] {
  if (!spec) return [];
  const description = described(spec.description, spec.name);
  const base = { type: ApplicationCommandOptionType.String, name: spec.name, description } as const;
  return [{ ...base, required: spec.required, autocomplete: spec.among !== undefined }];
}

function described(description: string, name: string): string {
  return label(description, COMMAND_DESCRIPTION) || name;
}

/** What we say of commands, without what Discord adds to them and what it leaves out because it is the default. */
function fingerprint(commands: readonly Registered[]): string {
  const known = commands.map(({ type, name, description, options }) => ({
    type: type ?? ApplicationCommandType.ChatInput,
    name,
    description: description ?? '',
    options: optionsPrint(options),
  }));
  return JSON.stringify(known.toSorted((left, right) => left.name.localeCompare(right.name)));
}

function optionsPrint(options: readonly APIApplicationCommandOption[] | undefined): object[] {
  return (options ?? []).map((option) => ({
    type: option.type,
    name: option.name,
    description: option.description,
    required: 'required' in option ? (option.required ?? false) : false,
    autocomplete: 'autocomplete' in option ? (option.autocomplete ?? false) : false,
    options: 'options' in option ? optionsPrint(option.options) : [],
  }));
}
