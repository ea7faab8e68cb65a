import { describe, expect, test } from 'vitest';
import { tickMute } from '../../../src/desk/alert/mute.ts';
import { decideAlertSignal } from '../../../src/desk/alert/signal.ts';
import type { Alert } from '../../../src/desk/alert/alert.ts';
import { chainFor, withChain } from '../../../src/desk/on-call/chain.ts';
import type { DeskView } from '../../../src/desk/decision.ts';
import { channelNotice } from '../../../src/desk/notices.ts';
import { plainCard } from '../../../src/desk/card.ts';
import { heldIn, quietCard } from '../../../src/desk/quiet/digest.ts';
import { hushed, lastOpening, quietUntil } from '../../../src/desk/quiet/quiet.ts';
import { decideTick, wakeOf } from '../../../src/desk/wake.ts';
import { decideTicketSignal } from '../../../src/desk/ticket/signal.ts';
import { triageTicket } from '../../../src/desk/ticket/triage-command.ts';
import {
  actor,
  alertAfter,
  alertFacts,
  anAlert,
  ANN,
  aTicket,
  changed,
  CHANNEL,
  HOUR,
  MINUTE,
  NOW,
  open,
  over,
  settings,
  STOP,
  there,
  view,
} from '../build.ts';
import { aWindow } from './window.ts';

const DAY = 24 * HOUR;
/** NOW is a Monday, 09:00 in UTC: an hour before this channel opens. */
const UNTIL_TEN = { quiet: [{ hours: [{ from: '20:00', to: '10:00' }] }] };
const OPENING = NOW + HOUR;

function quiet(more: Partial<DeskView> = {}, house: Record<string, unknown> = UNTIL_TEN): DeskView {
  return view({ settings: settings(house), ...more });
}
const HIGH = { raw: 'error', check: 'diskspace', device: alertFacts().device };
const CRITICAL = { check: 'ping' };

function at(clock: string): number {
  return Temporal.ZonedDateTime.from(clock).epochMilliseconds;
}

test('what would be a card waits for the opening, and wakes then; a critical alert and a P1 do not', () => {
  const held = [{ destination: CHANNEL, as: 'held', held: { since: NOW, until: OPENING } }];
  const alert = anAlert(HIGH, quiet());
  const ticket = aTicket({}, quiet());
  expect([alert.severity, alert.places, ticket.priority, ticket.places]).toEqual(['high', held, 'P3', held]);
  expect([wakeOf(alert, quiet().settings), wakeOf(ticket, quiet().settings)]).toEqual([OPENING, OPENING]);
  expect(anAlert(CRITICAL, quiet()).places).toEqual([{ destination: CHANNEL, as: 'card' }]);
  const urgent = quiet({}, { ...UNTIL_TEN, tickets: { priority: 'P1' } });
  expect(aTicket({}, urgent).places).toEqual([{ destination: CHANNEL, as: 'card' }]);
});

test('only what is named is held, and only where', () => {
  const some = (quietly: object) => {
    const house = quiet({}, { quiet: [{ ...UNTIL_TEN.quiet[0], ...quietly }] });
    return [anAlert(HIGH, house), aTicket({}, house)].map(({ places }) => places[0]?.as);
  };
  expect(some({ severity: [] })).toEqual(['card', 'held']);
  expect(some({ priority: ['P1'] })).toEqual(['held', 'card']);
  expect(some({ to: ['chat:other'] })).toEqual(['card', 'card']);
  expect(some({ to: [CHANNEL] })).toEqual(['held', 'held']);
});

test('at the opening what is still open gets its card, once; what was over stays held', () => {
  const alert = anAlert(HIGH, quiet());
  expect(decideTick(alert, quiet({ now: OPENING - 1 })).is).toBe('unchanged');
  const opened = changed(decideTick(alert, quiet({ now: OPENING })));
  expect(opened.item.places).toEqual([{ destination: CHANNEL, as: 'card', held: { since: NOW, until: OPENING } }]);
  expect([opened.notices, opened.entries.map(({ what }) => what)]).toEqual([[], ['released-quiet']]);
  expect(decideTick(opened.item, quiet({ now: OPENING })).is).toBe('unchanged');
  const ended = alertAfter([open(HIGH), over('recovered', NOW + MINUTE)], quiet({ now: NOW + 2 * MINUTE }));
  expect([ended.places[0]?.as, wakeOf(ended, quiet().settings)]).toEqual(['held', undefined]);
  expect(decideTick(ended, quiet({ now: OPENING })).is).toBe('unchanged');
});

