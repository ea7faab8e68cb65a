import { z } from 'zod';
import { plainCard } from '../../desk/card.ts';
import type { Field, Filled, Form } from '../../desk/form.ts';
import { Impact, Priority, Urgency } from '../../desk/ticket/priority.ts';
import { oneLine } from '../../desk/text.ts';
import { whyOver } from '../../desk/ticket/over.ts';
import type { Ticket } from '../../desk/ticket/ticket.ts';
import { triageTicket, WHY_LIMIT } from '../../desk/ticket/triage-command.ts';
import { IMPACTS, misfitsOf, priorityBy, type Triage, URGENCIES } from '../../desk/ticket/triage.ts';
import { ago } from '../../desk/clock/when.ts';
import { keepDraft, keepTyped, readDraft } from '../../store/drafts.ts';
import type { Store } from '../../store/store.ts';
import { changeTicket } from '../../store/tickets.ts';
import { viewNow } from '../../store/view.ts';
import type { Answer } from '../contract.ts';
import { ticketHere } from '../here.ts';
import { openAgain } from '../open-again.ts';
import { actorOf } from '../people.ts';
import { type Click, type Desk, personOf, type Press, said, type Submit, type Verb } from '../table.ts';

export const TRIAGE = 'triage';

const MATRIX = 'matrix';
const OLD_FORM = 'This form is older than a day; open it again behind More… on the card.';

/** `before` is the triage that stood when the form was opened. */
const TriageDraft = z.object({
  about: z.string(),
  before: z.string().optional(),
  filled: z.record(z.string(), z.string()).optional(),
});
type TriageDraft = z.infer<typeof TriageDraft>;

/** Asks for impact and urgency; what was found before is put back. */
export const triageForm: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) => open(desk, press, { about: press.ask.ref }),
};

/** Opens the form again with what had been typed. */
export const triageAgain = openAgain('technician', TriageDraft, open);

async function open({ store }: Desk, press: Press, draft: TriageDraft, earlier?: string): Promise<Answer> {
  const ticket = await ticketHere(store, draft.about, press.place);
  if (typeof ticket === 'string') return said(ticket);
  const over = whyOver(ticket, await viewNow(store));
  if (over !== undefined) return said(over);
  const { filled } = draft;
  const about = { about: draft.about, ...(ticket.triage ? { before: ticket.triage.key } : {}) };
  const token = await keepDraft(store, { ...about, ...(filled ? { filled } : {}) }, earlier);
  return { is: 'form', form: formFor(token, ticket, filled ?? foundBefore(ticket)) };
}

function foundBefore({ triage }: Ticket): Filled {
  if (!triage) return {};
  const { impact, urgency, priority, matrix } = triage;
  return { impact, urgency, priority: priority === matrix ? MATRIX : priority };
}

function formFor(token: string, ticket: Ticket, filled: Filled): Form {
  const chosen = (id: string) => (filled[id] === undefined || filled[id] === '' ? {} : { initial: filled[id] });
  const fields: Field[] = [
    { id: 'impact', label: 'Who is hit?', type: 'choice', choices: choicesOf(IMPACTS), ...chosen('impact') },
    {
      id: 'urgency',
      label: 'What does it keep them from?',
      type: 'choice',
      choices: choicesOf(URGENCIES),
      ...chosen('urgency'),
    },
    {
      id: 'priority',
      label: 'Priority',
      type: 'choice',
      choices: [
        { id: MATRIX, label: 'As the matrix says' },
        ...Priority.options.map((priority) => ({ id: priority, label: priority })),
      ],
      initial: filled['priority'] || MATRIX,
    },
    {
      id: 'note',
      label: 'Why?',
      hint: 'Needed where you choose another priority than the matrix',
      type: 'text',
      optional: true,
      most: WHY_LIMIT,
      initial: filled['note'] ?? '',
    },
  ];
  const intro = [`#${ticket.facts.number} is ${ticket.priority}: ${oneLine(ticket.because)}.`];
  return { id: TRIAGE, token, title: 'Priority', submit: 'Set it', intro, fields };
}

function choicesOf(words: Readonly<Record<string, string>>) {
  return Object.entries(words).map(([id, label]) => ({ id, label }));
}

