import type { Choice } from '../../desk/form.ts';
import { oneLine } from '../../desk/text.ts';
import { type Match, matchChoice, suggest } from '../match.ts';

/** Quotation marks as phones write them. */
const QUOTES = /[“”„«»]/gu;

/** What was typed to narrow a list: words by themselves, and those behind `client:` and the like, as they were grouped by quotes. */
export interface Typed {
  loose: string[];
  named: ReadonlyMap<string, readonly string[]>;
}

/** Takes what was typed apart. A quoted name is one word; what follows it stands by itself. */
export function wordsApart(typed: string, keys: readonly string[]): Typed {
  const parts = oneLine(typed.replaceAll(QUOTES, '"')).split(
    new RegExp(String.raw`(?<![^\s])(${keys.join('|')}):`, 'iu'),
  );
  const [before = '', ...rest] = parts;
  const loose = split(before);
  const named = new Map<string, readonly string[]>();
  for (let index = 0; index < rest.length; index += 2) {
    const quoted = /^\s*"([^"]*)"?(.*)$/u.exec(rest[index + 1] ?? '');
    named.set((rest[index] ?? '').toLowerCase(), quoted ? [quoted[1] ?? ''] : split(rest[index + 1] ?? ''));
    loose.push(...split(quoted?.[2] ?? ''));
  }
  return { loose, named };
}

function split(text: string): string[] {
  return text.split(/[\s"]+/u).filter((word) => word !== '');
}

/** The name with which the words begin: as many of them as mean one choice. What follows it stands by itself. */
export function nameIn(
  words: readonly string[],
  names: readonly string[],
  isFilter: (word: string) => boolean,
): { match: Match; rest: readonly string[] } {
  const choices = asChoices(names);
  let many: { match: Match; rest: readonly string[] } | undefined;
  for (let count = words.length; count > 0; count -= 1) {
    const found = { match: matchChoice(words.slice(0, count).join(' '), choices), rest: words.slice(count) };
    if (found.match.is === 'one') return found;
    if (found.match.is === 'many') many ??= found;
  }
  if (many) return many;
  const end = words.findLastIndex((word) => !isFilter(word)) + 1;
  return { match: matchChoice(words.slice(0, end).join(' '), choices), rest: words.slice(end) };
}

export function asChoices(names: readonly string[]): Choice[] {
  return names.map((name) => ({ id: name, label: name }));
}

/** Free words as part of a button's word, which dots and tildes divide. */
export function packWords(words: string): string {
  return encodeURIComponent(words.toWellFormed()).replaceAll('.', '%2E').replaceAll('~', '%7E');
}

export function unpackWords(packed: string): string | undefined {
  try {
    return decodeURIComponent(packed);
  } catch {
    return undefined;
  }
}

/** As many letters as a button can hold: fewer find the same, and perhaps more. */
export function shorten(words: string, fits: (words: string) => boolean): string {
  const letters = Array.from(oneLine(words).toWellFormed());
  for (let count = letters.length; count > 0; count -= 1) {
    const short = letters.slice(0, count).join('').trim();
    if (fits(short)) return short;
  }
  return '';
}

/** What to offer while somebody types words that combine: what continues all of it, else what continues its end. */
export function suggestWords(typed: string, choices: readonly Choice[], most: number): Choice[] {
  const whole = suggest(typed, choices, most);
  if (whole.length > 0) return whole;
  const words = typed.trimStart().split(' ');
  for (let count = 1; count < words.length; count += 1) {
    const before = words.slice(0, count).join(' ');
    const after = words.slice(count).join(' ').toLowerCase();
    const found = choices.filter(({ label }) => label.toLowerCase().startsWith(after) && !before.includes(label));
    if (found.length > 0)
      return found.slice(0, most).map(({ label }) => ({ id: `${before} ${label}`, label: `${before} ${label}` }));
  }
  return [];
}
