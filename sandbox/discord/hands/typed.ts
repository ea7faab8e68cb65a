import { permissionsOf } from '../permissions.ts';
import { lengthOf } from '../rules/length.ts';
import { ChannelType } from '../codes.ts';
import type { Choice, Command, CommandOption } from '../shapes.ts';
import type { Person, World } from '../world.ts';
import { resolvedFor } from './resolve.ts';
import { channelNamed } from './look.ts';

/** A slash command as a person types it. */
export interface Typed {
  user: string;
  channel: string;
  name: string;
  group?: string;
  subcommand?: string;
  options?: Readonly<Record<string, string | number | boolean>>;
  /** User or message id, for a command of a context menu. */
  target?: string;
}

interface Entry {
  name: string;
  type: number;
  value?: string | number | boolean;
  focused?: boolean;
  options?: Entry[];
}

const STRING = 3;
const INTEGER = 4;
const BOOLEAN = 5;
const NUMBER = 10;

/** The command's `data`; throws what Discord's client would not let a person send. */
export function commandData(world: World, person: Person, typed: Typed, focused?: string): Record<string, unknown> {
  const command = commandNamed(world, person, typed);
  const base = {
    id: command.id,
    name: command.name,
    type: command.type,
    ...(command.guild_id ? { guild_id: command.guild_id } : {}),
  };
  if (command.type !== 1) return { ...base, ...targetData(world, typed) };
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
  const entries = entriesFor(command, declared, typed.options ?? {}, focused);
  const options = nested.reduceRight<Entry[]>((inner, entry) => [{ ...entry, options: inner }], entries);
  const ids = entries.flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  const resolved = declared.some(({ type }) => type >= 6 && type <= 9) ? { resolved: resolvedFor(world, ids) } : {};
  return { ...base, options, ...resolved };
}

function commandNamed(world: World, person: Person, typed: Typed): Command {
  const direct = channelNamed(world, typed.channel).type === ChannelType.direct;
  const reachable = [...(direct ? [] : world.commands.guild), ...world.commands.global];
  const command = reachable.find(({ name }) => name === typed.name);
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

function targetData(world: World, { target = '' }: Typed): Record<string, unknown> {
  const post = [...world.posts.values()].flat().find(({ message }) => message.id === target);
  const messages = post ? { messages: { [target]: post.message } } : {};
  return { target_id: target, resolved: { ...resolvedFor(world, [target]), ...messages } };
}

function entriesFor(
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
    return [{ name: option.name, type: option.type, value: chosen(option, value) }];
  });
}

function chosen(option: CommandOption, value: string | number | boolean): string | number | boolean {
  const choice = option.choices?.find((one: Choice) => one.name === value);
  return choice ? choice.value : value;
}

function demandFits(command: Command, option: CommandOption, value: string | number | boolean): void {
  const name = `/${command.name} ${option.name}`;
  const numeric = option.type === INTEGER || option.type === NUMBER;
  if (numeric && typeof value !== 'number') throw new Error(`${name} is a number`);
  if (option.type === INTEGER && !Number.isInteger(value)) throw new Error(`${name} is a whole number`);
  if (option.type === BOOLEAN && typeof value !== 'boolean') throw new Error(`${name} is true or false`);
  if (option.type === STRING && typeof value !== 'string') throw new Error(`${name} is text`);
  if (
    typeof value === 'number' &&
    (value < (option.min_value ?? -Infinity) || value > (option.max_value ?? Infinity))
  ) {
    throw new Error(`${name} is out of bounds`);
  }
  if (option.type === STRING && lengthOf(String(value)) > (option.max_length ?? 6000))
    throw new Error(`${name} is too long`);
  if (option.type === STRING && lengthOf(String(value)) < (option.min_length ?? 0))
    throw new Error(`${name} is too short`);
  const choices = option.choices ?? [];
  if (choices.length > 0 && !choices.some((one) => one.value === value || one.name === value)) {
    throw new Error(`${name} has no choice ${value}`);
  }
}
