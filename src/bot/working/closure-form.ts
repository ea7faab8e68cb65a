import { z } from 'zod';
import type { Action } from '../../desk/card.ts';
import { closureStand } from '../../desk/closure/closure.ts';
import { recordStep, sayUnsolved, skipStep, whyNotClosing, whyNotStep } from '../../desk/closure/command.ts';
import { isFormStep, skipFields, stepFields, stepSaid } from '../../desk/closure/form.ts';
import { ClosureStep, stepTitles } from '../../desk/closure/record.ts';
import type { DeskView } from '../../desk/decision.ts';
import type { Form } from '../../desk/form.ts';
import { clean, oneLine } from '../../desk/text.ts';
import type { Ticket } from '../../desk/ticket/ticket.ts';
import { keepDraft, keepTyped, readDraft } from '../../store/drafts.ts';
import { readFailing } from '../../store/failing.ts';
import { viewNow } from '../../store/view.ts';
import { changeClosure, closureAnswer } from './closure-change.ts';
import type { Answer } from '../contract.ts';
import { ticketHere } from '../here.ts';
import { keptForm } from '../kept-form.ts';
import { openAgain } from '../open-again.ts';
import { actorOf } from '../people.ts';
import { sourceAccount } from '../ticket/source-account.ts';
import { type Click, type Desk, personOf, type Press, said, type Submit, type Verb } from '../table.ts';

export const CLOSURE_STEP = 'closure-step';
export const CLOSURE_SKIP = 'closure-skip';
export const UNSOLVED = 'unsolved';

const Typed = z.record(z.string(), z.string()).optional();
const StepDraft = z.object({ about: z.string(), step: ClosureStep, filled: Typed });
type StepDraft = z.infer<typeof StepDraft>;

const OLD = 'This form is older than a day; press the button on the card again.';
const SAID_LIMIT = 1_000;
const LIST: Action = { verb: 'closure', label: 'Back to the list' };

/** Opens the form of one step, with what was recorded before. */
export const stepForm: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) => openStep(desk, press, draftOf(press, 'code')),
};

export const stepAgain = openAgain('technician', StepDraft, openStep);

/** Asks which step is left out, and why. */
export const skipForm: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) => openSkip(desk, press, draftOf(press, 'code')),
};

export const skipAgain = openAgain('technician', StepDraft, openSkip);

/** The step that a button names. */
function draftOf(press: Click, otherwise: ClosureStep): StepDraft {
  return { about: press.ask.ref, step: ClosureStep.safeParse(press.ask.with).data ?? otherwise };
}

async function openStep(desk: Desk, press: Press, draft: StepDraft, before?: string): Promise<Answer> {
  const found = await openTicket(desk, press, draft.about, draft.step);
  if ('sentence' in found) return said(found.sentence);
  const form = stepFormFor(await keepDraft(desk.store, draft, before), draft, found.ticket, found.view);
  return form ? { is: 'form', form } : closureAnswer(desk.store, draft.about);
}

async function openSkip(desk: Desk, press: Press, draft: StepDraft, before?: string): Promise<Answer> {
  const found = await openTicket(desk, press, draft.about);
  if ('sentence' in found) return said(found.sentence);
  const form = await skipFormFor(desk, await keepDraft(desk.store, draft, before), draft, found);
  return form ? { is: 'form', form } : closureAnswer(desk.store, draft.about, [['There is nothing to skip any more.']]);
}

interface Found {
  ticket: Ticket;
  view: DeskView;
}

async function openTicket(
  { store }: Desk,
  press: Press,
  ref: string,
  step?: ClosureStep,
): Promise<Found | { sentence: string }> {
  const ticket = await ticketHere(store, ref, press.place);
  if (typeof ticket === 'string') return { sentence: ticket };
  const view = await viewNow(store);
  const obstacle = step === undefined ? whyNotClosing(ticket, view) : whyNotStep(ticket, step, personOf(press), view);
  return obstacle === undefined ? { ticket, view } : { sentence: obstacle };
}

function stepFormFor(token: string, { step, filled }: StepDraft, ticket: Ticket, view: DeskView): Form | undefined {
  if (!isFormStep(step)) return undefined;
  const submit = step === 'sign-off' ? 'Sign off' : 'Save';
  return { id: CLOSURE_STEP, token, title: stepTitles[step], submit, fields: stepFields(step, ticket, filled, view) };
}

async function skipFormFor(
  { store }: Desk,
  token: string,
  { step, filled }: StepDraft,
  { ticket, view }: Found,
): Promise<Form | undefined> {
  const { steps } = closureStand(ticket, await readFailing(store, ticket), view);
  const left = steps.filter((one) => one.isRequired && one.state !== 'done').map((one) => one.step);
  if (left.length === 0) return undefined;
  const fields = skipFields(left, { step, ...filled });
  return { id: CLOSURE_SKIP, token, title: 'Skip a step', submit: 'Skip it', fields };
}

