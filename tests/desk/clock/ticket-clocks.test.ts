import { describe, expect, test } from 'vitest';
import type { DeskView } from '../../../src/desk/decision.ts';
import { Ticket, type TicketFacts } from '../../../src/desk/ticket/ticket.ts';
import { ticketCard } from '../../../src/desk/ticket/card.ts';
import { clockLines, dueSpans } from '../../../src/desk/clock/lines.ts';
import { isOverdue, nextDue, withTicketClocks } from '../../../src/desk/clock/ticket-clocks.ts';
import { decideTicketSignal } from '../../../src/desk/ticket/signal.ts';
import { plain } from '../../../src/desk/text.ts';
import { decideTick, wakeOf } from '../../../src/desk/wake.ts';
import {
  ANN,
  aTicket,
  BEN,
  changed,
  CHANNEL,
  committed,
  frozen,
  HOUR,
  MINUTE,
  NOW,
  settings,
  STOP,
  there,
  ticketAfter,
  view,
} from '../build.ts';

const HOUSE = settings({
  tickets: { remindAfter: 'never' },
  sla: { response: { P3: '4h' }, resolution: { P3: '8h' } },
});
const ARRIVED = NOW - 10 * MINUTE;
const DUE = ARRIVED + 4 * HOUR;
const END = ARRIVED + 8 * HOUR;
const HERS = { assignee: { id: '7', name: 'Ann Baker' } };
const DEE = { ...BEN, name: 'Dee', role: 'dispatcher' as const };

function at(now: number, more: Partial<DeskView> = {}): DeskView {
  return view({ now, settings: HOUSE, ...more });
}

function arrived(facts: Partial<TicketFacts> = {}, more: Partial<DeskView> = {}): Ticket {
  return frozen(aTicket(facts, at(NOW, more)));
}

/** What the passing of time makes of it, as it is kept. */
function tick(ticket: Ticket, now: number, more: Partial<DeskView> = {}) {
  const { item, notices, entries } = changed(decideTick(ticket, at(now, more)));
  const kept = frozen(committed(item as Ticket, at(now, more)));
  return { ticket: kept, told: notices.map(({ key }) => key.replace('desk/12/', '')), notices, entries };
}

function heard(ticket: Ticket, facts: Partial<TicketFacts>, now: number): Ticket {
  const next = changed(decideTicketSignal(ticket, there(facts, { readAt: now }), at(now), false)).item;
  return frozen(committed(next, at(now)));
}

const WAITS = { status: 'pending', lastReplyFrom: 'staff', firstReplyAt: NOW } as const;