test('a rise to critical rings at once, and so does a ticket that becomes P1', () => {
  const risen = alertAfter([open(HIGH), open(CRITICAL, { readAt: NOW + MINUTE })], quiet());
  expect([risen.severity, risen.places[0]?.as]).toEqual(['critical', 'card']);
  const finding = {
    key: 'k',
    impact: 'everyone',
    urgency: 'stopped',
    priority: 'P1',
    why: '',
    by: actor(ANN),
  } as const;
  const triaged = changed(triageTicket(aTicket({}, quiet()), finding, quiet({ now: NOW + MINUTE })));
  expect(triaged.item.places).toEqual([
    { destination: CHANNEL, as: 'card', held: { since: NOW, until: NOW + MINUTE, early: true } },
  ]);
});

test('a card that stands stays one through the night; what the customer writes goes into its thread', () => {
  const evening = view();
  const standing = aTicket({}, evening);
  const again = there({ subject: 'Still nothing', lastCustomerAt: NOW + MINUTE }, { readAt: NOW + MINUTE });
  const written = changed(decideTicketSignal(standing, again, quiet({ now: NOW + MINUTE }), false));
  expect(written.item.places).toEqual([{ destination: CHANNEL, as: 'card' }]);
});

test('what rings by itself at night is only a line of the thread; what a person does rings', () => {
  const item = aTicket();
  const notices = channelNotice({ item, occasion: 'unseen', at: NOW }, plainCard({ title: 'Nobody has looked' }));
  const by = (id?: string) => ({
    is: 'changed' as const,
    item,
    entries: [{ at: NOW, by: { name: 'Ann', via: 'chat', ...(id ? { id } : {}) }, what: 'x', text: 'x' }],
    effects: [],
    notices,
  });
  expect(hushed(by(), quiet()).notices.map(({ loud }) => loud)).toEqual([false]);
  expect(hushed(by('ann@msp.example'), quiet()).notices.map(({ loud }) => loud)).toEqual([true]);
  expect(hushed(by(), quiet({ now: OPENING })).notices.map(({ loud }) => loud)).toEqual([true]);
  expect(hushed({ ...by(), item: { ...item, priority: 'P1' } }, quiet()).notices.map(({ loud }) => loud)).toEqual([
    true,
  ]);
});

test('nobody is reminded of what is held, nor called about it; that begins with its card', () => {
  const house = {
    ...UNTIL_TEN,
    tickets: { remindAfter: '30m' },
    escalation: { chains: [{ when: { priority: ['P3'] }, steps: [{ after: '0m', call: 'everyone' }] }] },
  };
  const night = quiet({}, house);
  const ticket = aTicket({}, night);
  expect(chainFor(ticket, night.settings)).toBeDefined();
  expect(withChain(ticket, night.settings, NOW).chain).toBeUndefined();
  expect(decideTick(ticket, quiet({ now: NOW + 45 * MINUTE }, house)).is).toBe('unchanged');
  const released = changed(decideTick(ticket, quiet({ now: OPENING }, house))).item;
  expect(withChain(released, night.settings, OPENING).chain?.startedAt).toBe(OPENING);
  expect(decideTick(released, quiet({ now: OPENING + 29 * MINUTE }, house)).is).toBe('unchanged');
  const unseen = changed(decideTick(released, quiet({ now: OPENING + 30 * MINUTE }, house)));
  expect(unseen.entries.map(({ what }) => what)).toEqual(['unseen']);
});

test('a maintenance window that is over at night leaves it to the quiet hours; one at the opening holds it on', () => {
  const night = aWindow({ from: NOW - HOUR, to: NOW + 10 * MINUTE });
  const muted = anAlert(HIGH, quiet({ windows: [night] }));
  expect([muted.places[0]?.as, muted.muted?.window]).toEqual(['muted', night.ref]);
  const freed = changed(tickMute(muted, quiet({ windows: [night], now: NOW + 10 * MINUTE }))).item;
  expect(freed.places).toEqual([
    { destination: CHANNEL, as: 'held', held: { since: NOW + 10 * MINUTE, until: OPENING } },
  ]);
  const later = aWindow({ ref: 'window/later', from: NOW + 20 * MINUTE, to: OPENING + HOUR });
  const mutedAgain = changed(decideTick(freed, quiet({ windows: [later], now: NOW + 20 * MINUTE }))).item as Alert;
  expect(mutedAgain.places[0]?.as).toBe('muted');
  const released = changed(decideTick(mutedAgain, quiet({ windows: [later], now: OPENING + HOUR }))).item;
  expect(released.places[0]?.as).toBe('card');
});

