import { expect, test } from 'vitest';
import { plain } from '../../../src/desk/text.ts';
import type { TicketFacts } from '../../../src/desk/ticket/ticket.ts';
import { decideTicketSignal } from '../../../src/desk/ticket/signal.ts';
import { wakeOf } from '../../../src/desk/wake.ts';
import {
  ACME_CHANNEL,
  aTicket,
  changed,
  committed,
  CHANNEL,
  frozen,
  GLOBEX_CHANNEL,
  gone,
  HOUR,
  MINUTE,
  NOW,
  settings,
  there,
  ticketAfter,
  ticketFacts,
  UNREMINDED,
  view,
  WALLED,
} from '../build.ts';

const UNCHANGED = { is: 'unchanged' };

/** What the thread is told when the ticket changes so. */
function told(before: Partial<TicketFacts>, after: Partial<TicketFacts>): string[] {
  const decision = decideTicketSignal(frozen(aTicket(before)), there(after, { readAt: NOW + 1 }), view(), false);
  return changed(decision).notices.flatMap(({ loud, card }) => [
    `${loud ? 'loud: ' : ''}${card.lines.map(plain).join()}`,
  ]);
}

test('a read that began before the last one changes nothing', () => {
  const ticket = aTicket();
  expect(decideTicketSignal(ticket, there({ status: 'closed' }, { readAt: NOW - 1 }), view(), false)).toEqual(
    UNCHANGED,
  );
  expect(decideTicketSignal(ticket, there({ status: 'closed' }), view(), false)).toEqual(UNCHANGED);
  expect(decideTicketSignal(ticket, gone('deleted', NOW - 9), view(), false)).toEqual(UNCHANGED);
});

test('spam, and the end of what was never seen, make no ticket', () => {
  expect(decideTicketSignal(undefined, there({ status: 'spam' }), view(), false)).toEqual(UNCHANGED);
  expect(decideTicketSignal(undefined, gone('deleted', NOW), view(), false)).toEqual(UNCHANGED);
});

test('a new ticket has a card, a stage, a priority with its reason, and a clock that runs', () => {
  const { item, entries, notices } = changed(decideTicketSignal(undefined, there(), view(), false));
  expect(item).toEqual({
    kind: 'ticket',
    schema: 1,
    ref: 'desk/12',
    revision: 0,
    source: 'desk',
    row: '12',
    facts: ticketFacts(),
    priority: 'P3',
    because: 'no rule for its priority matched',
    stage: 'New',
    seenAt: NOW,
    readAt: NOW,
    time: [],
    places: [{ destination: CHANNEL, as: 'card' }],
  });
  expect(wakeOf(committed(item, view()), UNREMINDED)).toBe(NOW - 10 * MINUTE + 3 * HOUR);
  expect([entries.map(({ what }) => what), notices]).toEqual([['opened'], []]);
});

test('the rules of priority look at client, tier, mailbox and subject, in order', () => {
  const house = settings({
    clients: [{ name: 'Acme', mail: ['acme.example'], tier: 'gold' }],
    tiers: { gold: {} },
    tickets: {
      priority: 'P4',
      priorities: [
        { when: { mailbox: 'Sales' }, is: 'P4', because: 'sales can wait' },
        { when: { subject: 'down|outage' }, is: 'P1', because: 'something is down' },
        { when: { tier: 'gold' }, is: 'P2', because: 'gold goes first' },
        { when: { client: 'Globex' }, is: 'P3', because: 'never' },
      ],
    },
  });
  const graded = (facts: Partial<TicketFacts>) => {
    const { priority, because } = aTicket(facts, view({ settings: house }));
    return [priority, because];
  };
  expect(graded({ mailbox: { id: '2', name: 'Sales' }, subject: 'all is down' })).toEqual(['P4', 'sales can wait']);
  expect(graded({ subject: 'Mail is DOWN' })).toEqual(['P1', 'something is down']);
  expect(graded({})).toEqual(['P2', 'gold goes first']);
  expect(graded({ customer: { name: 'X', email: 'x@elsewhere.example' } })).toEqual([
    'P4',
    'no rule for its priority matched',
  ]);
});

test('the client is known by whole address or by domain', () => {
  const walled = view({ settings: WALLED });
  expect(aTicket({}, walled)).toMatchObject({ client: 'Acme', places: [{ destination: ACME_CHANNEL, as: 'card' }] });
  const stranger = aTicket({ customer: { name: 'X' } }, walled);
  expect([stranger.client, stranger.places]).toEqual([undefined, [{ destination: CHANNEL, as: 'card' }]]);
});

test('the same again is no change', () => {
  expect(decideTicketSignal(aTicket(), there({}, { readAt: NOW + 1 }), view(), false)).toEqual(UNCHANGED);
});

