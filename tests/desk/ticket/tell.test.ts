import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DeskView } from '../../../src/desk/decision.ts';
import type { Effect } from '../../../src/desk/effect.ts';
import { Settings } from '../../../src/desk/settings.ts';
import { cannotWrite } from '../../../src/desk/ticket/cannot-write.ts';
import { isAutomatic, isMachine } from '../../../src/desk/ticket/tell.ts';
import { settleTicketOrder } from '../../../src/desk/ticket/order-settled.ts';
import { decideTicketSignal } from '../../../src/desk/ticket/signal.ts';
import type { Ticket, TicketFacts } from '../../../src/desk/ticket/ticket.ts';
import { changed, HOUR, NOW, settings, STOP, there, view } from '../build.ts';

const TEXTS = {
  created: 'Dear {customer}, we have {number}.',
  assigned: '{technician} takes care of {number}.',
  done: '{number} of {client} is done.',
  cancelled: 'cancelled {number}',
  rejected: 'rejected {number}',
};
const CLIENTS = [{ name: 'Acme', mail: ['acme.example'] }];
const HOUSE = settings({ clients: CLIENTS, tickets: { tell: [{ by: 'ann@msp.example', ...TEXTS }] } });
const ANNS = { id: '7', name: 'A. Baker', email: 'ann@msp.example' };
const ABILITIES = { desk: ['assign', 'note', 'reply', 'status'] };

function at(more: Partial<DeskView> = {}): DeskView {
  return view({ settings: HOUSE, abilities: ABILITIES, ...more });
}

/** The mails of a change: who writes, and what. */
function mails(effects: readonly Effect[]): string[] {
  return effects.flatMap((effect) =>
    effect.job === 'write-back' && effect.write.verb === 'reply' ? [`${effect.write.by}: ${effect.write.text}`] : [],
  );
}

function arrived(facts: Partial<TicketFacts> = {}, seen = at(), quiet = false) {
  return changed(decideTicketSignal(undefined, there(facts), seen, quiet));
}

let reads = 0;

/** What a further read makes of a ticket, with the mails that follow. */
function then(ticket: Ticket, facts: Partial<TicketFacts>, seen = at()): { ticket: Ticket; mails: string[] } {
  reads += 1;
  const decision = decideTicketSignal(ticket, there(facts, { readAt: NOW + reads }), seen, false);
  return decision.is === 'changed' ? { ticket: decision.item, mails: mails(decision.effects) } : { ticket, mails: [] };
}

test('a customer is told of each occasion, in the name of whoever has the ticket', () => {
  const { item, effects } = arrived();
  expect(mails(effects)).toEqual(['7: Dear Carla Diaz, we have 1042.']);
  const taken = then(item, { assignee: { id: '8', name: 'B. Cole', email: 'ben@msp.example' } });
  expect(taken.mails).toEqual(['8: Ben Cole takes care of 1042.']);
  const done = then(taken.ticket, { assignee: ANNS, status: 'closed' });
  expect(done.mails).toEqual(['7: 1042 of Acme is done.']);
});

test('the mail is an order that bears its occasion as a key, and is marked as no answer', () => {
  const { item, effects } = arrived();
  expect(effects).toEqual([
    {
      job: 'write-back',
      key: 'tell-desk/12-created',
      ref: 'desk/12',
      system: 'desk',
      write: { verb: 'reply', row: '12', text: 'Dear Carla Diaz, we have 1042.', by: '7', told: true },
    },
  ]);
  expect(item.told).toEqual(['created']);
  expect(item.orders?.map(({ key }) => key)).toEqual(['tell-desk/12-created']);
});

test('a ticket that flips is told of once; after another word of the customer its end is news again', () => {
  const closed: Partial<TicketFacts> = { assignee: ANNS, status: 'closed' };
  const open: Partial<TicketFacts> = { assignee: ANNS };
  const first = then(then(arrived().item, open).ticket, closed);
  const again = then(then(first.ticket, open).ticket, closed);
  expect([first.mails.length, again.mails]).toEqual([1, []]);
  const word = { lastCustomerAt: NOW };
  expect(then(then(again.ticket, { ...open, ...word }).ticket, { ...closed, ...word }).mails).toHaveLength(1);
  const ben = { assignee: { id: '8', name: 'Ben' } };
  const back = then(then(then(arrived().item, open).ticket, ben).ticket, open);
  expect(back.mails).toEqual([]);
});

test('however a ticket goes to and fro, no occasion is told twice', () => {
  const step = fc.record({
    status: fc.constantFrom('active' as const, 'pending' as const, 'closed' as const),
    assignee: fc.constantFrom(undefined, '7', '8'),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const { item, effects } = arrived();
      let ticket = item;
      const sent = effects.map(({ key }) => key);
      for (const { status, assignee } of steps) {
        reads += 1;
        const facts = { status, ...(assignee === undefined ? {} : { assignee: { id: assignee, name: assignee } }) };
        const decision = decideTicketSignal(ticket, there(facts, { readAt: NOW + reads }), at(), false);
        if (decision.is !== 'changed') continue;
        ticket = decision.item;
        sent.push(...decision.effects.map(({ key }) => key));
      }
      expect(new Set(sent).size).toBe(sent.length);
      expect(sent.length).toBeLessThanOrEqual(4);
    }),
  );
});

