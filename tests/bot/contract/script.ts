import type { Answer, CommandSpec, Interactions, Request } from '../../../src/bot/contract.ts';
import type { Card } from '../../../src/desk/card.ts';
import type { Choice, Form } from '../../../src/desk/form.ts';

/** Interactions that answer what a test says, and remember what they were asked. */
export interface Script extends Interactions {
  readonly asked: Request[];
  readonly searched: { among: string; typed: string; account: string; place: string }[];
  /** What the next asks are answered, in order; the last one stays. */
  will(...answers: (Answer | (() => Promise<Answer>))[]): void;
}

export const commands: readonly CommandSpec[] = [
  { name: 'alerts', description: 'Open alerts' },
  {
    name: 'tickets',
    description: 'Open tickets',
    argument: { name: 'filter', description: 'mine, unassigned or a client', required: false },
  },
  {
    name: 'log-time',
    description: 'Log time for a customer',
    argument: { name: 'customer', description: 'Whom it is for', required: false, among: 'customers' },
  },
  {
    name: 'desk',
    description: 'The desk itself',
    subcommands: [
      { name: 'health', description: 'What is wrong' },
      {
        name: 'link',
        description: 'Link accounts',
        argument: { name: 'who', description: 'A person', required: false },
      },
    ],
  },
];

const customers: readonly Choice[] = [
  { id: 'acme', label: 'Acme' },
  { id: 'acme-labs', label: 'Acme Labs' },
  { id: 'globex', label: 'Globex' },
];

export function said(text: string): Answer {
  return { is: 'said', line: [text] };
}

/** A script; `opens` are the verbs and command names that lead to a form. */
export function createScript(...opens: string[]): Script {
  const asked: Request[] = [];
  const searched: Script['searched'] = [];
  let answers: (Answer | (() => Promise<Answer>))[] = [said('Done.')];
  return {
    asked,
    searched,
    commands,
    will: (...next) => void (answers = next),
    opensForm(ask) {
      if (ask.is === 'submit' || ask.is === 'home') return false;
      return opens.includes(ask.is === 'click' ? ask.verb : ask.name);
    },
    async answer(request) {
      asked.push(request);
      const next = answers.length > 1 ? answers.shift() : answers[0];
      if (!next) throw new Error('the script is empty');
      return typeof next === 'function' ? next() : next;
    },
    async choices(among, typed, { presser, place }) {
      searched.push({ among, typed, account: presser.account, place });
      return customers.filter((choice) => choice.label.toLowerCase().startsWith(typed.toLowerCase()));
    },
  };
}

export function timeForm(parts: Partial<Form> = {}): Form {
  return {
    id: 'log-time',
    token: 'token-1',
    title: 'Log time',
    submit: 'Save',
    intro: ['Goes to the time book as a ', { bold: 'draft' }, '.'],
    fields: [
      { id: 'customer', label: 'Customer', type: 'search', among: 'customers', initial: { id: 'acme', label: 'Acme' } },
      { id: 'hours', label: 'Hours', type: 'text', most: 6, initial: '0.25', hint: 'In quarters' },
      {
        id: 'activity',
        label: 'Activity',
        type: 'choice',
        choices: [
          { id: 'remote', label: 'Remote support' },
          { id: 'onsite', label: 'On site' },
        ],
        initial: 'remote',
      },
      { id: 'text', label: 'What was done', type: 'text', long: true, most: 500, optional: true },
      { id: 'billable', label: 'Billable', type: 'check', initial: true, optional: true },
    ],
    ...parts,
  };
}

export function alertCard(parts: Partial<Card> = {}): Card {
  return {
    ref: 'alert/0000000000000042',
    revision: 3,
    tone: 'critical',
    badge: 'CRITICAL',
    title: 'Disk C: is full on ACME-DC01',
    url: 'https://rmm.example.com/agents/42',
    lines: [['Failing since ', { at: Date.UTC(2026, 10, 20, 22, 15), as: 'ago' }, ', third time.']],
    fields: [
      { name: 'Client', value: ['Acme'] },
      { name: 'Device', value: [{ code: 'ACME-DC01' }] },
    ],
    quote: { text: 'C: 0.4 GB free of 120 GB', as: 'output' },
    rows: [],
    footer: ['Acknowledge says that you saw it.'],
    actions: [
      { verb: 'acknowledge', label: 'Acknowledge', style: 'primary' },
      { verb: 'claim', label: 'Claim' },
      { verb: 'resolve', label: 'Resolve', style: 'danger', confirm: 'It comes back while the check fails.' },
    ],
    links: [{ label: 'Open in TRMM', url: 'https://rmm.example.com/agents/42' }],
    ...parts,
  };
}
