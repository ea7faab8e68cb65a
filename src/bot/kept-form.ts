import { type Action, plainCard } from '../desk/card.ts';
import type { Filled } from '../desk/form.ts';
import type { Answer } from './contract.ts';

/** Why a form was not taken, with every word of it and the way back into it. */
export function keptForm(
  sentence: string,
  { ref, verb, token, filled }: { ref: string; verb: string; token: string; filled: Filled },
  more: readonly Action[] = [],
): Answer {
  const typed = Object.values(filled)
    .filter((text) => text !== '')
    .join('\n');
  return {
    is: 'card',
    card: plainCard({
      ref,
      tone: 'high',
      title: sentence,
      lines: [['What you typed is kept for a day:']],
      ...(typed === '' ? {} : { quote: { text: typed, as: 'prose' as const, whole: true } }),
      actions: [{ verb, label: 'Open it again', with: token }, ...more],
    }),
  };
}