test('closed from here as cancelled or rejected is told as that, also where a poll sees it first', () => {
  const { item } = arrived();
  const order = {
    key: 'c',
    verb: 'close' as const,
    by: { name: 'Ann', via: 'chat' },
    at: NOW,
    as: 'Rejected' as const,
  };
  const closing = { ...item, orders: [order] };
  const polled = then(closing, { status: 'closed' });
  expect(polled.mails).toEqual(['7: rejected 1042']);
  const readBack = there({ status: 'closed' }, { readAt: NOW + 90_000 });
  const settled = changed(settleTicketOrder(polled.ticket, { key: 'c', readBack }, at()));
  expect([settled.item.stage, mails(settled.effects)]).toEqual(['Rejected', []]);
  const direct = changed(
    settleTicketOrder({ ...closing, orders: [{ ...order, as: 'Cancelled' }] }, { key: 'c', readBack }, at()),
  );
  expect(mails(direct.effects)).toEqual(['7: cancelled 1042']);
});

test.each<[string, Partial<TicketFacts>]>([
  ['an address that nobody reads', { customer: { name: 'X', email: 'no-reply@acme.example' } }],
  ['a mailing list', { customer: { name: 'X', email: 'owner-staff@acme.example' } }],
  ['a bounce', { customer: { name: 'X', email: 'MAILER-DAEMON@acme.example' } }],
  ['an automatic answer', { subject: 'Automatic reply: Invoice' }],
  ['a sender of no known client', { customer: { name: 'X', email: 'x@elsewhere.example' } }],
  ['somebody without an address', { customer: { name: 'X' } }],
  ['a ticket that no customer began', { awaitsResponse: false, lastCustomerAt: undefined }],
  ['what is closed already', { status: 'closed' }],
  ['what arrived days ago', { createdAt: NOW - 50 * HOUR }],
])('nothing is sent to %s', (_whom, facts) => {
  expect(mails(arrived(facts).effects)).toEqual([]);
});

test('nothing is sent where nothing can be, where nobody could have written it, at a stopped client, and at the first start', () => {
  const nobody = settings({ clients: CLIENTS, tickets: { tell: [TEXTS] } });
  const sent = (seen: DeskView, quiet = false) => mails(arrived({}, seen, quiet).effects);
  expect(sent(at({ abilities: { desk: ['assign', 'note'] } }))).toEqual([]);
  expect(sent(at({ settings: nobody }))).toEqual([]);
  expect(sent(at({ stops: [STOP] }))).toEqual([]);
  expect(sent(at(), true)).toEqual([]);
  expect(sent(at({ settings: settings({ clients: CLIENTS }) }))).toEqual([]);
});

test('the first entry with the mailbox counts; unknown senders are told where that is wanted', () => {
  const house = settings({
    tickets: {
      tell: [
        { mailboxes: ['Sales'], by: 'Ann Baker', unknown: true, created: 'sales {number}' },
        { by: 'Ben Cole', unknown: true, done: 'done' },
      ],
    },
  });
  const seen = at({ settings: house });
  expect(mails(arrived({ mailbox: { id: '2', name: 'Sales' } }, seen).effects)).toEqual(['7: sales 1042']);
  expect(mails(arrived({}, seen).effects)).toEqual([]);
});

test('spam and a merge tell nobody', () => {
  const { item } = arrived();
  const merged = there({}, { readAt: NOW + 1, seen: { state: 'gone', how: 'merged', at: NOW, into: '77' } });
  expect(mails(changed(decideTicketSignal(item, merged, at(), false)).effects)).toEqual([]);
});

test('names are put in as one short line, and braces of a customer stay what they are', () => {
  const customer = { name: `{client}\n<b>${'x'.repeat(200)}`, email: 'x@acme.example' };
  const [mail = ''] = mails(arrived({ customer }).effects);
  expect(mail.startsWith('7: Dear {client} <b>xxx')).toBe(true);
  expect([mail.includes('\n'), mail.length < 130]).toEqual([false, true]);
});

test('a text that names what is not known is a mistake of the configuration', () => {
  const wrong = Settings.safeParse({ tickets: { tell: [{ done: 'Dear {name}' }] } });
  expect(wrong.error?.issues.map(({ message }) => message)).toEqual([
    'there is no {name}; known are {number}, {customer}, {technician}, {client}',
  ]);
});

test.each([
  ['noreply@x.example', true],
  ['do_not_reply@x.example', true],
  ['donotreply@x.example', true],
  ['billing-no-reply@x.example', true],
  ['postmaster@x.example', true],
  ['team-request@x.example', true],
  ['bounce+123@x.example', true],
  ['news.letters@x.example', false],
  ['nora.eply@x.example', false],
  ['noreen@x.example', false],
  ['alistair@x.example', false],
  ['info@x.example', false],
])('%s is a machine: %s', (email, is) => {
  expect(isMachine(email)).toBe(is);
});

test.each([
  ['Out of Office: Invoice', true],
  ['Re: Automatic reply: Invoice', true],
  ['Undeliverable: Invoice', true],
  ['Delivery Status Notification (Failure)', true],
  ['Our automatic door is broken', false],
  ['Reply to your mail', false],
])('%s is written by a machine: %s', (subject, is) => {
  expect(isAutomatic(subject)).toBe(is);
});

test('doctor says what is configured and can never happen', () => {
  const all = settings({ tickets: { tell: [{ done: 'x' }], assign: {}, awaitAfter: '3d' } });
  const says = (more: Partial<DeskView>) => cannotWrite(at(more)).map(({ what, state }) => [what, state]);
  expect(says({ settings: all, abilities: { rmm: ['note'] } })).toEqual([
    ['tickets.tell', 'warning'],
    ['tickets.assign', 'warning'],
    ['tickets.awaitAfter', 'warning'],
  ]);
  expect([says({ settings: all }), says({ settings: settings(), abilities: {} })]).toEqual([[], []]);
});