export const stepSubmit: Verb<Submit> = {
  least: 'technician',
  async run(desk, press) {
    const { store } = desk;
    const { token, filled } = press.ask;
    await keepTyped(store, token, filled);
    const draft = StepDraft.safeParse(await readDraft(store, token));
    if (!draft.success) return said(OLD);
    const { about, step } = draft.data;
    const ticket = await ticketHere(store, about, press.place);
    if (typeof ticket === 'string') return said(ticket);
    const view = await viewNow(store);
    const form = stepFormFor(token, draft.data, ticket, view);
    if (!form || !isFormStep(step)) return said(OLD);
    const checked = stepSaid(step, filled, ticket, view);
    if ('mistakes' in checked) return { is: 'mistakes', form, mistakes: checked.mistakes };
    const by = actorOf(personOf(press), press.presser);
    const outcome = await changeClosure(store, about, (now, _, at) =>
      recordStep(now, { step, said: checked.said, by }, at),
    );
    if (outcome.is !== 'refused') return closureAnswer(store, about);
    return keptForm(outcome.sentence, { ref: about, verb: 'closure-step-again', token, filled }, [LIST]);
  },
};

export const skipSubmit: Verb<Submit> = {
  least: 'technician',
  async run(desk, press) {
    const { store } = desk;
    const { token, filled } = press.ask;
    await keepTyped(store, token, filled);
    const draft = StepDraft.safeParse(await readDraft(store, token));
    if (!draft.success) return said(OLD);
    const { about } = draft.data;
    const ticket = await ticketHere(store, about, press.place);
    if (typeof ticket === 'string') return said(ticket);
    const step = ClosureStep.safeParse(filled['step']);
    const reason = oneLine(filled['reason'] ?? '');
    if (!step.success || reason === '') {
      const form = await skipFormFor(desk, token, draft.data, { ticket, view: await viewNow(store) });
      if (!form) return closureAnswer(store, about);
      const wrong = step.success ? {} : { step: 'Choose one of these.' };
      return {
        is: 'mistakes',
        form,
        mistakes: { ...wrong, ...(reason === '' ? { reason: 'Say why; it is counted and stands in the note.' } : {}) },
      };
    }
    const by = actorOf(personOf(press), press.presser);
    const outcome = await changeClosure(store, about, (now, failing, view) =>
      skipStep(now, { step: step.data, reason, by }, failing, view),
    );
    if (outcome.is !== 'refused') return closureAnswer(store, about);
    return keptForm(outcome.sentence, { ref: about, verb: 'closure-skip-again', token, filled: { reason } }, [LIST]);
  },
};

const UnsolvedDraft = z.object({ about: z.string(), filled: Typed });
type UnsolvedDraft = z.infer<typeof UnsolvedDraft>;

/** Asks what the customer says; the ticket is open again with whoever had it. */
export const unsolvedForm: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) => openUnsolved(desk, press, { about: press.ask.ref }),
};

export const unsolvedAgain = openAgain('technician', UnsolvedDraft, openUnsolved);

async function openUnsolved({ store }: Desk, press: Press, draft: UnsolvedDraft, before?: string): Promise<Answer> {
  const ticket = await ticketHere(store, draft.about, press.place);
  if (typeof ticket === 'string') return said(ticket);
  if (ticket.facts.status !== 'closed')
    return said(`Ticket #${ticket.facts.number} is open: nothing has to be reopened.`);
  const token = await keepDraft(store, draft, before);
  return {
    is: 'form',
    form: {
      id: UNSOLVED,
      token,
      title: 'It is not solved',
      submit: 'Reopen it',
      fields: [
        {
          id: 'text',
          label: 'What does the customer say?',
          hint: 'For colleagues; the ticket is open again with whoever had it',
          type: 'text',
          long: true,
          optional: true,
          most: SAID_LIMIT,
          initial: draft.filled?.['text'] ?? '',
        },
      ],
    },
  };
}

export const unsolvedSubmit: Verb<Submit> = {
  least: 'technician',
  async run(desk, press) {
    const { store } = desk;
    const { token, filled } = press.ask;
    await keepTyped(store, token, filled);
    const draft = UnsolvedDraft.safeParse(await readDraft(store, token));
    if (!draft.success) return said(OLD);
    const ticket = await ticketHere(store, draft.data.about, press.place);
    if (typeof ticket === 'string') return said(ticket);
    const account = await sourceAccount(desk, press, ticket);
    if (typeof account === 'string')
      return keptForm(account, { ref: ticket.ref, verb: 'unsolved-again', token, filled });
    const by = actorOf(personOf(press), press.presser);
    const wish = { key: `unsolved-${token}`, by, account: account.id, text: clean(filled['text'] ?? '').trim() };
    const outcome = await changeClosure(store, ticket.ref, (now, _, view) => sayUnsolved(now, wish, view));
    if (outcome.is === 'refused')
      return keptForm(outcome.sentence, { ref: ticket.ref, verb: 'unsolved-again', token, filled });
    if (outcome.is !== 'changed') return said('This form was sent already; it counts once.');
    return said(`Ticket #${ticket.facts.number} is being reopened; the card says when it is written.`);
  },
};
