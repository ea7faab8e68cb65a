import { state } from './state.js';

/** @import { DiscordCommand, DiscordOption } from './wire.d.ts' */
/** @import { Suggestion } from './suggestions.js' */

/** Until the bot has registered its own. @type {DiscordCommand[]} */
const KNOWN = [
  { name: 'alerts', description: 'What fails now' },
  { name: 'tickets', description: 'Open tickets' },
  { name: 'log-time', description: 'Log time' },
  { name: 'desk', description: 'Deskbell itself' },
];

const SUBCOMMAND = 1;
const INTEGER = 4;
const BOOLEAN = 5;
const NUMBER = 10;

function commands() {
  const registered = state.pictures.discord?.commands ?? [];
  return registered.length > 0 ? registered : KNOWN;
}

/**
 * A typed line taken apart by what the bot registered: command, subcommand, and the rest for the first option.
 * @param {string} text
 */
export function parse(text) {
  const [, name = '', rest = ''] = /^\/(\S*)\s*([\s\S]*)$/.exec(text.trimStart()) ?? [];
  const command = commands().find((one) => one.name === name);
  const [word = '', ...words] = rest.split(' ');
  const subcommand = command?.options?.find((one) => one.type === SUBCOMMAND && one.name === word);
  const option = (subcommand ?? command)?.options?.find((one) => one.type > 2);
  const argument = (subcommand ? words.join(' ') : rest).trim();
  return { name, command, subcommand: subcommand?.name, option, argument };
}

/**
 * The option's value in the type it was registered with.
 * @param {DiscordOption} option
 * @param {string} text
 */
export function valueOf(option, text) {
  if (option.type === INTEGER || option.type === NUMBER) return Number(text);
  return option.type === BOOLEAN ? text === 'true' : text;
}

/**
 * Commands and subcommands that begin like what was typed.
 * @param {string} text
 * @returns {Suggestion[]}
 */
export function matching(text) {
  if (!text.startsWith('/')) return [];
  const all = commands().flatMap((command) => {
    const inside = (command.options ?? []).filter((one) => one.type === SUBCOMMAND);
    const own =
      inside.length === 0 ? [{ words: `/${command.name}`, about: command.description, more: command.options }] : [];
    return [
      ...own,
      ...inside.map((one) => ({ words: `/${command.name} ${one.name}`, about: one.description, more: one.options })),
    ];
  });
  return all
    .filter(({ words }) => words.startsWith(text.trimEnd()) && words !== text.trimEnd())
    .map(({ words, about, more }) => ({ value: more?.length ? `${words} ` : words, label: words, hint: about }));
}
