import { expect, test } from 'vitest';
import { DAY } from '../../../src/integrations/erpnext/slot.ts';
import { dayOf, frappeTime, secondsInto, stretchOf, wallClock } from '../../../src/integrations/erpnext/wall-clock.ts';

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
  expect([dayOf(plain('2026-11-22T00:00')), dayOf(plain('2026-11-22T00:01'))].map(String)).toEqual([
    '2026-11-21T00:00:00',
    '2026-11-22T00:00:00',
  ]);
  expect(secondsInto(dayOf(plain('2026-11-22T00:00')), plain('2026-11-22T00:00'))).toBe(DAY);
});

test('a change of the clock does not change the hours: from and to are as far apart as they look', () => {
  const day = plain('2026-03-08T00:00');
  expect([frappeTime(day, 1 * 3600), frappeTime(day, 4 * 3600)]).toEqual([
    '2026-03-08 01:00:00',
    '2026-03-08 04:00:00',
  ]);
  expect(frappeTime(day, DAY)).toBe('2026-03-09 00:00:00');
});

test.each([
  ['2026-11-21 13:30:00', '2026-11-21 14:00:00', { from: 48_600, to: 50_400 }],
  ['2026-11-21 13:30:00.900000', '2026-11-21 13:59:59.100000', { from: 48_600, to: 50_400 }],
  ['2026-11-20 23:00:00', '2026-11-21 01:00:00', { from: 0, to: 3600 }],
  ['2026-11-21 23:00:00', '2026-11-22 01:00:00', { from: 82_800, to: DAY }],
  ['2026-11-20 22:00:00', '2026-11-21 00:00:00', undefined],
  ['2026-11-22 00:00:00', '2026-11-22 01:00:00', undefined],
  ['2026-11-21 13:30:00', '2026-11-21 13:30:00', undefined],
  ['2026-11-21 13:30:00', null, undefined],
])('a row from %s to %s takes %j of the day', (from, to, stretch) => {
  expect(stretchOf(plain('2026-11-21T00:00'), from, to)).toEqual(stretch);
});
