import { expect, test } from 'vitest';
import { plain } from '../../../src/desk/text.ts';
import { ticketCard } from '../../../src/desk/ticket/card.ts';
import type { TicketFacts } from '../../../src/desk/ticket/ticket.ts';
import { aTicket, NOW, settings, view } from '../build.ts';

const HOUSE = settings({
  clients: [
    { name: 'Acme', mail: ['acme.example'], tier: 'gold' },
    { name: 'Globex', mail: ['globex.example'], coverage: 'monitoring' },
    { name: 'Initech', mail: ['initech.example'], coverage: 'none' },
  ],
  tiers: { gold: {} },
  tickets: {
    categories: [
      { when: { mailbox: 'Sales' }, is: 'Offer' },
      { when: { subject: 'printer|scanner' }, is: 'Printing' },
      { when: { client: 'Globex' }, is: 'Elsewhere' },
    ],
  },
});

function cardOf(facts: Partial<TicketFacts> = {}) {
  const at = view({ settings: HOUSE });
  return ticketCard(aTicket(facts, at), at);
}

function from(email: string): Partial<TicketFacts> {
  return { customer: { name: 'Pat', email } };
}

function fieldsOf(facts: Partial<TicketFacts> = {}): string[] {
  return cardOf(facts).fields.map(({ name, value }) => `${name}: ${plain(value)}`);
}

test('a card holds every fact that was asked for, and the way to the ticket', () => {
  const links = [{ label: 'Open in The Desk', url: 'https://desk.example/12' }];
  const card = cardOf({ links, attachments: 2 });
  expect(card.fields.map(({ name, value }) => `${name}: ${plain(value)}`)).toEqual([
    'From: Carla Diaz <carla@acme.example>',
    'Client: Acme (gold, help desk)',
    'Mailbox: Support',
    'Category: Printing',
    'Attachments: 2',
  ]);
  expect([card.badge, card.title, card.url, card.quote, card.links, card.tone]).toEqual([
    '🎫 P3 · New',
    '#1042 Printer on the second floor',
    links[0]?.url,
    { text: 'It prints nothing.', as: 'prose' },
    links,
    'warning',
  ]);
  expect(card.lines[0]).toContainEqual({ at: NOW - 600_000, as: 'ago' });
  expect(card.lines.map(plain).join('\n')).toContain('by mail');
});

test('the category is by the first rule that matches, and absent where none does', () => {
  expect(fieldsOf({ subject: 'A SCANNER' })).toContain('Category: Printing');
  expect(fieldsOf({ mailbox: { id: '2', name: 'Sales' } })).toContain('Category: Offer');
  expect(fieldsOf({ ...from('pat@globex.example'), subject: 'Hello' })).toContain('Category: Elsewhere');
  expect(fieldsOf({ subject: 'Hello' }).filter((field) => field.startsWith('Category'))).toEqual([]);
});

test.each([
  ['carla@acme.example', 'Client: Acme (gold, help desk)', undefined],
  [
    'pat@globex.example',
    'Client: Globex (monitoring only)',
    '💶 Monitoring only: help desk work for Globex is not covered. Agree on the price before you start.',
  ],
  [
    'pat@initech.example',
    'Client: Initech (no contract)',
    '💶 No contract: nothing is covered for Initech. Agree on the price before you start.',
  ],
  ['pat@elsewhere.example', 'Client: ⚠️ unknown sender: no client has this address', undefined],
])('what is covered is said before anybody works unpaid: %s', (email, field, line) => {
  const words = cardOf(from(email)).lines.map(plain);
  expect(fieldsOf(from(email))).toContain(field);
  expect(words.find((one) => one.startsWith('💶'))).toBe(line);
});

test('nothing is said of prices when there is nothing left to do', () => {
  const lines = cardOf({ ...from('pat@globex.example'), status: 'closed' }).lines.map(plain);
  expect(lines.join('\n')).not.toContain('💶');
});

test('whatever a customer calls themselves stays one line of a field', () => {
  const name = 'Pat\n# **Client: Acme**\u202e';
  expect(fieldsOf({ customer: { name, email: 'pat@elsewhere.example' } })[0]).toBe(
    'From: Pat # **Client: Acme** <pat@elsewhere.example>',
  );
});
