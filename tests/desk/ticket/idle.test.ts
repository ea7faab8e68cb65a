import { expect, test } from 'vitest';
import type { DeskView } from '../../../src/desk/decision.ts';
import { plain } from '../../../src/desk/text.ts';
import { decideTicketCommand } from '../../../src/desk/ticket/command.ts';
import { tickUnseen } from '../../../src/desk/ticket/idle.ts';
import { decideTicketSignal } from '../../../src/desk/ticket/signal.ts';
import type { Ticket, TicketFacts } from '../../../src/desk/ticket/ticket.ts';
import { decideTick, wakeOf } from '../../../src/desk/wake.ts';
import {
  actor,
  ANN,
  aTicket,
  changed,
  CHANNEL,
  frozen,
  HOUR,
  MINUTE,
  NOW,
  settings,
  STOP,
  there,
  ticketAfter,
  UNREMINDED,
  view,
  committed,
} from '../build.ts';

const UNCHANGED = { is: 'unchanged' };
const HAS_IT = { assignee: { id: '7', name: 'Ann Baker', email: 'ann@msp.example' } };

function after(minutes: number, more: Partial<DeskView> = {}): DeskView {
  return view({ now: NOW + minutes * MINUTE, ...more });
}

/** The ticket after another read. */
function then(ticket: Ticket, facts: Partial<TicketFacts>, at = after(5)) {
  return changed(decideTicketSignal(ticket, there(facts, { readAt: at.now }), at, false));
}

test('a ticket that nobody has looked at rings once in its channel, with the way to take it', () => {
  const ticket = aTicket();
  expect(wakeOf(ticket, settings())).toBe(NOW + 30 * MINUTE);
  expect(decideTick(ticket, after(29))).toEqual(UNCHANGED);
  const { item, entries, notices } = changed(tickUnseen(frozen(ticket), after(30)));
  expect(notices.map(({ destination, loud, ref }) => [destination, loud, ref])).toEqual([[CHANNEL, true, 'desk/12']]);
  expect(notices[0]?.card).toMatchObject({
    title: '#1042 Printer on the second floor: nobody has looked at it',
    tone: 'warning',
  });
  expect(notices[0]?.card.lines.map(plain)).toEqual([
    'Nobody has acknowledged or claimed it; it has been here for 30 minutes.',
  ]);
  expect(notices[0]?.card.actions.map(({ verb }) => verb)).toEqual(['acknowledge', 'claim']);
  expect([item.remindedAt, entries.map(({ what }) => what)]).toEqual([NOW + 30 * MINUTE, ['unseen']]);
  expect(tickUnseen(item, after(600))).toEqual(UNCHANGED);
  expect(wakeOf(item, settings())).toBe(item.clocks?.response?.lookAt);
});

test.each<[string, Partial<TicketFacts>]>([
  ['claimed', HAS_IT],
  ['answered', { lastReplyFrom: 'staff' }],
  ['waiting for the customer', { status: 'pending' }],
  ['closed', { status: 'closed' }],
])('a ticket that is %s has been looked at', (_state, facts) => {
  expect(tickUnseen(aTicket(facts), after(60))).toEqual(UNCHANGED);
});

test('an acknowledge stops the reminder, and one that is taken back lets it ring', () => {
  const by = actor(ANN);
  const seen = changed(decideTicketCommand(aTicket(), { verb: 'acknowledge', by }, after(1))).item;
  expect(tickUnseen(seen, after(60))).toEqual(UNCHANGED);
  const unseen = changed(decideTicketCommand(seen, { verb: 'unacknowledge', by }, after(2))).item;
  expect(tickUnseen(unseen, after(60)).is).toBe('changed');
});

test('a claim that is being written stops it', () => {
  const account = { id: '7', name: 'Ann Baker' };
  const claimed = decideTicketCommand(aTicket(), { verb: 'claim', by: actor(ANN), account, key: 'k' }, view());
  expect(tickUnseen(changed(claimed).item, after(60))).toEqual(UNCHANGED);
});

