import { state } from '../state.js';

/** @import { DiscordOption } from './wire.d.ts' */

export const SUBCOMMAND = 1;
const GROUP = 2;
const INTEGER = 4;
export const BOOLEAN = 5;
const NUMBER = 10;

/** Commands of one kind: 1 are those with a slash, 3 those of a message's menu. @param {number} type */
export function commandsOf(type) {
  return (state.pictures.discord?.commands ?? []).filter((one) => (one.type ?? 1) === type);
}

/** One option as it stands in the line, from `at` on. @typedef {{ option: DiscordOption, text: string, at: number }} Given */

/**
 * A typed line taken apart by what the bot registered. What stands before the first `name:` is for the first option.
 * @param {string} line
 */
export function parse(line) {
  const [head = '', name = ''] = /^\/(\S*)\s*/.exec(line) ?? [];
  const command = commandsOf(1).find((one) => one.name === name);
  let at = head.length;
  let declared = command?.options ?? [];
  const path = /** @type {DiscordOption[]} */ ([]);
  for (;;) {
    const [found = '', word = ''] = /^(\S+)\s*/.exec(line.slice(at)) ?? [];
    const inner = declared.find((one) => one.type <= GROUP && one.name === word);
    if (inner === undefined) break;
    path.push(inner);
    at += found.length;
    declared = inner.options ?? [];
  }
  const isWhole = command !== undefined && declared.every(({ type }) => type > GROUP);
  return {
    name,
    command,
    group: path.find(({ type }) => type === GROUP)?.name,
    subcommand: path.find(({ type }) => type === SUBCOMMAND)?.name,
    declared,
    /** Command and subcommand are written, and a blank behind them. */
    isReady: isWhole && /\s$/.test(line.slice(0, at)),
    isWhole,
    given: isWhole ? givenIn(line, at, declared) : [],
  };
}

/**
 * @param {string} line
 * @param {number} from
 * @param {DiscordOption[]} declared
 * @returns {Given[]}
 */
function givenIn(line, from, declared) {
  const rest = line.slice(from);
  const names = declared.map((one) => one.name).join('|');
  const marks = names === '' ? [] : [...rest.matchAll(new RegExp(`(?<=^|\\s)(${names}):`, 'g'))];
  const given = /** @type {Given[]} */ ([]);
  const loose = rest.slice(0, marks[0]?.index ?? rest.length).trim();
  const first = declared[0];
  if (loose !== '' && first !== undefined) given.push({ option: first, text: loose, at: from });
  for (const [index, mark] of marks.entries()) {
    const option = declared.find((one) => one.name === mark[1]);
    const end = marks[index + 1]?.index ?? rest.length;
    const text = rest.slice(mark.index + mark[0].length, end).trim();
    if (option) given.push({ option, text, at: from + mark.index });
  }
  return given;
}

/**
 * People, channels and roles that an option of that kind may name.
 * @param {number} type of the option
 * @returns {{ name: string, value: string | number }[]}
 */
export function namesFor(type) {
  const { users = [], channels = [], roles = [] } = state.pictures.discord ?? {};
  const people = users.map(({ id, name }) => ({ name: `@${name}`, value: id }));
  const groups = roles.map(({ id, name }) => ({ name: `@${name.replace(/^@/, '')}`, value: id }));
  if (type === 6) return people;
  if (type === 7) return channels.map(({ id, name }) => ({ name: `#${name}`, value: id }));
  if (type === 8) return groups;
  return type === 9 ? [...people, ...groups] : [];
}

/**
 * An option's value in the type it was registered with.
 * @param {DiscordOption} option
 * @param {string} text
 */
export function valueOf({ type, choices = [] }, text) {
  const known = [...choices, ...namesFor(type)].find((one) => one.name === text);
  if (known !== undefined) return known.value;
  if (type === INTEGER || type === NUMBER) return Number(text);
  return type === BOOLEAN && /^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : text;
}
