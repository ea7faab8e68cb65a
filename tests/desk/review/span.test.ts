import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateOf, daysIn, lastMonth, spanOfCode, typedSpan } from '../../../src/desk/review/span.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 3, 9);

function days(typed: string, zone = 'Europe/Berlin', now = NOW): string {
  const span = typedSpan(typed, now, zone);
  return typeof span === 'string' ? span : `${span.first} ${span.last} ${span.title}`;
}

test.each([
  ['', '2026-10-01 2026-10-31 October 2026'],
  ['month', '2026-10-01 2026-10-31 October 2026'],
  ['quarter', '2026-07-01 2026-09-30 Q3 2026'],
  ['2026-02', '2026-02-01 2026-02-28 February 2026'],
  [' 2025-Q4 ', '2025-10-01 2025-12-31 Q4 2025'],
  ['2026-10-03..2026-10-15', '2026-10-03 2026-10-15 3 Oct 2026 to 15 Oct 2026'],
  ['2026-10-03_2026-10-03', '2026-10-03 2026-10-03 3 Oct 2026'],
  ['2026-11', '2026-11-01 2026-11-30 November 2026'],
])('%j is a span', (typed, expected) => {
  expect(days(typed)).toBe(expected);
});

test.each([
  ['2026-13', 'is no span of days'],
  ['2026-02-30..2026-03-01', 'is no span of days'],
  ['last year', 'is no span of days'],
  ['2026-10-15..2026-10-03', 'comes after'],
  ['2026-12', 'has not come yet'],
  ['2024-01-01..2026-10-01', '400 days at most'],
])('%j is none, and it is said why', (typed, sentence) => {
  expect(days(typed)).toContain(sentence);
});

test('a month in which the clock changes has an hour more or less', () => {
  const october = typedSpan('2026-10', NOW, 'Europe/Berlin');
  const march = typedSpan('2026-03', NOW, 'Europe/Berlin');
  const length = (span: typeof october): number => (typeof span === 'string' ? 0 : span.to - span.from);
  expect(length(october)).toBe((31 * 24 + 1) * HOUR);
  expect(length(march)).toBe((31 * 24 - 1) * HOUR);
});

test('which month was the last one is a matter of the zone', () => {
  const at = Date.UTC(2026, 9, 31, 23, 30);
  expect(lastMonth(at, 'Europe/Berlin').title).toBe('October 2026');
  expect(lastMonth(at, 'UTC').title).toBe('September 2026');
});

test('each instant of a span belongs to exactly one of its days, also where the clock changes', () => {
  const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca', 'UTC'];
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.nat(), fc.integer({ min: 1, max: 12 }), (zone, offset, month) => {
      const span = typedSpan(`2025-${String(month).padStart(2, '0')}`, NOW, zone);
      if (typeof span === 'string') throw new Error(span);
      const at = span.from + (offset % (span.to - span.from));
      expect(daysIn(span).filter((day) => day === dateOf(at, zone))).toHaveLength(1);
      expect(dateOf(span.from - 1, zone) < span.first && dateOf(span.to, zone) > span.last).toBe(true);
      expect(spanOfCode(span.code, zone)).toEqual(span);
    }),
  );
});

test.each(['', '20261001', '20261001-20261301', '20261031-20261001', '19000101-20261001'])('%j is no code', (code) => {
  expect(spanOfCode(code, 'UTC')).toBeUndefined();
});