describe('what is told', () => {
  test('75 and 90 % to whoever has it, the breach to the channel, the owner and the coordinator, each once', () => {
    const people = [ANN, DEE];
    const fresh = arrived(HERS, { people });
    expect(wakeOf(fresh, HOUSE)).toBe(ARRIVED + 3 * HOUR);
    const first = tick(fresh, ARRIVED + 3 * HOUR, { people });
    expect(first.told).toEqual([`warned-response-75-${DUE}/chat:@A1`]);
    expect(first.notices[0]?.card.lines.map(plain)).toEqual([
      'First response due 2026-11-02 12:50 (2026-11-02 12:50). The target is 4 hours.',
      'Ann Baker has it.',
    ]);
    expect(decideTick(first.ticket, at(ARRIVED + 3 * HOUR))).toEqual({ is: 'unchanged' });
    expect(wakeOf(first.ticket, HOUSE)).toBe(ARRIVED + 3.6 * HOUR);
    const second = tick(first.ticket, ARRIVED + 3.6 * HOUR, { people });
    expect(second.told).toEqual([`warned-response-90-${DUE}/chat:@A1`]);
    const late = tick(second.ticket, DUE, { people });
    expect(late.told).toEqual([
      `breach-response-${DUE}/${CHANNEL}`,
      `breach-response-${DUE}/chat:@A1`,
      `breach-response-${DUE}/chat:@B1`,
    ]);
    expect(late.notices[0]?.card).toMatchObject({
      title: '#1042 Printer on the second floor: no first response in time',
      badge: '⏰ SLA BREACH',
    });
    expect(late.notices[0]?.card.actions.map(({ verb }) => verb)).toEqual(['breach-acknowledge', 'breach-reason']);
    expect(late.ticket.breaches).toEqual([{ clock: 'response', due: DUE, at: DUE }]);
    expect([isOverdue(late.ticket), wakeOf(late.ticket, HOUSE)]).toEqual([true, ARRIVED + 6 * HOUR]);
    expect(decideTick(late.ticket, at(DUE + HOUR))).toEqual({ is: 'unchanged' });
  });

  test('where nobody has it the channel is warned, and can take it there', () => {
    const { told, notices } = tick(arrived(), ARRIVED + 3 * HOUR);
    expect(told).toEqual([`warned-response-75-${DUE}/${CHANNEL}`]);
    expect(notices[0]?.card.actions.map(({ verb }) => verb)).toEqual(['acknowledge', 'claim', 'show']);
  });

  test('of what became due while nobody looked, only the newest; the rest is counted', () => {
    const both = tick(arrived(), ARRIVED + 3.9 * HOUR);
    expect(both.told).toEqual([`warned-response-90-${DUE}/${CHANNEL}`]);
    expect(both.ticket.clocks?.response?.warned).toEqual([75, 90]);
    const breach = tick(arrived(), DUE + HOUR);
    expect(breach.told).toEqual([`breach-response-${DUE}/${CHANNEL}`]);
    expect(breach.entries.map(({ text }) => text)).toEqual([
      'SLA missed, no first response in time: it was due 60 minutes ago',
    ]);
    expect(breach.ticket.clocks?.response?.warned).toEqual([75, 90]);
  });

  test('at a client that is stopped it waits until the stop is lifted', () => {
    const ticket = frozen({ ...arrived(), client: 'Acme' });
    expect(decideTick(ticket, at(DUE, { stops: [STOP] }))).toEqual({ is: 'unchanged' });
    expect(tick(ticket, DUE + MINUTE).told).toEqual([`breach-response-${DUE}/${CHANNEL}`]);
  });

  test('warnings wait for working hours, unless the deadline comes before them', () => {
    const office = settings({
      tickets: { remindAfter: 'never' },
      calendars: {
        office: { week: { monday: [{ from: '08:00', to: '12:00' }], tuesday: [{ from: '08:00', to: '12:00' }] } },
      },
      sla: { calendar: 'office', response: { P3: '4h' } },
    });
    const house = { settings: office };
    const fresh = arrived({}, house);
    expect(fresh.clocks?.response?.due).toBe(Date.UTC(2026, 10, 3, 8, 50));
    const night = changed(decideTick(fresh, at(Date.UTC(2026, 10, 3, 3), house)));
    expect(night.notices).toEqual([]);
    expect(wakeOf(committed(night.item as Ticket, at(Date.UTC(2026, 10, 3, 3), house)), office)).toBe(
      Date.UTC(2026, 10, 3, 8),
    );
  });
});

