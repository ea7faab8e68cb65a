import type { Choice } from '../desk/form.ts';
import { cut, oneLine } from '../desk/text.ts';

export type Match = { is: 'one'; choice: Choice } | { is: 'none' | 'many'; sentence: string };

/** The choice that typed words mean: by its id, by its whole label, or as the only one that contains them. */
export function matchChoice(typed: string, choices: readonly Choice[]): Match {
  const words = oneLine(typed).toLowerCase();
  if (words === '') return { is: 'none', sentence: 'Choose one.' };
  const exact =
    choices.find((choice) => choice.id === typed) ?? choices.find((choice) => choice.label.toLowerCase() === words);
  if (exact) return { is: 'one', choice: exact };
  const found = choices.filter((choice) => choice.label.toLowerCase().includes(words));
  const [only] = found;
  if (only && found.length === 1) return { is: 'one', choice: only };
  if (!only) return { is: 'none', sentence: `Nothing is called "${cut(oneLine(typed), 40)}".` };
  const names = found.slice(0, 3).map((choice) => choice.label);
  return {
    is: 'many',
    sentence: cut(
      `${found.length} match: ${names.join(', ')}${found.length > 3 ? ', …' : ''}. Type more of the name.`,
      140,
    ),
  };
}

/** What to offer while somebody types: what begins with it, then what contains it. */
export function suggest(typed: string, choices: readonly Choice[], most: number): Choice[] {
  const words = oneLine(typed).toLowerCase();
  const begins = choices.filter((choice) => choice.label.toLowerCase().startsWith(words));
  const contains = choices.filter((choice) => !begins.includes(choice) && choice.label.toLowerCase().includes(words));
  return [...begins, ...contains].slice(0, most);
}
