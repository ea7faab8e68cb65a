import { expect, test } from 'vitest';
import type { Changed } from '../../../src/desk/decision.ts';
import { newTimeEntry, noteTime } from '../../../src/desk/time/log-time.ts';
import { offerTime, timeOffers } from '../../../src/desk/time/offer.ts';
import { plain } from '../../../src/desk/text.ts';
import type { Ticket } from '../../../src/desk/ticket/ticket.ts';
import { decideTicketSignal } from '../../../src/desk/ticket/signal.ts';
import { withTicketLog } from '../../../src/desk/clock/work-log.ts';
import { actor, aTicket, ANN, anAlert, BEN, changed, HOUR, MINUTE, NOW, there, view } from '../build.ts';

const ANN_THERE = { id: '7', name: 'Ann Baker', email: 'ann@msp.example' };
const BEN_THERE = { id: '8', name: 'Ben Cole' };
const LATER = view({ now: NOW + 50 * MINUTE });

/** Ann has it since NOW. */
function held(more: Partial<Ticket> = {}): Ticket {
  return { ...withTicketLog(aTicket({ assignee: ANN_THERE, updatedAt: NOW }), NOW), revision: 3, ...more };
}

/** The source tells of it 50 minutes later. */
function seen(facts: Parameters<typeof there>[0], before = held()): Changed<Ticket> {
  const signal = there({ updatedAt: LATER.now, ...facts }, { readAt: LATER.now });
  return changed(decideTicketSignal(before, signal, LATER, false));
}

function told(change: Parameters<typeof timeOffers>[0], at = LATER): string[] {
  return timeOffers(change, at).map(
    ({ destination, card }) =>
      `${destination} ${card.title} ${card.lines.map(plain).join(' ')} [${card.actions.map(({ verb, ref }) => `${verb} ${ref}`).join()}]`,
  );
}

test('whoever had a ticket that is closed at its source is asked once for the hours', () => {
  const closed = seen({ status: 'closed', assignee: ANN_THERE });
  expect(told(closed)).toEqual([
    'chat:@A1 #1042 Printer on the second floor is over 50 minutes in which you had it are not logged yet. [log-time desk/12]',
  ]);
  const [first] = timeOffers(closed, LATER);
  const [again] = timeOffers(closed, view({ now: LATER.now + HOUR }));
  expect(first?.key).toBe(`desk/12/offer-time-ann@msp.example-${NOW}/chat:@A1`);
  expect(again?.key).toBe(first?.key);
});

test('so is whoever had it taken from them; an update of it asks nobody', () => {
  expect(told(seen({ assignee: BEN_THERE }))).toEqual([
    expect.stringContaining('chat:@A1 #1042 Printer on the second floor is no longer yours'),
  ]);
  expect(told(seen({ subject: 'Printer again', assignee: ANN_THERE }))).toEqual([]);
});

test('nobody is asked for minutes, for what is logged, without a time book, or about what they did here themselves', () => {
  const closed = seen({ status: 'closed', assignee: ANN_THERE });
  expect(told(closed, view({ now: LATER.now, timeBook: undefined }))).toEqual([]);
  const soon = view({ now: NOW + 4 * MINUTE });
  const quick = changed(
    decideTicketSignal(
      held(),
      there({ status: 'closed', updatedAt: soon.now, assignee: ANN_THERE }, { readAt: soon.now }),
      soon,
      false,
    ),
  );
  expect(told(quick, soon)).toEqual([]);
  const time = [{ key: 'k', by: actor(ANN), hours: 1, state: 'waiting' as const }];
  expect(told(seen({ status: 'closed', assignee: ANN_THERE }, held({ time })))).toEqual([]);
  const byAnn = { ...closed, entries: [{ at: NOW, by: actor(ANN), what: 'close', text: 'Ann closed it' }] };
  expect(told(byAnn)).toEqual([]);
  const byBen = { ...closed, entries: [{ at: NOW, by: actor(BEN), what: 'close', text: 'Ben closed it' }] };
  expect(told(byBen)).toHaveLength(1);
});

test('an alert that is released by another asks its holder; one that recovers asks nobody', () => {
  const claimed = { ...anAlert(), claimed: { by: actor(ANN), at: NOW } };
  const log = [{ at: NOW, is: 'open' as const, holder: { person: ANN.id, name: ANN.name } }];
  const { claimed: _, ...released } = { ...claimed, log };
  const change = { is: 'changed' as const, item: released, entries: [], effects: [], notices: [] };
  expect(told(change)).toEqual([expect.stringContaining('ACME-DC01: disk C is full is no longer yours')]);
  const source = { name: 'The RMM', via: 'rmm' };
  const ended = { ...claimed, log, ended: { how: 'recovered' as const, at: LATER.now, by: source } };
  expect(told({ ...change, item: ended })).toEqual([]);
  expect(told({ ...change, item: { ...ended, ended: { ...ended.ended, how: 'resolved' as const } } })).toHaveLength(1);
});

test('what is no alert and no ticket asks nobody, nor does what nobody had', () => {
  const wish = {
    key: 'k1',
    person: { id: ANN.id, name: ANN.name },
    customer: { id: 'C', name: 'Acme' },
    hours: 1,
    endsAt: NOW,
    text: 'Work',
    billable: true,
    activity: 'Execution',
  };
  expect(told(newTimeEntry(wish, undefined, view()))).toEqual([]);
  expect(told(seen({ status: 'closed' }, withTicketLog(aTicket(), NOW)))).toEqual([]);
  const noted = noteTime(held(), newTimeEntry(wish, undefined, view()).item, LATER);
  expect(noted && told(noted)).toEqual([]);
});

test('the answer to a press offers what is not logged', () => {
  expect(offerTime(held(), ANN, LATER)).toEqual({
    sentence: '50 minutes of it are not logged yet.',
    action: { verb: 'log-time', label: 'Log time', style: 'primary', ref: 'desk/12' },
  });
  expect(offerTime(held(), BEN, LATER)).toBeUndefined();
  expect(offerTime(held(), ANN, { now: LATER.now, timeBook: undefined })).toBeUndefined();
});
