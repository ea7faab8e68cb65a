import { expect, test } from 'vitest';
import {
  instantOf,
  midnightAfter,
  midnightBefore,
  naiveText,
  readTime,
  secondsFrom,
  wallClock,
} from '../../../src/integrations/erpnext/wall-clock.ts';

const plain = (text: string): Temporal.PlainDateTime => Temporal.PlainDateTime.from(text);

test.each([
  ['2026-11-21T19:00:59.999Z', 'America/New_York', '2026-11-21T14:00:00'],
  ['2026-11-22T02:30:00Z', 'America/New_York', '2026-11-21T21:30:00'],
  ['2026-11-21T19:00:00Z', 'Asia/Kolkata', '2026-11-22T00:30:00'],
  ['2026-11-01T05:30:00Z', 'America/New_York', '2026-11-01T01:30:00'],
  ['2026-11-01T06:30:00Z', 'America/New_York', '2026-11-01T01:30:00'],
])('%s is in %s %s on the wall', (instant, zone, wall) => {
  expect(wallClock(Date.parse(instant), zone).toString()).toBe(wall);
});

test('work that ends at midnight belongs to the day before', () => {
  expect([midnightAfter(plain('2026-11-22T00:00')), midnightAfter(plain('2026-11-22T00:01'))].map(String)).toEqual([
    '2026-11-22T00:00:00',
    '2026-11-23T00:00:00',
  ]);
  expect(midnightBefore(plain('2026-11-22T00:00')).toString()).toBe('2026-11-22T00:00:00');
});

test('a change of the clock does not change what lies between two times, and neither do months', () => {
  expect(secondsFrom(plain('2026-03-08T01:00'), plain('2026-03-08T04:00'))).toBe(3 * 3600);
  expect(secondsFrom(plain('2026-01-01T00:00'), plain('2027-01-01T00:00'))).toBe(365 * 24 * 3600);
});

test('times are written as Frappe reads them, and read as it writes them', () => {
  expect(naiveText(readTime('2026-03-08 02:30:00.123456'))).toBe('2026-03-08 02:30:00');
  expect(secondsFrom(plain('2026-03-08T02:30'), readTime('2026-03-08 02:30:00.900000'))).toBe(0.9);
});

test('a time that the wall shows twice is either of two instants', () => {
  const twice = plain('2026-11-01T01:30');
  expect([instantOf(twice, 'America/New_York', 'earlier'), instantOf(twice, 'America/New_York', 'later')]).toEqual([
    Date.parse('2026-11-01T05:30Z'),
    Date.parse('2026-11-01T06:30Z'),
  ]);
});