test('a breach of its response target has rung for it already', () => {
  const house = settings({ sla: { response: { P3: '15m' } } });
  const breached = changed(decideTick(aTicket({}, view({ settings: house })), after(30, { settings: house })));
  expect(breached.entries.map(({ what }) => what)).toEqual(['breached']);
  const told = committed(breached.item as Ticket, after(30, { settings: house }));
  expect(decideTick(told, after(90, { settings: house }))).toEqual(UNCHANGED);
});

test('never, and what was open before the first start, ring for nothing', () => {
  expect(tickUnseen(aTicket(), after(600, { settings: UNREMINDED }))).toEqual(UNCHANGED);
  expect(tickUnseen(ticketAfter([there()], view(), true), after(600))).toEqual(UNCHANGED);
});

test('nobody is asked to do anything at a client that is stopped; it rings when the stop is lifted', () => {
  const house = settings({ clients: [{ name: 'Acme', mail: ['acme.example'] }] });
  const ticket = aTicket({}, view({ settings: house }));
  expect(tickUnseen(ticket, after(60, { settings: house, stops: [STOP] }))).toEqual(UNCHANGED);
  expect(tickUnseen(ticket, after(60, { settings: house })).is).toBe('changed');
});

test('only working time counts, in the calendar of its tier', () => {
  const house = settings({
    clients: [{ name: 'Acme', mail: ['acme.example'], tier: 'gold' }],
    tiers: { gold: { calendar: 'late' } },
    calendars: {
      late: { week: { monday: [{ from: '12:00', to: '12:20' }], tuesday: [{ from: '12:00', to: '13:00' }] } },
    },
  });
  const ticket = aTicket({}, view({ settings: house }));
  const tuesday = NOW + 27 * HOUR + 10 * MINUTE;
  expect(tickUnseen(ticket, view({ settings: house, now: tuesday - 1 }))).toEqual(UNCHANGED);
  expect(tickUnseen(ticket, view({ settings: house, now: tuesday })).is).toBe('changed');
});

test("the customer's word brings an awaiting ticket back, and whoever has it is told by a direct message", () => {
  const waiting = aTicket({ ...HAS_IT, status: 'pending', lastReplyFrom: 'staff' });
  const { item, notices } = then(waiting, { ...HAS_IT, status: 'active', lastCustomerAt: NOW });
  expect(item.stage).toBe('In progress');
  const loud = notices.filter((one) => one.loud);
  expect(loud.map(({ destination }) => destination)).toEqual(['chat:@A1']);
  expect(loud[0]?.card.title).toBe('#1042 Printer on the second floor: Carla Diaz wrote again');
  expect(loud[0]?.card.lines.map(plain)).toEqual([
    'It waited for the customer, and is In progress now. Ann Baker has it.',
  ]);
});

test('a closed ticket that the customer writes to rings in its channel where nobody has it', () => {
  const { item, notices } = then(aTicket({ status: 'closed' }), { status: 'active', lastCustomerAt: NOW });
  expect(item.reopenedAt).toBe(NOW + 5 * MINUTE);
  expect(
    notices.filter((one) => one.loud).map(({ destination, card }) => [destination, card.lines.map(plain)]),
  ).toEqual([[CHANNEL, ['It was done, and is New now. Nobody has it.']]]);
  expect(wakeOf(item, settings())).toBe(NOW + 35 * MINUTE);
});

test('further words on a ticket that is being worked on, and a reopening by hand, ring nobody', () => {
  const rung = (before: Partial<TicketFacts>, facts: Partial<TicketFacts>) =>
    then(aTicket(before), facts).notices.filter((one) => one.loud);
  expect(rung(HAS_IT, { ...HAS_IT, lastCustomerAt: NOW })).toEqual([]);
  expect(rung({ ...HAS_IT, status: 'pending' }, { ...HAS_IT, status: 'active' })).toEqual([]);
  expect(rung({ ...HAS_IT, status: 'pending' }, { ...HAS_IT, status: 'pending', lastCustomerAt: NOW })).toEqual([]);
});
