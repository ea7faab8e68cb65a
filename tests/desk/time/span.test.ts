import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AHEAD, parseHours, parseTime, timeWords, typedTime, type TypedTime } from '../../../src/desk/time/span.ts';
import { dateOf, wallOf } from '../../../src/desk/clock/wall-clock.ts';

/** A Monday, 11:20 in Berlin. */
const NOW = Date.UTC(2026, 10, 2, 10, 20);
const ZONE = 'Europe/Berlin';
const RULES = { now: NOW, zone: ZONE, pastDays: 14 };
const TODAY = Temporal.PlainDate.from('2026-11-02');

function at(instant: number, zone = ZONE): string {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDateTime().toString();
}

function said(typed: string, rules = RULES): string {
  const parsed = parseTime(typed, rules);
  if ('wrong' in parsed) return parsed.wrong;
  const { hours, startsAt, endsAt } = parsed;
  return `${hours} h ${startsAt === undefined ? 'until' : `${at(startsAt, rules.zone)} to`} ${at(endsAt, rules.zone)}`;
}

test.each([
  ['0.25', 0.25],
  ['1', 1],
  ['1.5', 1.5],
  ['1,75', 1.75],
  [' 2.50 ', 2.5],
  ['.5', 0.5],
  ['0:15', 0.25],
  ['1:30', 1.5],
  ['1:30h', 1.5],
  ['24:00', 24],
  ['45m', 0.75],
  ['90 min', 1.5],
  ['120 minutes', 2],
  ['3h', 3],
  ['0,5 hours', 0.5],
  ['24', 24],
])('%j is %d hours', (typed, hours) => {
  expect(parseHours(typed)).toEqual({ hours });
});

const EXAMPLES = 'Hours are a number such as 0.5, 1.25 or 1:30, or a time such as 9:00-10:30 or yesterday 14:00-15:30.';

test.each([
  ['', EXAMPLES],
  ['an hour', EXAMPLES],
  ['1e2', EXAMPLES],
  ['-1', EXAMPLES],
  ['1:75', EXAMPLES],
  ['1.2.3', EXAMPLES],
  ['Infinity', EXAMPLES],
  ['0', 'Hours are between 0.25 and 24.'],
  ['24.25', 'Hours are between 0.25 and 24.'],
  ['99', 'Hours are between 0.25 and 24.'],
  ['1.3', 'Hours go in quarters: 1.5 instead of 1.3.'],
  ['0:20', 'Hours go in quarters: 0.5 instead of 0:20.'],
  ['0,1', 'Hours go in quarters: 0.25 instead of 0,1.'],
])('%j is wrong: %s', (typed, wrong) => {
  expect(parseHours(typed)).toEqual({ wrong });
});

test.each([
  ['0.75', '0.75 h until 2026-11-02T11:20:00'],
  ['today 45m', '0.75 h until 2026-11-02T11:20:00'],
  ['9:00-10:30', '1.5 h 2026-11-02T09:00:00 to 2026-11-02T10:30:00'],
  ['9–10', '1 h 2026-11-02T09:00:00 to 2026-11-02T10:00:00'],
  ['from 0900 to 10.15', '1.25 h 2026-11-02T09:00:00 to 2026-11-02T10:15:00'],
  ['9am - 11 AM', '2 h 2026-11-02T09:00:00 to 2026-11-02T11:00:00'],
  ['12am-12:30am', '0.5 h 2026-11-02T00:00:00 to 2026-11-02T00:30:00'],
  ['yesterday 12pm-2pm', '2 h 2026-11-01T12:00:00 to 2026-11-01T14:00:00'],
  ['10:00-11:30', '1.5 h 2026-11-02T10:00:00 to 2026-11-02T11:30:00'],
  ['22:00-01:30', '3.5 h 2026-11-01T22:00:00 to 2026-11-02T01:30:00'],
  ['yesterday 2', '2 h until 2026-11-01T17:00:00'],
  ['2 yesterday', '2 h until 2026-11-01T17:00:00'],
  ['yesterday 20', '20 h until 2026-11-01T20:00:00'],
  ['2026-10-30 14:00-15:30', '1.5 h 2026-10-30T14:00:00 to 2026-10-30T15:30:00'],
  ['2026-10-19 1', '1 h until 2026-10-19T17:00:00'],
  ['fri 9-10', '1 h 2026-10-30T09:00:00 to 2026-10-30T10:00:00'],
  ['Friday: 22:00-01:30', '3.5 h 2026-10-30T22:00:00 to 2026-10-31T01:30:00'],
  ['9:00-10:00 on Thursday', '1 h 2026-10-29T09:00:00 to 2026-10-29T10:00:00'],
  ['mon 9-10', '1 h 2026-11-02T09:00:00 to 2026-11-02T10:00:00'],
  ['sat 18:00-24:00', '6 h 2026-10-31T18:00:00 to 2026-11-01T00:00:00'],
  ['0:00-24:00 yesterday', '24 h 2026-11-01T00:00:00 to 2026-11-02T00:00:00'],
])('%j is %s', (typed, when) => {
  expect(said(typed)).toBe(when);
});

