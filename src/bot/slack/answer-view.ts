import type { ModalView } from '@slack/types';
import type { Filled } from '../../desk/form.ts';
import type { Line } from '../../desk/text.ts';
import type { Answer } from '../contract.ts';
import { formView, linesView } from './form.ts';
import { cardView } from './home.ts';
import type { Spot } from './spot.ts';

/** Any answer as a modal. */
export function viewFor(spot: Spot, answer: Answer, filled?: Filled): ModalView {
  const overHome = spot.view !== undefined;
  switch (answer.is) {
    case 'said':
      return linesView('Deskbell', [answer.line]);
    case 'card':
      return overHome ? cardView(answer.card) : linesView('Deskbell', [['It is in the chat, where only you see it.']]);
    case 'form':
      return formView(answer.form, spot.place, { overHome });
    case 'mistakes':
      return formView(answer.form, spot.place, { filled, overHome, notes: mistakeLines(answer.mistakes) });
  }
}

function mistakeLines(mistakes: Readonly<Record<string, string>>): Line[] {
  return Object.values(mistakes).map((sentence) => [{ bold: sentence }]);
}
