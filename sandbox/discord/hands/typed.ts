import { permissionsOf } from '../permissions.ts';
import { OptionType } from '../rules/command-options.ts';
import { lengthOf } from '../rules/length.ts';
import { ChannelType } from '../codes.ts';
import type { Choice, Command, CommandOption } from '../shapes.ts';
import type { Interaction, Person, World } from '../world.ts';
import { channelNamed } from './look.ts';
import { menuTarget } from './menu.ts';
import { idFor, resolvedFor } from './resolve.ts';

/** A slash command as a person types it. */
export interface Typed {
  user: string;
  channel: string;
  name: string;
  group?: string;
  subcommand?: string;
  options?: Readonly<Record<string, string | number | boolean>>;
  /** Message id, or id or name of a user: what a command of a context menu is opened on. */
  target?: string;
}

interface Entry {
  name: string;
  type: number;
  value?: string | number | boolean;
  focused?: boolean;
  options?: Entry[];
}

const SLASH = 1;
const USER = 6;
const MENTIONABLE = 9;

/** A command on its way: the `data` of its interaction, and what the stand-in keeps besides. */
export interface Sent {
  data: Record<string, unknown>;
  origin: Pick<Interaction, 'fromMenu' | 'offersFor'>;
}

/** Throws what Discord's client would not let a person send. */
export function commandSent(world: World, person: Person, typed: Typed, focused?: string): Sent {
  const command = commandNamed(world, person, typed);
  const base = {
    id: command.id,
    name: command.name,
    type: command.type,
    ...(command.guild_id ? { guild_id: command.guild_id } : {}),
  };
  if (command.type !== SLASH)
    return { data: { ...base, ...menuTarget(world, command, typed) }, origin: { fromMenu: true } };
  const path = [typed.group, typed.subcommand].filter((name) => name !== undefined);
  let declared = command.options ?? [];
  const nested: Entry[] = [];
  for (const name of path) {
    const option = declared.find((one) => one.name === name && one.type <= 2);
    if (!option) throw new Error(`/${command.name} has no ${name}`);
    nested.push({ name, type: option.type });
    declared = option.options ?? [];
  }
  if (declared.some(({ type }) => type <= 2)) throw new Error(`/${command.name} needs a subcommand`);
  const entries = entriesFor(world, command, declared, typed.options ?? {}, focused);
  const options = nested.reduceRight<Entry[]>((inner, entry) => [{ ...entry, options: inner }], entries);
  const ids = entries.flatMap(({ type, value }) => (type >= USER && type <= MENTIONABLE ? [String(value)] : []));
  const resolved = ids.length > 0 ? { resolved: resolvedFor(world, ids) } : {};
  const offersFor = declared.find(({ name }) => name === focused)?.type;
  return { data: { ...base, options, ...resolved }, origin: offersFor === undefined ? {} : { offersFor } };
}

function commandNamed(world: World, person: Person, typed: Typed): Command {
  const direct = channelNamed(world, typed.channel).type === ChannelType.direct;
  const reachable = [...(direct ? [] : world.commands.guild), ...world.commands.global];
  const isMeant = ({ type }: Command): boolean => (type === SLASH) === (typed.target === undefined);
  const command = reachable.find((one) => one.name === typed.name && isMeant(one));
  if (!command) throw new Error(`There is no command ${typed.name}`);
  const context = direct ? 1 : 0;
  if (command.contexts && !command.contexts.includes(context)) throw new Error(`/${typed.name} cannot be used here`);
  if (!mayUse(person, command)) throw new Error(`/${typed.name} is not for ${person.user.global_name}`);
  return command;
}

/** `"0"` is for admins alone; otherwise the person must hold every bit. */
function mayUse(person: Person, command: Command): boolean {
  const needed = command.default_member_permissions;
  if (needed === null || person.admin) return true;
  return needed !== '0' && (BigInt(needed) & BigInt(permissionsOf(person))) === BigInt(needed);
}

function entriesFor(
  world: World,
  command: Command,
  declared: readonly CommandOption[],
  given: Readonly<Record<string, string | number | boolean>>,
  focused: string | undefined,
): Entry[] {
  for (const name of Object.keys(given)) {
    if (!declared.some((option) => option.name === name)) throw new Error(`/${command.name} has no option ${name}`);
  }
  return declared.flatMap((option) => {
    const value = given[option.name];
    if (option.name === focused) {
      if (!option.autocomplete) throw new Error(`/${command.name} ${focused} offers nothing`);
      return [{ name: option.name, type: option.type, value: String(value ?? ''), focused: true }];
    }
    if (value === undefined) {
      if (option.required && focused === undefined) throw new Error(`/${command.name} needs ${option.name}`);
      return [];
    }
    if (focused === undefined) demandFits(command, option, value);
    const id = idFor(world, { option: option.type }, String(value));
    return [{ name: option.name, type: option.type, value: id ?? chosen(option, value) }];
  });
}

function chosen(option: CommandOption, value: string | number | boolean): string | number | boolean {
  const choice = option.choices?.find((one: Choice) => one.name === value);
  return choice ? choice.value : value;
}

function demandFits(command: Command, option: CommandOption, value: string | number | boolean): void {
  const name = `/${command.name} ${option.name}`;
  const numeric = option.type === OptionType.whole || option.type === OptionType.number;
  if (numeric && typeof value !== 'number') throw new Error(`${name} is a number`);
  if (option.type === OptionType.whole && !Number.isInteger(value)) throw new Error(`${name} is a whole number`);
  if (option.type === OptionType.boolean && typeof value !== 'boolean') throw new Error(`${name} is true or false`);
  if (option.type === OptionType.text && typeof value !== 'string') throw new Error(`${name} is text`);
  if (
    typeof value === 'number' &&
    (value < (option.min_value ?? -Infinity) || value > (option.max_value ?? Infinity))
  ) {
    throw new Error(`${name} is out of bounds`);
  }
  if (option.type === OptionType.text && lengthOf(String(value)) > (option.max_length ?? 6000))
    throw new Error(`${name} is too long`);
  if (option.type === OptionType.text && lengthOf(String(value)) < (option.min_length ?? 0))
    throw new Error(`${name} is too short`);
  const choices = option.choices ?? [];
  if (choices.length > 0 && !choices.some((one) => one.value === value || one.name === value)) {
    throw new Error(`${name} has no choice ${value}`);
  }
}