test.each([
  ['10:30-11:45', '10:30-11:45 is not over yet. If it was the day before, write yesterday 10:30-11:45.'],
  ['today 22:00-01:30', '22:00-01:30 is not over yet.'],
  ['9:00-10:20', 'Time goes in quarters of an hour: 9:00-10:30 instead of 9:00-10:20.'.replaceAll(' 9', ' 09')],
  ['9:00-9:00', 'It begins and ends at the same time.'],
  ['2026-11-03 9-10', '2026-11-03 has not come yet.'],
  ['2026-10-18 9-10', '2026-10-18 is too long ago: time can be logged back to 2026-10-19.'],
  ['2026-10-18 2', '2026-10-18 is too long ago: time can be logged back to 2026-10-19.'],
  ['2026-02-30 2', 'There is no day 2026-02-30.'],
  ['yesterday', EXAMPLES],
  ['9-10-11', EXAMPLES],
  ['25:00-26:00', EXAMPLES],
  ['13pm-14pm', EXAMPLES],
  ['24:00-1:00', EXAMPLES],
  ['someday 9-10', EXAMPLES],
  ['yesterday 0.3', 'Hours go in quarters: 0.5 instead of 0.3.'],
])('%j is wrong: %s', (typed, wrong) => {
  expect(said(typed)).toBe(wrong);
});

test('hours are those of the wall clock, and a time that the clock skipped is refused', () => {
  const spring = { ...RULES, now: Date.UTC(2026, 2, 29, 12) };
  const autumn = { ...RULES, now: Date.UTC(2026, 9, 25, 12) };
  // 1 h and 3 h by a stopwatch: the book reckons by its clock.
  expect(said('1:00-3:00', spring)).toBe('2 h 2026-03-29T01:00:00 to 2026-03-29T03:00:00');
  expect(said('1:00-3:00', autumn)).toBe('2 h 2026-10-25T01:00:00 to 2026-10-25T03:00:00');
  expect(said('2:15-2:45', autumn)).toBe('0.5 h 2026-10-25T02:15:00 to 2026-10-25T02:45:00');
  expect(said('1:00-2:30', spring)).toBe('There was no 02:30 on 2026-03-29 in Europe/Berlin: the clock was set ahead.');
});

test('a day is one of the zone in which the book is kept', () => {
  const auckland = { ...RULES, zone: 'Pacific/Auckland' };
  expect(said('yesterday 9-10', auckland)).toBe('1 h 2026-11-01T09:00:00 to 2026-11-01T10:00:00');
  expect(said('21-22', auckland)).toBe('1 h 2026-11-02T21:00:00 to 2026-11-02T22:00:00');
});

const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC');
const nows = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2028, 0, 1) });

function times(text: string, now: number, zone: string): TypedTime[] {
  const parsed = parseTime(text, { now, zone, pastDays: 14 });
  return 'wrong' in parsed ? [] : [parsed];
}

test('whatever is typed, it is a sentence or a time in quarters that is over and not too long ago', () => {
  const words = fc.array(
    fc.constantFrom('9', ':30', '-', ' ', 'fri', 'yesterday', '2026-11-02', '24:00', '0.25', 'pm', 'to', 'x', '９'),
    { maxLength: 7 },
  );
  const typed = fc.oneof(
    words.map((parts) => parts.join('')),
    fc.string(),
  );
  fc.assert(
    fc.property(typed, nows, zones, (text, now, zone) => {
      const bad = times(text, now, zone).filter(
        ({ hours, startsAt, endsAt }) =>
          !Number.isInteger(hours * 4) ||
          hours < 0.25 ||
          hours > 24 ||
          endsAt > now + AHEAD ||
          endsAt < now - 16 * 24 * 3_600_000 ||
          (startsAt !== undefined && wallOf(endsAt, zone) - wallOf(startsAt, zone) !== hours * 3_600_000),
      );
      expect(bad).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('a time that is over is read back as it is written out', () => {
  const quarter = 15 * 60_000;
  const spans = fc.tuple(fc.integer({ min: 1, max: 96 }), fc.integer({ min: 0, max: 12 * 96 }));
  fc.assert(
    fc.property(spans, nows, zones, ([quarters, before], now, zone) => {
      const today = dateOf(wallOf(now, zone));
      const end = Math.floor(wallOf(now, zone) / quarter) * quarter - before * quarter;
      const slot = { from: end - quarters * quarter, to: end };
      const [read] = times(`${dateOf(slot.from).toString()} ${typedTime(slot, today).replace(/^\S+ /, '')}`, now, zone);
      expect(read === undefined ? slot.from : wallOf(read.startsAt ?? 0, zone)).toBe(slot.from);
      expect(read?.hours ?? quarters / 4).toBe(quarters / 4);
    }),
  );
});

test('in sentences the day has its name', () => {
  const slot = (day: number) => ({ from: Date.UTC(2026, 10, day, 9), to: Date.UTC(2026, 10, day, 10, 30) });
  expect([2, 1, -2].map((day) => timeWords(slot(day), TODAY))).toEqual([
    '09:00–10:30',
    'yesterday 09:00–10:30',
    'Thu 2026-10-29 09:00–10:30',
  ]);
  expect([2, 1].map((day) => typedTime(slot(day), TODAY))).toEqual(['09:00-10:30', '2026-11-01 09:00-10:30']);
});
