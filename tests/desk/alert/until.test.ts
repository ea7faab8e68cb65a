import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseUntil } from '../../../src/desk/alert/until.ts';
import { HOUR, MINUTE, NOW } from '../build.ts';

const BERLIN = 'Europe/Berlin';
const DAY = 24 * HOUR;

test.each([
  ['90m', 90 * MINUTE],
  ['4h', 4 * HOUR],
  ['4 hours', 4 * HOUR],
  ['2d', 2 * DAY],
  ['14:30', 4 * HOUR + 30 * MINUTE],
  ['9:59', 23 * HOUR + 59 * MINUTE],
  ['morning', 22 * HOUR],
  ['2026-11-03 09:00', 23 * HOUR],
  [' 2026-11-03T09:00 ', 23 * HOUR],
])('"%s" at ten in Berlin on a Monday', (typed, after) => {
  expect(parseUntil(typed, NOW, BERLIN)).toEqual({ until: NOW + after });
});

test.each(['', 'tomorrow', '25:00', '10:60', '2026-02-30 09:00', '-1h', '1.5h', '4', 'h', '٣h'])(
  '"%s" is answered with examples',
  (typed) => {
    expect(parseUntil(typed, NOW, BERLIN)).toEqual({ wrong: expect.stringContaining('such as 90m') });
  },
);

test.each([
  ['0m', 'is over already'],
  ['2026-11-01 09:00', 'is over already'],
  ['31d', 'at most'],
  ['99999h', 'at most'],
  ['2027-11-03 09:00', 'at most'],
])('"%s" %s', (typed, sentence) => {
  expect(parseUntil(typed, NOW, BERLIN)).toEqual({ wrong: expect.stringContaining(sentence) });
});

test('a time of day is the next one in every zone, an hour that is skipped is the one after it', () => {
  const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Chatham', 'UTC');
  const instants = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) });
  const clocks = fc.record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) });
  fc.assert(
    fc.property(zones, instants, clocks, (zone, now, { hour, minute }) => {
      const typed = `${hour}:${String(minute).padStart(2, '0')}`;
      const { until } = parseUntil(typed, now, zone) as { until: number };
      expect(until).toBeGreaterThan(now);
      expect(until - now).toBeLessThanOrEqual(DAY + 2 * HOUR);
      const shown = Temporal.Instant.fromEpochMilliseconds(until).toZonedDateTimeISO(zone).toPlainTime();
      const skipped = shown.since(Temporal.PlainTime.from({ hour, minute })).total('minutes');
      expect([0, 30, 60]).toContain(skipped);
    }),
  );
});
