import { act, actor, say } from '../state.js';
import { BOOLEAN, commandsOf, namesFor, parse, SUBCOMMAND, valueOf } from './typed.js';

/** @import { Suggestion } from '../suggestions.js' */
/** @import { DiscordOption } from './wire.d.ts' */
/** @import { Given } from './typed.js' */

/** What the bot meant by the words it offered, by option and words. @type {Map<string, string | number>} */
const meant = new Map();

/**
 * What may come next in the line: commands, then values for the option at its end, then the options that are left.
 * @param {string} line
 * @param {string} channel
 * @returns {Promise<Suggestion[]>}
 */
export async function discordSuggestions(line, channel) {
  if (!line.startsWith('/')) return [];
  const parsed = parse(line);
  if (!parsed.isReady) return matching(line);
  const { declared, given } = parsed;
  const last = given.at(-1) ?? firstOf(declared, line.length);
  const values = last === undefined ? [] : await valuesFor(last, line, channel);
  const open = values.filter(({ name }) => name !== last?.text);
  if (last !== undefined && given.length > 0 && open.length > 0 && open.length === values.length)
    return open.map(({ name }) => valueLine(line, last, name));
  const used = new Set(given.map(({ option }) => option.name));
  const left = declared.filter(({ name }) => !used.has(name));
  return [
    ...(given.length === 0 && last !== undefined ? open.map(({ name }) => valueLine(line, last, name)) : []),
    ...left.map(({ name, description, required }) => ({
      value: `${line.trimEnd()} ${name}:`,
      label: `${name}:`,
      hint: required ? `${description} (required)` : description,
    })),
  ];
}

/**
 * @param {DiscordOption[]} declared
 * @param {number} at
 * @returns {Given | undefined}
 */
function firstOf([option], at) {
  return option && { option, text: '', at };
}

/**
 * @param {string} line
 * @param {Given} given
 * @param {string} words
 * @returns {Suggestion}
 */
function valueLine(line, { option, at }, words) {
  return { value: `${line.slice(0, at)}${option.name}:${words}`, label: words };
}

/**
 * @param {Given} given
 * @param {string} line
 * @param {string} channel
 * @returns {Promise<{ name: string, value: string | number }[]>}
 */
async function valuesFor({ option, text }, line, channel) {
  if (option.autocomplete === true) return asked(option, text, line, channel);
  const known =
    option.type === BOOLEAN
      ? ['true', 'false'].map((name) => ({ name, value: name }))
      : [...(option.choices ?? []), ...namesFor(option.type)];
  const exact = known.some(({ name }) => name === text);
  return exact ? known : known.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()));
}

/**
 * @param {DiscordOption} option
 * @param {string} text
 * @param {string} line
 * @param {string} channel
 */
async function asked(option, text, line, channel) {
  const body = { ...bodyOf(line, channel), focused: option.name };
  const options = { ...body.options, [option.name]: text };
  const seen = await act('discord', 'discord/autocomplete', { ...body, options });
  const choices = /** @type {{ name: string, value: string | number }[]} */ (seen?.['choices'] ?? []);
  for (const { name, value } of choices) meant.set(`${option.name}\n${name}`, value);
  return choices;
}

/**
 * The line as a command for the stand-in's hands.
 * @param {string} line
 * @param {string} channel
 */
function bodyOf(line, channel) {
  const { name, group, subcommand, given } = parse(line);
  const options = given
    .filter(({ text }) => text !== '')
    .map(({ option, text }) => [option.name, meant.get(`${option.name}\n${text}`) ?? valueOf(option, text)]);
  return { user: actor()?.discord, channel, name, group, subcommand, options: Object.fromEntries(options) };
}

/**
 * @param {string} line
 * @param {string} channel
 * @returns {Promise<Record<string, any> | undefined>} what the person then sees
 */
export async function sendCommand(line, channel) {
  const { name, command } = parse(line);
  if (command !== undefined) return act('discord', 'discord/command', bodyOf(line, channel));
  say('discord', `Discord: there is no command /${name}.`);
  return undefined;
}

/**
 * The options of the command that is written.
 * @param {string} line
 */
export function discordHint(line) {
  const { command, isWhole, declared, subcommand, group } = parse(line);
  if (!isWhole || command === undefined) return '';
  const words = declared.map(({ name, required }) => (required ? name : `[${name}]`));
  return [`/${command.name}`, group, subcommand, ...words].filter(Boolean).join(' ');
}

/**
 * Commands, groups and subcommands that begin like what was typed.
 * @param {string} line
 * @returns {Suggestion[]}
 */
function matching(line) {
  const typed = line.trimEnd();
  return commandsOf(1)
    .flatMap(({ name, description, options }) => leaves(`/${name}`, description, options ?? []))
    .filter(({ label }) => label.startsWith(typed) && label !== typed);
}

/**
 * @param {string} words
 * @param {string} hint
 * @param {DiscordOption[]} options
 * @returns {Suggestion[]}
 */
function leaves(words, hint, options) {
  const inner = options.filter(({ type }) => type <= SUBCOMMAND + 1);
  if (inner.length > 0)
    return inner.flatMap((one) => leaves(`${words} ${one.name}`, one.description, one.options ?? []));
  return [{ value: options.length > 0 ? `${words} ` : words, label: words, hint }];
}
