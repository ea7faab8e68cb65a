import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Alert } from '../../../src/desk/alert/alert.ts';
import { dayTime, type Work } from '../../../src/desk/time/claimed.ts';
import { dayOf } from '../../../src/desk/clock/day.ts';
import type { TimeEntry, TimeState } from '../../../src/desk/time/entry.ts';
import type { WorkLog } from '../../../src/desk/clock/work-state.ts';
import { ANN, actor, anAlert, BEN, HOUR, MINUTE, settings } from '../build.ts';

const ZONE = 'Europe/Berlin';
const SETTINGS = settings({ zone: ZONE });
/** A Tuesday. */
const TUESDAY = dayOf(Temporal.PlainDate.from('2026-11-03'), ZONE);

/** An instant of that Tuesday, or of another day, by the wall clock. */
function at(clock: string, date = TUESDAY.date): number {
  return Temporal.ZonedDateTime.from(`${date}T${clock}[${ZONE}]`).epochMilliseconds;
}

type Holding = [from: number, to?: number];

function held(ref: string, ...spans: Holding[]): Alert {
  const holder = { person: ANN.id, name: ANN.name };
  const log: WorkLog = spans.flatMap(([from, to]) => [
    { at: from, is: 'open' as const, holder },
    ...(to === undefined ? [] : [{ at: to, is: 'open' as const }]),
  ]);
  return { ...anAlert(), ref, claimed: { by: actor(ANN), at: spans[0]?.[0] ?? 0 }, log };
}

function entry(
  hours: number,
  endsAt: number,
  more: { about?: string; state?: TimeState; who?: typeof ANN } = {},
): TimeEntry {
  const { about, state = 'saved', who = ANN } = more;
  const key = `${endsAt}-${hours}-${about}`;
  return {
    kind: 'time',
    schema: 1,
    ref: `time/${key}`,
    revision: 1,
    at: endsAt,
    state,
    ...(about === undefined ? {} : { about }),
    wish: {
      key,
      person: { id: who.id, name: who.name },
      customer: { id: 'C-1', name: 'Acme' },
      hours,
      endsAt,
      text: 'Replaced the disk',
      billable: true,
      activity: 'Execution',
    },
  };
}

function work(more: Partial<Work>): Work {
  return { items: [], entries: [], deeds: new Map(), ...more };
}

const LATE = at('23:59');

test('what was held and not logged is the gap; what overlaps counts once in the day', () => {
  const items = [held('a', [at('09:00'), at('11:00')]), held('b', [at('10:00'), at('12:00')])];
  const day = dayTime(ANN, TUESDAY, work({ items, entries: [entry(1, at('11:00'), { about: 'a' })] }), SETTINGS, LATE);
  expect(day).toMatchObject({ claimed: 3 * HOUR, logged: HOUR, gap: 2 });
  expect(day.items.map(({ item, claimed, logged, gap }) => [item.ref, claimed, logged, gap])).toEqual([
    ['b', 2 * HOUR, 0, 2],
    ['a', 2 * HOUR, HOUR, 1],
  ]);
  expect(dayTime(BEN, TUESDAY, work({ items }), SETTINGS, LATE)).toMatchObject({ claimed: 0, items: [], gap: 0 });
});

test('hours about nothing or about something else fill the day: no item asks for more than the day lacks', () => {
  const items = [held('a', [at('09:00'), at('17:00')]), held('b', [at('09:00'), at('17:00')])];
  const entries = [entry(7.5, at('17:00'))];
  const day = dayTime(ANN, TUESDAY, work({ items, entries }), SETTINGS, LATE);
  expect(day.gap).toBe(0.5);
  expect(day.items.map(({ gap }) => gap)).toEqual([0.5, 0.5]);
  const full = dayTime(ANN, TUESDAY, work({ items, entries: [...entries, entry(1, at('09:30'))] }), SETTINGS, LATE);
  expect(full.items.map(({ gap }) => gap)).toEqual([0, 0]);
});

