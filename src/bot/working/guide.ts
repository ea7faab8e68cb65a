import { z } from 'zod';
import type { Filled, Form } from '../../desk/form.ts';
import { chooseGuide, guideOf, kindOf, recordOutcome, tickGuide } from '../../desk/guide/guide.ts';
import { guideCard } from '../../desk/guide/card.ts';
import { GuideKind, GuideStep } from '../../desk/guide/record.ts';
import { guideTexts } from '../../desk/guide/texts.ts';
import { clean, type Line } from '../../desk/text.ts';
import type { Ticket } from '../../desk/ticket/ticket.ts';
import { keepDraft, keepTyped, readDraft } from '../../store/drafts.ts';
import { readTicket } from '../../store/signals.ts';
import type { Store } from '../../store/store.ts';
import { changeTicket } from '../../store/tickets.ts';
import { viewNow } from '../../store/view.ts';
import type { Answer } from '../contract.ts';
import { ticketHere } from '../here.ts';
import { keptForm } from '../kept-form.ts';
import { openAgain } from '../open-again.ts';
import { actorOf } from '../people.ts';
import { type Click, type Desk, personOf, type Press, said, type Submit, type Verb } from '../table.ts';

export const GUIDE_OUTCOME = 'guide-outcome';
export const GUIDE_KIND = 'guide-kind';

const GuideDraft = z.object({ about: z.string(), filled: z.record(z.string(), z.string()).optional() });
type GuideDraft = z.infer<typeof GuideDraft>;

const OLD = 'This form is older than a day; press the button on the card again.';
const TEXT_LIMIT = 2_000;
const URGENT = { urgent: true };

/** What to do about a ticket, lowest risk first. */
export const guide: Verb<Click> = {
  least: 'technician',
  async run({ store }, press) {
    const ticket = await ticketHere(store, press.ask.ref, press.place);
    return typeof ticket === 'string' ? said(ticket) : guideAnswer(store, ticket.ref);
  },
};

async function guideAnswer(store: Store, ref: string, first: readonly Line[] = []): Promise<Answer> {
  const ticket = await readTicket(store, ref);
  if (!ticket) return said('This ticket is no longer kept here.');
  return { is: 'card', card: guideCard(ticket, await viewNow(store), first) };
}

/** A step that was done, or was not after all. */
export function guideTick(isDone: boolean): Verb<Click> {
  return {
    least: 'technician',
    async run({ store }, press) {
      const ticket = await ticketHere(store, press.ask.ref, press.place);
      if (typeof ticket === 'string') return said(ticket);
      const step = GuideStep.safeParse(press.ask.with);
      if (!step.success) return said('This step is from another version of Deskbell; open the guide again.');
      const by = actorOf(personOf(press), press.presser);
      const wish = { step: step.data, by, isDone };
      const outcome = await changeTicket(store, ticket.ref, (now, view) => tickGuide(now, wish, view), URGENT);
      return guideAnswer(store, ticket.ref, outcome.is === 'refused' ? [[outcome.sentence]] : []);
    },
  };
}

/** Asks what came of it, and what keeps it from coming back. */
export const outcomeForm: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) => open(desk, press, { about: press.ask.ref }, outcomeFormFor),
};

export const outcomeAgain = openAgain('technician', GuideDraft, (desk, press, draft, token) =>
  open(desk, press, draft, outcomeFormFor, token),
);

/** Asks which guide fits better. */
export const kindForm: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) => open(desk, press, { about: press.ask.ref }, kindFormFor),
};

export const kindAgain = openAgain('technician', GuideDraft, (desk, press, draft, token) =>
  open(desk, press, draft, kindFormFor, token),
);

type FormFor = (token: string, ticket: Ticket, filled: Filled) => Form;

async function open(
  { store }: Desk,
  press: Press,
  draft: GuideDraft,
  formFor: FormFor,
  before?: string,
): Promise<Answer> {
  const ticket = await ticketHere(store, draft.about, press.place);
  if (typeof ticket === 'string') return said(ticket);
  const token = await keepDraft(store, draft, before);
  return { is: 'form', form: formFor(token, ticket, draft.filled ?? {}) };
}

function outcomeFormFor(token: string, ticket: Ticket, filled: Filled): Form {
  const had = guideOf(ticket).outcome;
  const text = { type: 'text' as const, long: true, most: TEXT_LIMIT };
  return {
    id: GUIDE_OUTCOME,
    token,
    title: 'Outcome',
    submit: 'Save',
    fields: [
      {
        id: 'outcome',
        label: 'What was it, and what helped?',
        ...text,
        initial: filled['outcome'] ?? had?.outcome ?? '',
      },
      {
        id: 'prevent',
        label: 'What keeps it from coming back?',
        hint: 'The next preventive action; it stands in the note',
        optional: true,
        ...text,
        initial: filled['prevent'] ?? had?.prevent ?? '',
      },
    ],
  };
}

function kindFormFor(token: string, ticket: Ticket, filled: Filled): Form {
  const choices = Object.entries(guideTexts).map(([id, { title }]) => ({ id, label: title }));
  const initial = filled['kind'] ?? kindOf(ticket);
  return {
    id: GUIDE_KIND,
    token,
    title: 'Another guide',
    submit: 'Show it',
    fields: [{ id: 'kind', label: 'What is it about?', type: 'choice', choices, initial }],
  };
}

export const outcomeSubmit: Verb<Submit> = {
  least: 'technician',
  async run({ store }, press) {
    const { token, filled } = press.ask;
    await keepTyped(store, token, filled);
    const draft = GuideDraft.safeParse(await readDraft(store, token));
    if (!draft.success) return said(OLD);
    const ticket = await ticketHere(store, draft.data.about, press.place);
    if (typeof ticket === 'string') return said(ticket);
    const outcome = clean(filled['outcome'] ?? '').trim();
    const prevent = clean(filled['prevent'] ?? '').trim();
    if (outcome === '') {
      const form = outcomeFormFor(token, ticket, filled);
      return { is: 'mistakes', form, mistakes: { outcome: 'Say it in a few words.' } };
    }
    const by = actorOf(personOf(press), press.presser);
    const wish = { key: token, by, outcome, prevent };
    const result = await changeTicket(store, ticket.ref, (now, view) => recordOutcome(now, wish, view), URGENT);
    if (result.is !== 'refused') return guideAnswer(store, ticket.ref);
    return keptForm(result.sentence, { ref: ticket.ref, verb: 'guide-outcome-again', token, filled });
  },
};

export const kindSubmit: Verb<Submit> = {
  least: 'technician',
  async run({ store }, press) {
    const { token, filled } = press.ask;
    const draft = GuideDraft.safeParse(await readDraft(store, token));
    if (!draft.success) return said(OLD);
    const ticket = await ticketHere(store, draft.data.about, press.place);
    if (typeof ticket === 'string') return said(ticket);
    const kind = GuideKind.safeParse(filled['kind']);
    if (!kind.success) {
      const form = kindFormFor(token, ticket, {});
      return { is: 'mistakes', form, mistakes: { kind: 'Choose one of these.' } };
    }
    const by = actorOf(personOf(press), press.presser);
    const result = await changeTicket(store, ticket.ref, (now, view) => chooseGuide(now, kind.data, by, view), URGENT);
    return guideAnswer(store, ticket.ref, result.is === 'refused' ? [[result.sentence]] : []);
  },
};
