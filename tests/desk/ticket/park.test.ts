import { expect, test } from 'vitest';
import type { DeskView } from '../../../src/desk/decision.ts';
import { settleTicketOrder } from '../../../src/desk/ticket/order-settled.ts';
import { tickPark } from '../../../src/desk/ticket/park.ts';
import { decideTicketSignal } from '../../../src/desk/ticket/signal.ts';
import type { Ticket, TicketFacts } from '../../../src/desk/ticket/ticket.ts';
import { decideTick, wakeOf } from '../../../src/desk/wake.ts';
import { aTicket, changed, frozen, HOUR, MINUTE, NOW, settings, STOP, there, view } from '../build.ts';

const UNCHANGED = { is: 'unchanged' };
const DAY = 24 * HOUR;
const HOUSE = settings({ clients: [{ name: 'Acme', mail: ['acme.example'] }], tickets: { awaitAfter: '3d' } });
const ANSWERED: Partial<TicketFacts> = {
  assignee: { id: '7', name: 'Ann Baker' },
  firstReplyAt: NOW - 5 * MINUTE,
  lastReply: { at: NOW - 5 * MINUTE, by: 'Ann Baker' },
  lastReplyFrom: 'staff',
  updatedAt: NOW - 5 * MINUTE,
};

function at(after: number, more: Partial<DeskView> = {}): DeskView {
  const abilities = { desk: ['assign', 'note', 'reply', 'status'] };
  return view({ now: NOW + after, settings: HOUSE, abilities, ...more });
}

function answered(facts: Partial<TicketFacts> = {}): Ticket {
  return aTicket({ ...ANSWERED, ...facts }, at(0));
}

test('a ticket whose last word is ours, and in which nothing happens, waits for the customer', () => {
  const ticket = answered();
  expect(wakeOf(ticket, HOUSE)).toBe(NOW - 5 * MINUTE + 3 * DAY);
  expect(tickPark(ticket, at(3 * DAY - 6 * MINUTE))).toEqual(UNCHANGED);
  const { item, effects, entries, notices } = changed(decideTick(frozen(ticket), at(3 * DAY)));
  expect(effects).toEqual([
    {
      job: 'write-back',
      key: `await-desk/12-${NOW - 5 * MINUTE}`,
      ref: 'desk/12',
      system: 'desk',
      write: { verb: 'status', row: '12', by: '7', status: 'pending', customerAt: NOW - 10 * MINUTE },
    },
  ]);
  expect([entries.map(({ text }) => text), notices]).toEqual([
    ['Nothing happened for 3 days after our last word: it waits for the customer'],
    [],
  ]);
  expect(decideTick(item, at(4 * DAY))).toEqual(UNCHANGED);
});

test.each<[string, Partial<TicketFacts>]>([
  ['the customer had the last word', { lastReplyFrom: 'customer' }],
  ['it waits already', { status: 'pending' }],
  ['it is closed', { status: 'closed' }],
])('nothing happens by itself when %s', (_why, facts) => {
  expect(wakeOf(answered(facts), HOUSE)).toBeUndefined();
  expect(tickPark(answered(facts), at(30 * DAY))).toEqual(UNCHANGED);
});

test('nothing happens by itself where nobody has it, where it is off, and where no status can be written', () => {
  const { assignee: _, ...nobody } = answered().facts;
  expect(tickPark({ ...answered(), facts: nobody, stage: 'New' }, at(30 * DAY))).toEqual(UNCHANGED);
  expect(tickPark(answered(), at(30 * DAY, { settings: settings() }))).toEqual(UNCHANGED);
  expect(tickPark(answered(), at(30 * DAY, { abilities: { desk: ['assign', 'note'] } }))).toEqual(UNCHANGED);
});

test('nothing happens by itself at a client that is stopped', () => {
  expect(tickPark(answered(), at(30 * DAY, { stops: [STOP] }))).toEqual(UNCHANGED);
});

test.each<[string, Partial<TicketFacts>]>([
  ['a note', { lastNote: { at: NOW + 2 * DAY, by: 'Ben' } }],
  ['a change at the source', { updatedAt: NOW + 2 * DAY }],
])('%s begins the time anew', (_what, facts) => {
  expect(tickPark(answered(facts), at(3 * DAY))).toEqual(UNCHANGED);
  expect(tickPark(answered(facts), at(5 * DAY)).is).toBe('changed');
});

test('an order that came to nothing is not given again, until something has happened', () => {
  const ordered = changed(tickPark(answered(), at(3 * DAY))).item;
  const key = ordered.orders?.[0]?.key ?? '';
  const failed = changed(settleTicketOrder(ordered, { key, sentence: 'No rights.' }, at(3 * DAY))).item;
  expect(failed.orders).toBeUndefined();
  expect([wakeOf(failed, HOUSE), tickPark(failed, at(9 * DAY))]).toEqual([undefined, UNCHANGED]);
  const moved = there({ ...ANSWERED, updatedAt: NOW + 4 * DAY }, { readAt: NOW + 4 * DAY });
  const later = changed(decideTicketSignal(failed, moved, at(4 * DAY), false)).item;
  expect(wakeOf(later, HOUSE)).toBe(NOW + 7 * DAY);
});

test('carried out it is Awaiting; the next word of the customer brings it back', () => {
  const ordered = changed(tickPark(answered(), at(3 * DAY))).item;
  const key = ordered.orders?.[0]?.key ?? '';
  const readBack = there({ ...ANSWERED, status: 'pending', updatedAt: NOW + 3 * DAY }, { readAt: NOW + 3 * DAY + 1 });
  const waits = changed(settleTicketOrder(ordered, { key, readBack }, at(3 * DAY + 1))).item;
  expect([waits.stage, wakeOf(waits, HOUSE)]).toEqual(['Awaiting', undefined]);
  const word: Partial<TicketFacts> = { ...ANSWERED, lastReplyFrom: 'customer', lastCustomerAt: NOW + 4 * DAY };
  const back = decideTicketSignal(waits, there(word, { readAt: NOW + 4 * DAY }), at(4 * DAY), false);
  expect(changed(back).item.stage).toBe('In progress');
  expect(changed(back).notices.filter(({ loud }) => loud)).toHaveLength(1);
});

test('only working time counts', () => {
  const days = { monday: [{ from: '08:00', to: '16:00' }], tuesday: [{ from: '08:00', to: '16:00' }] };
  const office = settings({
    sla: { calendar: 'office' },
    calendars: { office: { week: days } },
    tickets: { awaitAfter: '8h' },
  });
  const ticket = aTicket(
    { ...ANSWERED, updatedAt: NOW, lastReply: { at: NOW, by: 'Ann' } },
    view({ settings: office }),
  );
  expect(wakeOf(ticket, office)).toBe(NOW + 24 * HOUR);
});