describe('the deadline moves', () => {
  test('while the customer is waited for nothing is told; then the rest of the time counts, and no share twice', () => {
    const answered = heard(arrived(), { ...WAITS, status: 'active' }, NOW + MINUTE);
    const warned = tick(answered, ARRIVED + 6 * HOUR).ticket;
    const waits = heard(warned, { ...WAITS, updatedAt: ARRIVED + 6.5 * HOUR }, ARRIVED + 6.5 * HOUR);
    expect(waits.clocks?.resolution).toMatchObject({ state: 'paused', left: 1.5 * HOUR, warned: [75] });
    expect(wakeOf(waits, HOUSE)).toBeUndefined();
    expect(clockLines(waits).map(plain)).toEqual([
      '✓ First response 2026-11-02 09:00, in time: 3 hours 50 minutes to spare',
      '⏸️ Resolution waits for the customer: 90 minutes left',
    ]);
    const back = heard(waits, { ...WAITS, status: 'active', updatedAt: NOW + 30 * HOUR }, NOW + 30 * HOUR);
    expect(back.clocks?.resolution?.due).toBe(NOW + 31.5 * HOUR);
    expect(wakeOf(back, HOUSE)).toBe(NOW + 31.5 * HOUR - 0.8 * HOUR);
    expect(decideTick(back, at(NOW + 30 * HOUR + MINUTE))).toEqual({ is: 'unchanged' });
  });

  test('one that moves ahead is armed again, and one that comes back to the same instant rings no second time', () => {
    const late = tick(arrived(), DUE + HOUR).ticket;
    const slow = settings({ tickets: { remindAfter: 'never' }, sla: { response: { P3: '2d' } } });
    const moved = committed(late, { settings: slow, now: DUE + HOUR });
    expect([isOverdue(moved), moved.breaches, moved.clocks?.response?.warned]).toEqual([false, undefined, undefined]);
    expect(wakeOf(moved, slow)).toBe(ARRIVED + 36 * HOUR);
    const again = committed(moved, at(DUE + HOUR));
    expect(tick(again, DUE + HOUR).told).toEqual([`breach-response-${DUE}/${CHANNEL}`]);
  });

  test('an answer that was given in time and read too late takes the breach back', () => {
    const late = tick(arrived(), DUE).ticket;
    const read = heard(late, { firstReplyAt: DUE - MINUTE, lastReplyFrom: 'staff' }, DUE + MINUTE);
    expect([read.clocks?.response?.state, read.clocks?.response?.breachedAt, read.breaches]).toEqual([
      'met',
      undefined,
      undefined,
    ]);
  });

  test('one that was missed and answered before anybody could be told is counted, and rings nobody', () => {
    const read = heard(arrived(), { firstReplyAt: DUE + MINUTE, lastReplyFrom: 'staff' }, DUE + HOUR);
    expect(read.breaches).toEqual([{ clock: 'response', due: DUE, at: DUE + HOUR }]);
    expect(clockLines(read).map(plain)[0]).toBe('⏰ First response 2026-11-02 12:51, missed by 1 minute');
    expect(isOverdue(read)).toBe(false);
  });

  test('what is promised no more is neither due nor overdue', () => {
    const nothing = settings({ tickets: { remindAfter: 'never' }, sla: { response: { default: 'none', P3: 'none' } } });
    const late = tick(arrived(), DUE).ticket;
    const free = committed(late, { settings: nothing, now: DUE });
    expect([free.clocks, isOverdue(free), clockLines(free), wakeOf(free, nothing)]).toEqual([
      undefined,
      false,
      [],
      undefined,
    ]);
  });

  test('a wake-up that comes too early looks again when the deadline comes', () => {
    const holiday = settings({ tickets: { remindAfter: 'never' }, sla: { response: { P3: '5h' } } });
    const early = changed(decideTick(arrived(), at(ARRIVED + 3 * HOUR, { settings: holiday })));
    expect(early.notices).toEqual([]);
    expect(wakeOf(committed(early.item as Ticket, at(ARRIVED + 3 * HOUR, { settings: holiday })), holiday)).toBe(
      ARRIVED + 3.75 * HOUR,
    );
  });

  test('a ticket that was closed and is open again goes on where it was; one that is gone has no clock that looks', () => {
    const closed = heard(arrived(), { status: 'closed', updatedAt: NOW }, NOW + MINUTE);
    expect(closed.clocks?.resolution).toMatchObject({ state: 'met', left: 8 * HOUR - 10 * MINUTE });
    expect(wakeOf(closed, HOUSE)).toBeUndefined();
    const open = heard(closed, { status: 'active', updatedAt: NOW + 20 * HOUR }, NOW + 20 * HOUR);
    expect(open.clocks?.resolution).toMatchObject({ state: 'running', due: NOW + 28 * HOUR - 10 * MINUTE });
    const gone = committed({ ...open, gone: { how: 'deleted', at: NOW + 20 * HOUR } }, at(NOW + 20 * HOUR));
    expect([wakeOf(gone, HOUSE), gone.clocks?.resolution?.due]).toEqual([undefined, NOW + 28 * HOUR - 10 * MINUTE]);
    expect(clockLines(gone)).toEqual([]);
  });
});

