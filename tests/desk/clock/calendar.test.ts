import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addWorking, Calendar, workingBetween, Zone } from '../../../src/desk/clock/calendar.ts';
import { HOUR, MINUTE } from '../build.ts';
import { wallAround } from '../wall.ts';

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const DAY = 24 * HOUR;
const BERLIN = 'Europe/Berlin';

function calendar(week: Partial<Record<(typeof DAYS)[number], string[]>>, more: object = {}) {
  const windows = Object.entries(week).map(([day, spans]) => [
    day,
    spans.map((span) => ({ from: span.slice(0, 5), to: span.slice(6) })),
  ]);
  return Calendar.parse({ week: Object.fromEntries(windows), ...more });
}

function at(clock: string): number {
  return Temporal.ZonedDateTime.from(clock).epochMilliseconds;
}

const OFFICE = calendar({
  monday: ['09:00-12:00', '13:00-17:00'],
  tuesday: ['09:00-17:00'],
  friday: ['09:00-17:00'],
});

test('a calendar without any working time has no end', () => {
  expect(addWorking(0, HOUR, { calendar: Calendar.parse({}), zone: 'UTC' })).toBeUndefined();
  expect(workingBetween(0, 30 * DAY, { calendar: Calendar.parse({}), zone: 'UTC' })).toBe(0);
  const neverOpen = calendar(
    { monday: ['09:00-17:00'] },
    {
      holidays: Array.from({ length: 60 }, (_, week) =>
        Temporal.PlainDate.from('2026-01-05').add({ weeks: week }).toString(),
      ),
    },
  );
  expect(addWorking(at('2026-01-05T00:00[UTC]'), HOUR, { calendar: neverOpen, zone: 'UTC' })).toBeUndefined();
});

test('round the clock every minute counts', () => {
  const always = Calendar.parse({ always: true });
  expect([
    addWorking(5, HOUR, { calendar: always, zone: 'UTC' }),
    workingBetween(5, HOUR, { calendar: always, zone: 'UTC' }),
  ]).toEqual([HOUR + 5, HOUR - 5]);
});

test('the lunch break and the night do not count', () => {
  const monday = at(`2026-11-02T11:00[${BERLIN}]`);
  expect(addWorking(monday, 2 * HOUR, { calendar: OFFICE, zone: BERLIN })).toBe(at(`2026-11-02T14:00[${BERLIN}]`));
  expect(addWorking(monday, 5 * HOUR, { calendar: OFFICE, zone: BERLIN })).toBe(at(`2026-11-02T17:00[${BERLIN}]`));
  expect(addWorking(monday, 5 * HOUR + 1, { calendar: OFFICE, zone: BERLIN })).toBe(
    at(`2026-11-03T09:00[${BERLIN}]`) + 1,
  );
  expect(addWorking(at(`2026-11-04T03:00[${BERLIN}]`), HOUR, { calendar: OFFICE, zone: BERLIN })).toBe(
    at(`2026-11-06T10:00[${BERLIN}]`),
  );
  expect(workingBetween(monday, at(`2026-11-03T10:00[${BERLIN}]`), { calendar: OFFICE, zone: BERLIN })).toBe(6 * HOUR);
  expect(workingBetween(monday, monday - 1, { calendar: OFFICE, zone: BERLIN })).toBe(0);
});

test('a holiday is closed; a night shift into it is not cut off', () => {
  const nights = calendar({ monday: ['22:00-06:00'], tuesday: ['22:00-06:00'] }, { holidays: ['2026-11-03'] });
  const whole = workingBetween(at('2026-11-02T00:00[UTC]'), at('2026-11-05T00:00[UTC]'), {
    calendar: nights,
    zone: 'UTC',
  });
  expect(whole).toBe(8 * HOUR);
});

test('24:00 is the end of the day, and a window of equal ends is a whole day', () => {
  const late = calendar({ monday: ['18:00-24:00'], tuesday: ['00:00-00:00'] });
  expect(
    workingBetween(at('2026-11-02T00:00[UTC]'), at('2026-11-06T00:00[UTC]'), { calendar: late, zone: 'UTC' }),
  ).toBe(30 * HOUR);
});

test('windows that overlap count once', () => {
  const overlapping = calendar({
    monday: ['08:00-12:00', '10:00-14:00', '09:00-10:00', '22:00-10:00'],
    tuesday: ['08:00-12:00'],
  });
  expect(
    workingBetween(at('2026-11-02T00:00[UTC]'), at('2026-11-04T00:00[UTC]'), { calendar: overlapping, zone: 'UTC' }),
  ).toBe(20 * HOUR);
});

test('a day of 23 and a day of 25 hours have as many', () => {
  const sundays = calendar({ sunday: ['00:00-24:00'] });
  const hours = (day: string) =>
    workingBetween(at(`${day}T00:00[${BERLIN}]`) - DAY, at(`${day}T12:00[${BERLIN}]`) + 2 * DAY, {
      calendar: sundays,
      zone: BERLIN,
    }) / HOUR;
  expect([hours('2026-03-29'), hours('2026-10-25'), hours('2026-11-01')]).toEqual([23, 25, 24]);
});