export const triageSubmit: Verb<Submit> = {
  least: 'technician',
  async run(desk, press) {
    const { token, filled } = press.ask;
    await keepTyped(desk.store, token, filled);
    return judge(desk, press, token, 'ask');
  },
};

/** What did not seem to fit counts all the same: whoever presses this has read why it was asked. */
export const triageConfirm: Verb<Click> = {
  least: 'technician',
  run: (desk, press) => judge(desk, press, press.ask.with ?? '', 'confirmed'),
};

async function judge({ store }: Desk, press: Press, token: string, as: 'ask' | 'confirmed'): Promise<Answer> {
  const draft = TriageDraft.safeParse(await readDraft(store, token));
  if (!draft.success) return said(OLD_FORM);
  const { about, before, filled = {} } = draft.data;
  const ticket = await ticketHere(store, about, press.place);
  if (typeof ticket === 'string') return said(ticket);
  const found = findingFrom(filled, store);
  if ('mistakes' in found && as === 'confirmed') return said('The matrix has changed meanwhile; open the form again.');
  if ('mistakes' in found) return { is: 'mistakes', form: formFor(token, ticket, filled), mistakes: found.mistakes };
  if (as === 'ask' && ticket.triage?.key !== token) {
    const reasons = [...changedSince(ticket, before, store), ...misfitsOf(found)];
    if (reasons.length > 0) return question(ticket, found, reasons, token);
  }
  const by = actorOf(personOf(press), press.presser);
  const { matrix: _, ...finding } = found;
  const outcome = await changeTicket(
    store,
    about,
    (one, view) => triageTicket(one, { ...finding, key: token, by }, view),
    { urgent: true },
  );
  if (outcome.is === 'refused') return said(outcome.sentence);
  if (outcome.is !== 'changed') return said('This was set already; it counts once.');
  return said(`Ticket #${ticket.facts.number} is ${found.priority} now.`);
}

type Found = Pick<Triage, 'impact' | 'urgency' | 'priority' | 'matrix'> & { why: string };

function findingFrom(filled: Filled, store: Store): Found | { mistakes: Record<string, string> } {
  const impact = Impact.safeParse(filled['impact']);
  const urgency = Urgency.safeParse(filled['urgency']);
  const chosen = Priority.safeParse(filled['priority']);
  const why = oneLine(filled['note'] ?? '');
  const matrix =
    impact.success && urgency.success
      ? priorityBy({ impact: impact.data, urgency: urgency.data }, store.house.settings)
      : undefined;
  const isOverride = chosen.success && matrix !== undefined && chosen.data !== matrix;
  const mistakes = {
    ...(impact.success ? {} : { impact: 'Choose who is hit.' }),
    ...(urgency.success ? {} : { urgency: 'Choose what it keeps them from.' }),
    ...(isOverride && why === '' ? { note: `The matrix says ${matrix}: say why it is ${chosen.data}.` } : {}),
  };
  if (!impact.success || !urgency.success || matrix === undefined || Object.keys(mistakes).length > 0)
    return { mistakes };
  const priority = chosen.success ? chosen.data : matrix;
  return { impact: impact.data, urgency: urgency.data, priority, matrix, why };
}

/** Somebody else set it while the form was open. */
function changedSince({ triage }: Ticket, before: string | undefined, store: Store): string[] {
  if (!triage || triage.key === before) return [];
  return [
    `${triage.by.name} set it to ${triage.priority} ${ago(triage.at, store.now())}, after you had opened the form.`,
  ];
}

function question(ticket: Ticket, { priority }: Found, reasons: readonly string[], token: string): Answer {
  return {
    is: 'card',
    card: plainCard({
      ref: ticket.ref,
      revision: ticket.revision,
      tone: 'high',
      title: `#${ticket.facts.number}: ${priority} all the same?`,
      lines: [...reasons.map((reason) => [reason]), ['Nothing was changed yet.']],
      actions: [
        { verb: 'triage-confirm', label: `Yes, ${priority}`, style: 'primary', with: token },
        { verb: 'triage-again', label: 'Correct it', with: token },
      ],
    }),
  };
}
