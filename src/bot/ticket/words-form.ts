import { z } from 'zod';
import type { Field, Form } from '../../desk/form.ts';
import { type Line, oneLine } from '../../desk/text.ts';
import { canOrder } from '../../desk/ticket/order-obstacle.ts';
import type { Ticket } from '../../desk/ticket/ticket.ts';
import type { Desk } from '../table.ts';

export const WORDS = 'words';

/** What somebody is about to write in a ticket. */
export const WordsDraft = z.object({
  about: z.string(),
  verb: z.enum(['reply', 'note', 'update', 'close', 'reopen']),
  /** The customer's last word when the form was opened; 0 where there was none. */
  customerAt: z.number(),
  /** When the form was opened. */
  since: z.number().default(0),
  filled: z.record(z.string(), z.string()).optional(),
});
export type WordsDraft = z.infer<typeof WordsDraft>;

/** Slack takes no longer text in a field. */
const TEXT_LIMIT = 3_000;

const TITLES = {
  reply: 'Reply to the customer',
  note: 'Internal note',
  update: 'Update the ticket',
  close: 'Close the ticket',
  reopen: 'Reopen the ticket',
} as const;

export function wordsForm(ticket: Ticket, draft: WordsDraft, token: string, desk: Desk): Form {
  const { verb, filled = {} } = draft;
  return {
    id: WORDS,
    token,
    title: TITLES[verb],
    submit: { reply: 'Preview', note: 'Save the note', update: 'Go on', close: 'Go on', reopen: 'Reopen' }[verb],
    intro: introOf(ticket, verb),
    fields: fieldsOf(ticket, verb, filled, desk),
  };
}

function introOf({ facts }: Ticket, verb: WordsDraft['verb']): Line {
  const name = `#${facts.number} ${oneLine(facts.subject)}`;
  const intros = {
    reply: `💬 ${addressOf(facts)} will read this. You see it once more before it goes.`,
    note: '🔒 Only colleagues read this, never the customer.',
    update: 'The ticket stays in its state.',
    close: 'What the customer is to read is shown once more before it goes.',
    reopen: '🔒 Only colleagues read what you write here.',
  };
  return [{ bold: name }, ' · ', intros[verb]];
}

/** Whom a reply goes to. */
export function addressOf({ customer }: Ticket['facts']): string {
  const name = oneLine(customer.name);
  return customer.email === undefined ? name : `${name} <${oneLine(customer.email)}>`;
}

function fieldsOf(
  ticket: Ticket,
  verb: WordsDraft['verb'],
  filled: Readonly<Record<string, string>>,
  { store }: Desk,
): Field[] {
  const initial = filled['text'] ?? '';
  const mayReply = canOrder(ticket, { verb: 'reply', words: { to: 'customer', text: '' } }, store.house);
  const text = (label: string, optional: boolean): Field => ({
    id: 'text',
    label,
    type: 'text',
    long: true,
    most: TEXT_LIMIT,
    optional,
    initial,
  });
  const to: Field = {
    id: 'to',
    label: 'Who reads it?',
    type: 'choice',
    choices: [
      { id: 'colleagues', label: '🔒 Colleagues only' },
      ...(mayReply ? [{ id: 'customer', label: '💬 The customer' }] : []),
    ],
    initial: filled['to'] ?? 'colleagues',
  };
  switch (verb) {
    case 'reply':
      return [text('To the customer', false), afterwards(filled['after'])];
    case 'note':
      return [text('Note', false)];
    case 'update':
      return [text('What is new?', false), to];
    case 'close':
      return [closedAs(filled['as']), text('Last words', true), to];
    case 'reopen':
      return [text('Why?', true)];
  }
}

function afterwards(initial = 'stays'): Field {
  return {
    id: 'after',
    label: 'And then?',
    type: 'choice',
    choices: [
      { id: 'stays', label: 'It stays as it is' },
      { id: 'waits', label: 'It waits for the customer' },
      { id: 'closed', label: 'It is done' },
    ],
    initial,
  };
}

function closedAs(initial = 'Done'): Field {
  return {
    id: 'as',
    label: 'What is it now?',
    type: 'choice',
    choices: [
      { id: 'Done', label: 'Done' },
      { id: 'Cancelled', label: 'Cancelled: nobody wants it any more' },
      { id: 'Rejected', label: 'Rejected: not ours to do' },
    ],
    initial,
  };
}