test('what was there before the first start stays quiet, and what comes at a stopped client rings', () => {
  const first = changed(decideAlertSignal(undefined, open(HIGH), quiet(), true)).item;
  expect(first.places).toEqual([{ destination: CHANNEL, as: 'baseline' }]);
  expect(anAlert(HIGH, quiet({ stops: [STOP] })).places[0]?.as).toBe('card');
});

test('quiet hours that are taken away release what they held at the next look', () => {
  const alert = anAlert(HIGH, quiet());
  const [place] = changed(decideTick(alert, view({ now: NOW + MINUTE }))).item.places;
  expect(place).toEqual({ destination: CHANNEL, as: 'card', held: { since: NOW, until: NOW + MINUTE } });
});

describe('when a channel is quiet', () => {
  const opens = (house: Record<string, unknown>, now: number) => quietUntil(CHANNEL, settings(house), now);
  const weekday = [{ from: '08:00', to: '18:00' }];
  const WEEK = { monday: weekday, tuesday: weekday, wednesday: weekday, thursday: weekday, friday: weekday };
  const OFFICE = { calendars: { office: { zone: 'Europe/Berlin', week: WEEK } }, quiet: [{ calendar: 'office' }] };

  test('outside of the working hours of a calendar: nights, weekends and holidays are one', () => {
    const friday = at('2026-11-06T18:00[Europe/Berlin]');
    expect(opens(OFFICE, friday - 1)).toBeUndefined();
    expect(opens(OFFICE, friday)).toBe(at('2026-11-09T08:00[Europe/Berlin]'));
    const free = { ...OFFICE, calendars: { office: { ...OFFICE.calendars.office, holidays: ['2026-11-09'] } } };
    expect(opens(free, friday)).toBe(at('2026-11-10T08:00[Europe/Berlin]'));
  });

  test('it opens by the wall clock when the clocks are changed', () => {
    const night = { zone: 'Europe/Berlin', quiet: [{ hours: [{ from: '22:00', to: '02:30' }] }] };
    const lost = opens(night, at('2026-03-28T23:00[Europe/Berlin]'));
    expect(lost).toBe(at('2026-03-29T03:00[Europe/Berlin]'));
    const saturday = at('2026-10-24T18:00[Europe/Berlin]');
    expect(opens(OFFICE, saturday)).toBe(at('2026-10-26T08:00[Europe/Berlin]'));
  });

  test('hours that go on at midnight are one night; what leaves no minute free holds nothing', () => {
    const two = {
      quiet: [
        {
          hours: [
            { from: '20:00', to: '24:00' },
            { from: '00:00', to: '07:00' },
          ],
        },
      ],
    };
    expect(opens(two, at('2026-11-02T21:00[UTC]'))).toBe(at('2026-11-03T07:00[UTC]'));
    expect(opens({ quiet: [{ hours: [{ from: '00:00', to: '24:00' }] }] }, NOW)).toBeUndefined();
    expect(opens({ quiet: [{ calendar: 'none' }], calendars: { none: {} } }, NOW)).toBeUndefined();
  });

  test('the last opening is the end of the same hours, for as long as it is worth telling', () => {
    const last = (house: Record<string, unknown>, now: number) =>
      lastOpening(CHANNEL, settings(house), { now, within: 12 * HOUR });
    const monday = at('2026-11-09T08:00[Europe/Berlin]');
    expect([monday, monday + 9 * HOUR].map((now) => last(OFFICE, now))).toEqual([monday, monday]);
    expect([monday - 1, monday + 10 * HOUR].map((now) => last(OFFICE, now))).toEqual([undefined, undefined]);
    expect([OPENING - 1, OPENING, OPENING + 9 * HOUR].map((now) => last(UNTIL_TEN, now))).toEqual([
      undefined,
      OPENING,
      OPENING,
    ]);
    expect(last({}, NOW)).toBeUndefined();
  });
});

