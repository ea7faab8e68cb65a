import type { Answer, Presser } from '../../src/bot/contract.ts';
import type { Filled, Form } from '../../src/desk/form.ts';
import { CHANNEL } from '../desk/build.ts';
import { type Hands, said } from './desk.ts';

/** The form of an answer. */
export function formIn(answer: Answer): Form {
  if (answer.is !== 'form') throw new Error(`expected a form, got ${said(answer)}`);
  return answer.form;
}

/** Sends forms of one kind from one place. */
export function sender(
  { interactions }: Hands,
  form: string,
  place = CHANNEL,
): (who: Presser, token: string, filled: Filled) => Promise<Answer> {
  return (presser, token, filled) =>
    interactions.answer({ id: crypto.randomUUID(), presser, place, ask: { is: 'submit', form, token, filled } });
}
