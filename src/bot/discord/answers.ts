import { type Card, plainCard } from '../../desk/card.ts';
import type { Form } from '../../desk/form.ts';
import type { Line } from '../../desk/text.ts';
import type { Answer } from '../contract.ts';
import { inRows, yesButton } from './buttons.ts';
import { type MessageBody, renderCard, renderSaid } from './render.ts';
import { markFor } from './signs.ts';

/** What was asked may well be done, so that this must not say that it is not. */
export const UNSHOWN: Answer = {
  is: 'said',
  line: ['Discord would not show the answer. The card tells how things stand now.'],
};

/** A press with this verb shows the form of its token again. */
const AGAIN = 'again';

export const FAILED: Answer = {
  is: 'said',
  line: ['Something went wrong here, and nothing was saved. Please try again in a moment.'],
};

/** Marks what is done with once it is answered: a question, a list of mistakes. */
export const PASSING = markFor('passing');

/** The mark of a message that shows this card to the presser alone. */
export function markOf({ ref }: Pick<Card, 'ref'>): number {
  return markFor(`card ${ref}`);
}

/** The answer as a message; a form then stands behind a button, since Discord opens one only at once and never after another. */
export function renderAnswer(answer: Answer): MessageBody {
  switch (answer.is) {
    case 'said':
      return renderSaid(answer.line);
    case 'card':
      return renderCard(answer.card, { mark: markOf(answer.card) });
    case 'form':
      return formNote(answer.form, answer.form.intro ? [answer.form.intro] : [], 'Continue');
    case 'mistakes':
      return formNote(answer.form, mistakeLines(answer.form, answer.mistakes), 'Edit again');
  }
}

/** The question of a button that asks first, with the button that says yes. */
export function renderQuestion(question: string, yes: { id: string; label: string }): MessageBody {
  const body = renderCard(plainCard({ title: '', lines: [[question]] }), { mark: PASSING });
  return { ...body, components: [...body.components, ...inRows([yesButton(yes.id, yes.label)])] };
}

function formNote(form: Form, lines: readonly Line[], label: string): MessageBody {
  const action = { verb: AGAIN, label, style: 'primary', with: form.token } as const;
  return renderCard(plainCard({ title: form.title, lines, actions: [action] }), { mark: PASSING });
}

function mistakeLines(form: Form, mistakes: Readonly<Record<string, string>>): Line[] {
  return Object.entries(mistakes).map(([id, sentence]) => {
    const field = form.fields.find((one) => one.id === id);
    return field ? [{ bold: field.label }, ': ', sentence] : [sentence];
  });
}