test('a ticket held for days claims working hours, and out of them only what was done about it', () => {
  const items = [held('a', [at('09:00', '2026-10-20')])];
  expect(dayTime(ANN, TUESDAY, work({ items }), SETTINGS, LATE).claimed).toBe(10 * HOUR);
  expect(dayTime(ANN, TUESDAY, work({ items }), SETTINGS, at('12:00')).claimed).toBe(4 * HOUR);
  const sunday = dayOf(Temporal.PlainDate.from('2026-11-01'), ZONE);
  expect(dayTime(ANN, sunday, work({ items }), SETTINGS, LATE).claimed).toBe(0);
  const deeds = new Map([
    [
      'a',
      [
        { at: at('22:00', sunday.date), person: ANN.id },
        { at: at('22:20', sunday.date), person: ANN.id },
        { at: at('15:00', sunday.date), person: BEN.id },
      ],
    ],
  ]);
  expect(dayTime(ANN, sunday, work({ items, deeds }), SETTINGS, LATE).claimed).toBe(80 * MINUTE);
  const within = new Map([['a', [{ at: at('17:55'), person: ANN.id }]]]);
  expect(dayTime(ANN, TUESDAY, work({ items, deeds: within }), SETTINGS, LATE).claimed).toBe(10 * HOUR);
});

test('whoever has working hours of their own is counted by these', () => {
  const own = settings({
    zone: ZONE,
    calendars: {
      night: { week: { tuesday: [{ from: '20:00', to: '06:00' }] } },
    },
    tickets: { assign: { who: [{ name: ANN.name, calendar: 'night' }] } },
  });
  const items = [held('a', [at('09:00', '2026-10-20')])];
  expect(dayTime(ANN, TUESDAY, work({ items }), own, at('00:00', '2026-11-04')).claimed).toBe(4 * HOUR);
  const wednesday = dayOf(Temporal.PlainDate.from('2026-11-04'), ZONE);
  expect(dayTime(ANN, wednesday, work({ items }), own, at('12:00', '2026-11-04')).claimed).toBe(6 * HOUR);
  const all = settings({
    zone: ZONE,
    calendars: { night: { week: { tuesday: [{ from: '20:00', to: '06:00' }] } }, none: {} },
    tickets: { assign: { calendar: 'none' } },
    time: { calendar: 'night' },
  });
  expect(dayTime(ANN, TUESDAY, work({ items }), all, at('00:00', '2026-11-04')).claimed).toBe(4 * HOUR);
  const always = settings({ zone: ZONE, calendars: { always: { always: true } }, sla: { calendar: 'always' } });
  expect(dayTime(ANN, TUESDAY, work({ items }), always, LATE).claimed).toBe(10 * HOUR);
});

test('time that was worked over midnight counts on each of the days; what was taken back on none', () => {
  const entries = [entry(3, at('01:00', '2026-11-04')), entry(1, at('12:00'), { state: 'undone' })];
  const wednesday = dayOf(Temporal.PlainDate.from('2026-11-04'), ZONE);
  expect(dayTime(ANN, TUESDAY, work({ entries }), SETTINGS, LATE).logged).toBe(2 * HOUR);
  expect(dayTime(ANN, wednesday, work({ entries }), SETTINGS, LATE).logged).toBe(HOUR);
  const withdrawn = { ...entry(1, at('12:00'), { state: 'waiting' }), withdrawn: true };
  expect(dayTime(ANN, TUESDAY, work({ entries: [withdrawn] }), SETTINGS, LATE)).toMatchObject({
    logged: 0,
    entries: [],
  });
  const refusedOne = [entry(1, at('12:00'), { state: 'refused' })];
  expect(dayTime(ANN, TUESDAY, work({ entries: refusedOne }), SETTINGS, LATE).logged).toBe(HOUR);
});

test('a few minutes are no gap, and a quarter that is nearly logged is none', () => {
  const gap = (minutes: number, hours?: number) =>
    dayTime(
      ANN,
      TUESDAY,
      work({
        items: [held('a', [at('09:00'), at('09:00') + minutes * MINUTE])],
        entries: hours === undefined ? [] : [entry(hours, at('10:00'), { about: 'a' })],
      }),
      SETTINGS,
      LATE,
    ).gap;
  expect([gap(4), gap(5), gap(16), gap(50, 0.75), gap(50, 0.5), gap(50, 1)]).toEqual([0, 0.25, 0.5, 0, 0.25, 0]);
});