describe('the first look', () => {
  test('what was late when the desk first looked is counted and rings nobody; what runs out later is told', () => {
    const day = { createdAt: NOW - 24 * HOUR, updatedAt: NOW - 24 * HOUR, ...HERS };
    const old = frozen(ticketAfter([there(day)], at(NOW), true));
    expect([isOverdue(old), old.breaches, wakeOf(old, HOUSE)]).toEqual([true, undefined, undefined]);
    const young = frozen(ticketAfter([there(HERS)], at(NOW), true));
    expect(tick(young, DUE).told).toEqual([`breach-response-${DUE}/${CHANNEL}`, `breach-response-${DUE}/chat:@A1`]);
  });

  test('one that arrived while the desk was down is told of, however late it is', () => {
    const late = frozen(aTicket({ createdAt: NOW - 5 * HOUR }, at(NOW)));
    expect(wakeOf(late, HOUSE)).toBe(NOW - HOUR);
    expect(tick(late, NOW).told).toEqual([`breach-response-${NOW - HOUR}/${CHANNEL}`]);
  });

  test('documents of older versions come right at their next commit: what had rung rings no more, what had not does', () => {
    const { clocks: _, ...older } = arrived();
    const before = Ticket.parse({ ...older, responseDue: DUE });
    expect(tick(frozen(withTicketClocks(before, HOUSE, NOW)), DUE).told).toEqual([`breach-response-${DUE}/${CHANNEL}`]);
    const rung = withTicketClocks(Ticket.parse({ ...older, responseDue: DUE, breachedAt: DUE }), HOUSE, DUE + HOUR);
    expect([isOverdue(rung), rung.responseDue, rung.breachedAt]).toEqual([true, undefined, undefined]);
    expect(decideTick(frozen(rung), at(DUE + HOUR))).toEqual({ is: 'unchanged' });
  });

  test('a promise that is new in the configuration makes nothing ring that is long past it', () => {
    const plainHouse = settings({ tickets: { remindAfter: 'never' }, sla: { response: { P3: '9d' } } });
    const ticket = aTicket({ createdAt: NOW - 24 * HOUR }, view({ settings: plainHouse }));
    const next = committed(ticket, at(NOW));
    expect(next.clocks?.resolution).toMatchObject({ breachedAt: NOW, warned: [75, 90] });
    expect(next.breaches).toBeUndefined();
  });
});

describe('what is shown', () => {
  test('both clocks on the card and in its badge; the next of them in a row', () => {
    const fresh = arrived();
    expect(clockLines(fresh).map(plain)).toEqual([
      '⏳ First response due 2026-11-02 12:50',
      '⏳ Resolution due 2026-11-02 16:50',
    ]);
    expect([nextDue(fresh), plain(dueSpans(fresh))]).toEqual([
      { kind: 'response', due: DUE },
      ' · ⏳ first response due 2026-11-02 12:50',
    ]);
    const late = tick(fresh, DUE).ticket;
    expect(ticketCard(late, at(DUE)).badge).toBe('🎫 P3 · New · SLA BREACHED');
    expect(plain(dueSpans(late))).toBe(' · ⏰ first response was due 2026-11-02 12:50');
    const answered = heard(late, { firstReplyAt: DUE + HOUR, lastReplyFrom: 'staff' }, DUE + HOUR);
    expect(plain(dueSpans(answered))).toBe(' · ⏳ resolution due 2026-11-02 16:50');
    expect(clockLines(answered).map(plain)[0]).toBe('⏰ First response 2026-11-02 13:50, missed by 60 minutes');
  });

  test('a late one that waits says by how much; one whose calendar never opens is never due', () => {
    const over = heard(tick(arrived(), END).ticket, { ...WAITS, updatedAt: END + 2 * HOUR }, END + 2 * HOUR);
    expect(clockLines(over).map(plain)[1]).toBe('⏸️ Resolution waits for the customer: 2 hours over');
    expect(plain(dueSpans(over))).toBe('');
    const shut = settings({ calendars: { shut: {} }, sla: { calendar: 'shut', response: { P3: '4h' } } });
    const never = aTicket({}, view({ settings: shut }));
    expect(clockLines(never).map(plain)).toEqual([
      '⏳ First response: its calendar has no working hours, so it is never due',
    ]);
  });

  test('no customer began it: there is nothing to measure', () => {
    const own = aTicket({ awaitsResponse: false, firstReplyAt: NOW }, view());
    expect(clockLines(own).map(plain)).toEqual(['✓ First response 2026-11-02 09:00']);
    expect(wakeOf(own, HOUSE)).toBeUndefined();
  });
});