test('the one message of the opening counts all of it, what is open first, and shows no other client', () => {
  const night = quiet();
  const first = alertAfter([open(HIGH), over('recovered', NOW + MINUTE)], night);
  const ticket = aTicket({}, night);
  const acknowledged = { ...anAlert(HIGH, night), ref: 'rmm/2', acknowledged: { by: actor(ANN), at: NOW, firings: 1 } };
  const yesterday = anAlert(HIGH, quiet({ now: NOW - DAY }));
  const elsewhere = { ...ticket, ref: 'desk/other', client: 'Globex' };
  const walled = settings({ ...UNTIL_TEN, clients: [{ name: 'Acme', channels: [CHANNEL] }] });
  const span = { from: NOW - HOUR, to: OPENING };
  const held = heldIn([first, yesterday, elsewhere, ticket, acknowledged], CHANNEL, span, { settings: walled });
  expect(held.map(({ ref }) => ref)).toEqual(['rmm/2', first.ref]);
  const all = heldIn([first, yesterday, ticket, acknowledged], CHANNEL, span, night);
  expect(all.map(({ ref }) => ref)).toEqual(['rmm/2', ticket.ref, first.ref]);
  const { title, lines, rows, actions } = quietCard(all, span, night);
  expect([title, lines]).toEqual([
    'Quiet hours are over: 2 alerts and 1 ticket came',
    [["2 still open, each with a card of its own · 1 of them in somebody's hands · 1 over by now."]],
  ]);
  expect([rows.length, actions.map((action) => action.with)]).toEqual([3, [`${NOW - HOUR}.${OPENING}.1`]]);
});

test('what is told of an opening goes by when it began to wait: other hours since then leave nothing out, and nothing twice', () => {
  const night = quiet();
  const waiting = anAlert(HIGH, night);
  const was = (places: object) => ({ ...waiting, places: [{ destination: CHANNEL, as: 'held', ...places }] }) as Alert;
  const told = (item: Alert, span: { from: number; to: number }) => heldIn([item], CHANNEL, span, night).length;
  const span = { from: NOW - HOUR, to: OPENING };
  // It ended while it was held until an opening that came sooner, or later.
  expect([-HOUR / 2, 2 * HOUR].map((by) => told(was({ held: { since: NOW, until: OPENING + by } }), span))).toEqual([
    1, 1,
  ]);
  // It rose in the night, and had its card then.
  expect(told(was({ as: 'card', held: { since: NOW, until: NOW + MINUTE, early: true } }), span)).toBe(0);
  // The next opening, and what comes in the night after it.
  expect(told(was({ held: { since: NOW, until: OPENING } }), { from: OPENING, to: OPENING + DAY })).toBe(0);
  expect(told(was({ held: { since: OPENING + HOUR, until: OPENING + DAY } }), span)).toBe(0);
});

test('a ticket that was over in one night and is opened again in another waits anew', () => {
  const ticket = aTicket({}, quiet());
  const closed = changed(
    decideTicketSignal(
      ticket,
      there({ status: 'closed' }, { readAt: NOW + MINUTE }),
      quiet({ now: NOW + MINUTE }),
      false,
    ),
  ).item;
  const night = quiet({ now: NOW + DAY });
  const again = changed(decideTicketSignal(closed, there({}, { readAt: NOW + DAY }), night, false)).item;
  expect([closed.places, again.places]).toEqual([
    [{ destination: CHANNEL, as: 'held', held: { since: NOW, until: OPENING } }],
    [{ destination: CHANNEL, as: 'held', held: { since: NOW + DAY, until: OPENING + DAY } }],
  ]);
});

test('what was acknowledged in the night gets its card quietly at the opening: its acknowledge lapses no sooner than one of that minute', () => {
  const house = { ...UNTIL_TEN, acknowledge: { remindAfter: '20m', lapseAfter: '40m' } };
  const held = { ...anAlert(HIGH, quiet({}, house)), acknowledged: { by: actor(ANN), at: NOW, firings: 1 } };
  const released = changed(decideTick(held, quiet({ now: OPENING }, house)));
  expect([released.notices, released.item.places[0]?.as]).toEqual([[], 'card']);
  const after = (minutes: number) => decideTick(released.item, quiet({ now: OPENING + minutes * MINUTE }, house));
  expect([after(0).is, after(19).is]).toEqual(['unchanged', 'unchanged']);
  expect(wakeOf(released.item, quiet({}, house).settings)).toBe(OPENING + 20 * MINUTE);
  expect(changed(after(20)).entries.map(({ what }) => what)).toEqual(['reminded']);
  const risen = open(CRITICAL, { readAt: OPENING - MINUTE });
  const early = changed(decideAlertSignal(held, risen, quiet({ now: OPENING - MINUTE }, house), false)).item;
  expect(decideTick(early, quiet({ now: OPENING }, house)).is).toBe('unchanged');
});
