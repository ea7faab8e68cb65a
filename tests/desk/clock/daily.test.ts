import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dueAt, dueToday } from '../../../src/desk/clock/daily.ts';

const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Africa/Casablanca',
  'Asia/Gaza',
];
const MINUTE = 60_000;
const LATEST = 6 * 60 * MINUTE;

test('every local date has its occasion exactly once, also where the clock leaps', () => {
  const start = fc.integer({ min: Date.UTC(2026, 0, 1) / MINUTE, max: Date.UTC(2027, 11, 1) / MINUTE });
  const at = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }));
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), start, at, (zone, first, [hour, minute]) => {
      const daily = { zone, at: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` };
      const since = first * MINUTE;
      const told = new Set<string>();
      for (let now = since; now < since + 10 * 24 * 60 * MINUTE; now += 30 * MINUTE) {
        const date = dueToday(daily, { since, now, latest: LATEST });
        if (date !== undefined) told.add(date);
      }
      const dates = [...told].sort();
      expect([9, 10, 11]).toContain(dates.length);
      const [from] = dates;
      expect(dates).toEqual(
        dates.map((_, index) =>
          Temporal.PlainDate.from(from ?? '')
            .add({ days: index })
            .toString(),
        ),
      );
    }),
    { numRuns: 60 },
  );
});

test('what was due late in the evening is still told after midnight', () => {
  const daily = { at: '23:30', zone: 'Europe/Berlin' };
  const since = Date.UTC(2026, 10, 1);
  const now = Temporal.ZonedDateTime.from('2026-11-03T01:00[Europe/Berlin]').epochMilliseconds;
  expect(dueToday(daily, { since, now, latest: LATEST })).toBe('2026-11-02');
  expect(dueToday(daily, { since, now: now + LATEST, latest: LATEST })).toBeUndefined();
});

test('a skipped time counts as the one after the gap', () => {
  const due = dueAt(Temporal.PlainDate.from('2026-03-29'), { at: '02:30', zone: 'Europe/Berlin' });
  expect(due).toBe(Temporal.Instant.from('2026-03-29T01:30:00Z').epochMilliseconds);
});