test('a zone that nobody knows is refused', () => {
  expect(Zone.safeParse('Europe/Atlantis').success).toBe(false);
  expect(Zone.safeParse('Australia/Lord_Howe').success).toBe(true);
});

/** The oracle: the minutes that are open, found on the wall. It knows nothing of spans, nor how Temporal resolves a clock time. */
function openMinutes(day: string, of: Calendar, zone: string): Set<number> {
  const { first, shown, minuteOf } = wallAround(day, zone, 2, 5);
  const open = new Set<number>();
  for (const date of new Set(shown.map((wall) => wall.slice(0, 10)))) {
    if (of.holidays.includes(date)) continue;
    const midnight = Date.parse(`${date}T00:00Z`);
    const tomorrow = new Date(midnight + DAY).toISOString().slice(0, 10);
    for (const { from, to } of of.week[DAYS[new Date(midnight).getUTCDay()] ?? 'monday']) {
      const wallOf = (day: string, clock: string) =>
        clock === '24:00'
          ? `${new Date(Date.parse(`${day}T00:00Z`) + DAY).toISOString().slice(0, 10)}T00:00`
          : `${day}T${clock}`;
      const begin = minuteOf(wallOf(date, from));
      const end = minuteOf(wallOf(to <= from ? tomorrow : date, to));
      if (begin === undefined || end === undefined) continue;
      for (let index = begin; index < end; index += 1) open.add(first + index * MINUTE);
    }
  }
  return open;
}

/** Around changes of the clock, by half an hour, by three quarters, at midnight, backwards in Ramadan, and never. */
const CHANGES: readonly [zone: string, day: string][] = [
  ['Europe/Berlin', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['America/New_York', '2026-11-01'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Pacific/Chatham', '2026-04-05'],
  ['Pacific/Chatham', '2026-09-27'],
  ['Africa/Casablanca', '2026-02-15'],
  ['Africa/Casablanca', '2026-03-22'],
  ['Africa/Cairo', '2026-04-24'],
  ['America/Santiago', '2026-09-06'],
  ['Asia/Kathmandu', '2026-05-05'],
  ['UTC', '2026-02-28'],
];

const quarter = fc.integer({ min: 0, max: 95 }).map((of) => {
  const [hour, minute] = [Math.floor(of / 4), (of % 4) * 15];
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
});
const windows = fc.array(fc.tuple(quarter, fc.oneof(quarter, fc.constant('24:00'))), { maxLength: 3 });
const week = fc.record(
  Object.fromEntries(DAYS.map((day) => [day, windows.map((all) => all.map(([from, to]) => `${from}-${to}`))])),
);

test('an oracle that walks the wall clock minute by minute agrees on 2,000 calendars around changes of the clock', () => {
  const sample = fc.record({
    week,
    change: fc.constantFrom(...CHANGES),
    holiday: fc.boolean(),
    from: fc.integer({ min: -18 * 60, max: 12 * 60 }),
    length: fc.integer({ min: 0, max: 36 * 60 }),
  });
  const worlds = fc.sample(sample, { numRuns: 100, seed: 7 });
  let compared = 0;
  for (const { week: hours, change, holiday, from } of worlds) {
    const [zone, day] = change;
    const of = calendar(hours, holiday ? { holidays: [day] } : {});
    const begin = Date.parse(`${day}T00:00Z`) + from * MINUTE;
    const open = openMinutes(day, of, zone);
    for (const { from: offset, length } of fc.sample(sample, { numRuns: 20, seed: compared })) {
      const start = begin + (offset + 18 * 60) * MINUTE;
      const end = start + Math.min(length, 24 * 60) * MINUTE;
      let expected = 0;
      for (let minute = start; minute < end; minute += MINUTE) if (open.has(minute)) expected += MINUTE;
      expect({ zone, day, start, end, of, working: workingBetween(start, end, { calendar: of, zone: zone }) }).toEqual({
        zone,
        day,
        start,
        end,
        of,
        working: expected,
      });
      compared += 1;
    }
  }
  expect(compared).toBe(2_000);
});

test('what is added is what lies between, and not a millisecond earlier would do', () => {
  fc.assert(
    fc.property(
      week,
      fc.constantFrom(...CHANGES),
      fc.integer({ min: -3 * DAY, max: 3 * DAY }),
      fc.integer({ min: 1, max: 60 * HOUR }),
      (hours, [zone, day], from, working) => {
        const of = calendar(hours);
        const start = Date.parse(`${day}T00:00Z`) + from;
        const end = addWorking(start, working, { calendar: of, zone: zone });
        const never = start + 20 * DAY;
        const between = [end ?? never, (end ?? never) - 1].map((until) =>
          workingBetween(start, until, { calendar: of, zone: zone }),
        );
        expect(between).toEqual(end === undefined ? [0, 0] : [working, working - 1]);
      },
    ),
    { numRuns: 300 },
  );
});