test('what happens at the source reaches the thread in words, and rings nobody', () => {
  const ben = { id: '8', name: 'B. Cole', email: 'ben@msp.example' };
  expect(told({}, { lastCustomerAt: NOW })).toEqual(['Carla Diaz wrote again']);
  expect(told({}, { firstReplyAt: NOW })).toEqual(['The customer has had a first response']);
  expect(told({}, { assignee: ben })).toEqual(['Ben Cole has it now (set in The Desk)']);
  expect(told({ assignee: ben }, {})).toEqual(['Unassigned in The Desk']);
  expect(told({}, { status: 'closed' })).toEqual(['Is closed now, was active (in The Desk)']);
  expect(told({}, { mailbox: { id: '2', name: 'Sales' } })).toEqual(['Moved from Support to Sales']);
  expect(told({}, { subject: 'Scanner' })).toEqual(['The subject was changed']);
});

test('what colleagues write at the source is a quiet line; what was written from here has its own already', () => {
  const reply = { at: NOW, by: 'Ben Cole' };
  expect(told({}, { lastNote: { at: NOW, by: 'Ann Baker' } })).toEqual(['Ann Baker wrote a note in The Desk']);
  expect(told({}, { lastNote: { at: NOW, by: '' } })).toEqual(['Somebody wrote a note in The Desk']);
  expect(told({ firstReplyAt: NOW - 5 }, { firstReplyAt: NOW - 5, lastReply: reply })).toEqual([
    'Ben Cole replied to the customer in The Desk',
  ]);
  expect(told({}, { firstReplyAt: NOW, lastReply: reply })).toEqual(['The customer has had a first response']);
});

test('a note that a merge brought, one that is known, and a reply from here tell the thread nothing', () => {
  const before = aTicket({ firstReplyAt: NOW - HOUR, lastNote: { at: NOW - 20 * MINUTE, by: 'Ann' } });
  const read = (facts: Partial<TicketFacts>) =>
    changed(
      decideTicketSignal(before, there({ firstReplyAt: NOW - HOUR, ...facts }, { readAt: NOW + 1 }), view(), false),
    ).entries;
  expect(read({ lastNote: { at: NOW - 15 * MINUTE, by: 'Ann' } })).toEqual([]);
  expect(
    read({ lastNote: { at: NOW - 20 * MINUTE, by: 'Ann' }, lastReply: { at: NOW, by: 'Ben', here: true } }),
  ).toEqual([]);
});

test.each([
  [{ status: 'active' }, 'New'],
  [{ status: 'active', assignee: { id: '7', name: 'Ann' } }, 'In progress'],
  [{ status: 'pending' }, 'Awaiting'],
  [{ status: 'closed' }, 'Done'],
] as const)('a ticket with %j is %s', (facts, stage) => {
  expect(aTicket(facts).stage).toBe(stage);
});

test('merged, deleted and spam are three ends; a restored ticket goes on', () => {
  const merged = changed(decideTicketSignal(aTicket(), gone('merged', NOW, '77'), view(), false));
  expect(merged.item.gone).toEqual({ how: 'merged', at: NOW, into: '77' });
  expect(merged.notices.map(({ card }) => card.lines)).toEqual([[['Merged into ticket 77 in The Desk']]]);
  expect(wakeOf(committed(merged.item, view()), UNREMINDED)).toBeUndefined();
  expect(decideTicketSignal(merged.item, gone('deleted', NOW + 5), view(), false)).toEqual(UNCHANGED);
  const back = changed(decideTicketSignal(merged.item, there({}, { readAt: NOW + HOUR }), view(), false));
  expect([back.item.gone, back.entries.map(({ what }) => what)]).toEqual([undefined, ['restored']]);
});

test('what was open before the first start stays quiet, whatever is written to it', () => {
  const ticket = ticketAfter([there()], view(), true);
  const next = changed(decideTicketSignal(ticket, there({ lastCustomerAt: NOW }, { readAt: NOW + 1 }), view(), false));
  expect([next.item.places, next.notices]).toEqual([[{ destination: CHANNEL, as: 'baseline' }], []]);
});

test('a ticket that was closed when it was first seen gets its card when it is opened again', () => {
  const ticket = ticketAfter([there({ status: 'closed' })]);
  expect(ticket.places).toEqual([{ destination: CHANNEL, as: 'baseline' }]);
  const reopened = decideTicketSignal(ticket, there({ lastCustomerAt: NOW }, { readAt: NOW + 1 }), view(), false);
  expect(changed(reopened).item.places).toEqual([{ destination: CHANNEL, as: 'card' }]);
});

test('another customer, another client: the old card is redacted', () => {
  const walled = view({ settings: WALLED });
  const other = there({ customer: { name: 'Hank', email: 'hank@globex.example' } }, { readAt: NOW + 1 });
  expect(changed(decideTicketSignal(aTicket({}, walled), other, walled, false)).item).toMatchObject({
    client: 'Globex',
    places: [
      { destination: GLOBEX_CHANNEL, as: 'card' },
      { destination: ACME_CHANNEL, as: 'moved' },
    ],
  });
});
