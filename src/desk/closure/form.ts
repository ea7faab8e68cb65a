import { closureOf } from './closure.ts';
import { type ClosureStep, stepTitles } from './record.ts';
import type { DeskView } from '../decision.ts';
import type { Choice, Field, Filled } from '../form.ts';
import { clean, cut, oneLine } from '../text.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** Steps that are recorded by filling in a form. */
export type FormStep = Exclude<ClosureStep, 'alerts' | 'csat'>;

export function isFormStep(step: ClosureStep): step is FormStep {
  return step !== 'alerts' && step !== 'csat';
}

/** As much as every platform takes in one field. */
const LONG = 3_000;
const SHORT = 200;
const REASON = 300;

/** Lines of follow-on work, each of which becomes a ticket. */
const MOST_LINES = 10;
const LINE_LIMIT = 180;

export const verifiedHow: readonly Choice[] = [
  { id: 'phone', label: 'On the phone' },
  { id: 'mail', label: 'By mail' },
  { id: 'chat', label: 'By chat' },
  { id: 'remote', label: 'While we shared the screen' },
  { id: 'person', label: 'In person' },
];

export const billing: readonly Choice[] = [
  { id: 'yes', label: 'Billable' },
  { id: 'covered', label: 'Covered by the contract' },
  { id: 'no', label: 'Not billable' },
];

export const runbookStates: readonly Choice[] = [
  { id: 'updated', label: 'Updated' },
  { id: 'new', label: 'A new one was written' },
  { id: 'right', label: 'It was right as it is' },
  { id: 'none', label: 'None is needed' },
];

type FieldsOf = (had: Filled, ticket: Ticket, view: Pick<DeskView, 'settings'>) => readonly Field[];

const fields: Readonly<Record<FormStep, FieldsOf>> = {
  verified: (had, { facts }) => [
    short('who', 'Who says that it is solved?', had['who'] ?? facts.customer.name),
    choice('how', 'How did they say it?', verifiedHow, had['how']),
  ],
  code: (had, _, { settings }) => [
    choice(
      'code',
      'What solved it?',
      settings.closure.codes.map((code) => ({ id: code, label: code })),
      had['code'],
    ),
  ],
  cause: (had) => [
    long('cause', 'What was the root cause?', had['cause']),
    long('change', 'What was changed?', had['change']),
  ],
  approval: (had) => [
    short('who', 'Who approved the change?', had['who']),
    { ...short('reference', 'Number or mail of the approval', had['reference']), optional: true },
  ],
  summary: (had) => [
    long('text', 'In plain words, for the customer', had['text'] ?? '', 'What was wrong, and what was done'),
    { id: 'send', label: 'Send it when it is closed', type: 'check', initial: had['send'] !== '' },
  ],
  billable: (had) => [
    choice('billable', 'Who pays for it?', billing, had['billable']),
    { ...short('why', 'Why?', had['why']), optional: true },
  ],
  runbook: (had) => [
    choice('runbook', 'What became of the runbook?', runbookStates, had['runbook']),
    { ...short('which', 'Which one, or where is it?', had['which']), optional: true },
  ],
  'follow-on': (had) => [
    {
      ...long('lines', 'What is left open, one thing a line', had['lines'], 'Each line becomes a ticket of its own'),
      optional: true,
    },
    { id: 'nothing', label: 'Nothing is left open', type: 'check', initial: had['nothing'] === 'yes' },
  ],
  'sign-off': (had) => [{ ...short('note', 'Anything to say?', had['note']), optional: true }],
};

/** The fields of a step with what had been typed, or with what was recorded before. */
export function stepFields(
  step: FormStep,
  ticket: Ticket,
  typed: Filled | undefined,
  view: Pick<DeskView, 'settings'>,
): readonly Field[] {
  return fields[step](typed ?? closureOf(ticket).steps[step]?.said ?? {}, ticket, view);
}

/** What was filled in as it is recorded, or the sentence for each field that is wrong. */
export function stepSaid(
  step: FormStep,
  filled: Filled,
  ticket: Ticket,
  view: Pick<DeskView, 'settings'>,
): { said: Record<string, string> } | { mistakes: Record<string, string> } {
  const said: Record<string, string> = {};
  const mistakes: Record<string, string> = {};
  for (const field of fields[step](filled, ticket, view)) {
    const typed = filled[field.id] ?? '';
    const text = field.type === 'text' && field.long === true ? clean(typed).trim() : oneLine(typed);
    said[field.id] = text;
    if (field.type === 'choice' && !field.choices.some(({ id }) => id === text))
      mistakes[field.id] = 'Choose one of these.';
    if (field.type === 'text' && field.optional !== true && text === '') mistakes[field.id] = 'Say it in a few words.';
  }
  const lines = step === 'follow-on' ? whyNotLines(said) : undefined;
  if (lines !== undefined) mistakes['lines'] = lines;
  return Object.keys(mistakes).length > 0 ? { mistakes } : { said };
}

function whyNotLines({ lines = '', nothing }: Filled): string | undefined {
  const found = followOnLines(lines);
  if (found.length === 0 && nothing !== 'yes') return 'Write what is left, or tick that nothing is.';
  if (found.length > 0 && nothing === 'yes') return 'Something is written here: then something is left open.';
  return found.length > MOST_LINES ? `At most ${MOST_LINES} lines; these are ${found.length}.` : undefined;
}

/** Each thing that is left, once, without the marks of a list. */
export function followOnLines(text: string): string[] {
  const lines = text.split('\n').map((line) => cut(oneLine(line).replace(/^(?:[-*•]|\d{1,2}[.)])\s+/, ''), LINE_LIMIT));
  return [...new Set(lines.filter((line) => line !== ''))];
}

/** Which step is left out, and why. */
export function skipFields(steps: readonly ClosureStep[], filled: Filled): readonly Field[] {
  const choices = steps.map((step) => ({ id: step, label: stepTitles[step] }));
  const chosen = steps.find((step) => step === filled['step']) ?? steps[0];
  return [
    choice('step', 'Which step?', choices, chosen),
    {
      id: 'reason',
      label: 'Why is it left out?',
      type: 'text',
      long: true,
      most: REASON,
      initial: filled['reason'] ?? '',
    },
  ];
}

function choice(id: string, label: string, choices: readonly Choice[], initial: string | undefined): Field {
  const known = choices.some((one) => one.id === initial);
  return { id, label, type: 'choice', choices, ...(known && initial !== undefined ? { initial } : {}) };
}

function short(id: string, label: string, initial = ''): Field {
  return { id, label, type: 'text', most: SHORT, initial: cut(initial, SHORT) };
}

function long(id: string, label: string, initial = '', hint?: string): Field {
  return { id, label, type: 'text', long: true, most: LONG, initial, ...(hint === undefined ? {} : { hint }) };
}