test('minutes here and there are nobody’s gap: what is missing can always be logged on something', () => {
  const items = [0, 1, 2].map((hour) => held(String(hour), [at('09:00') + hour * HOUR, at('09:04') + hour * HOUR]));
  expect(dayTime(ANN, TUESDAY, work({ items }), SETTINGS, LATE)).toMatchObject({ claimed: 12 * MINUTE, gap: 0 });
});

test('a day of 23 or 25 hours is as long as it is', () => {
  const night = settings({
    zone: ZONE,
    calendars: { all: { week: { sunday: [{ from: '00:00', to: '24:00' }] } } },
    sla: { calendar: 'all' },
  });
  const hours = ['2026-03-29', '2026-10-25'].map((date) => {
    const day = dayOf(Temporal.PlainDate.from(date), ZONE);
    const items = [held('a', [day.from - HOUR])];
    return dayTime(ANN, day, work({ items }), night, day.to).claimed / HOUR;
  });
  expect(hours).toEqual([23, 25]);
});

test('in every zone: the whole is no more than its parts and the day, nothing is negative, and days do not overlap', () => {
  const zones = fc.constantFrom(
    'Europe/Berlin',
    'America/St_Johns',
    'Australia/Lord_Howe',
    'Pacific/Chatham',
    'Africa/Casablanca',
  );
  const start = Date.UTC(2026, 9, 22);
  const minute = fc.integer({ min: 0, max: 7 * 24 * 60 }).map((minutes) => start + minutes * MINUTE);
  const holding = fc.tuple(minute, minute).map(([from, to]): Holding => [Math.min(from, to), Math.max(from, to)]);
  const logged = fc.tuple(fc.integer({ min: 1, max: 96 }), minute, fc.constantFrom('0', '1', undefined));
  fc.assert(
    fc.property(
      zones,
      fc.array(holding, { maxLength: 5 }),
      fc.array(logged, { maxLength: 5 }),
      minute,
      (zone, holdings, logs, now) => {
        const items = holdings.map((one, index) => held(String(index), one));
        const entries = logs.map(([quarters, end, about]) =>
          entry(quarters / 4, end, about === undefined ? {} : { about }),
        );
        const first = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(zone).toPlainDate();
        const days = Array.from({ length: 9 }, (_, index) => dayOf(first.add({ days: index - 1 }), zone)).map((day) =>
          dayTime(ANN, day, work({ items, entries }), settings({ zone }), now),
        );
        for (const { day, claimed, items: parts, gap, logged: hours } of days) {
          const together = parts.reduce((total, part) => total + part.claimed, 0);
          expect(claimed).toBeLessThanOrEqual(Math.min(together, day.to - day.from));
          expect(claimed).toBeGreaterThanOrEqual(Math.max(0, ...parts.map((part) => part.claimed)));
          expect(Math.min(gap, hours, ...parts.map((part) => part.gap))).toBeGreaterThanOrEqual(0);
          expect(Math.max(0, ...parts.map((part) => part.gap))).toBeLessThanOrEqual(gap);
          expect(parts.some((part) => part.gap > 0)).toBe(gap > 0);
          expect(Number.isInteger(gap * 4)).toBe(true);
        }
        const real = new Set(entries.map(({ ref }) => ref)).size === entries.length;
        const sumOf = days.reduce((total, { logged: hours }) => total + hours, 0);
        const wholly = entries.filter(({ wish }) => wish.endsAt - wish.hours * HOUR >= (days[0]?.day.from ?? 0));
        expect(
          !real ||
            wholly.length < entries.length ||
            sumOf === logs.reduce((total, [quarters]) => total + quarters, 0) * 15 * MINUTE,
        ).toBe(true);
      },
    ),
    { numRuns: 200 },
  );
});
