import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lookAt, type Told, toldNow, type Watched } from '../../../src/desk/clock/look.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Working hours from eight to eighteen on every day, counted from 0. */
function opening(instant: number): number {
  const hour = (instant % DAY) / HOUR;
  if (hour >= 8 && hour < 18) return instant;
  const midnight = instant - (instant % DAY);
  return hour < 8 ? midnight + 8 * HOUR : midnight + DAY + 8 * HOUR;
}

/** All that is told of a clock that is looked at no earlier than it wants, and `delays` later, as after an outage. */
function life(from: number, length: number, warnAt: readonly number[], delays: readonly number[]) {
  const telling = { warnAt, opening };
  const due = from + length;
  const at = (share: number): number => from + Math.ceil((length * share) / 100);
  let clock: Watched = { due, at };
  let now = from;
  const told: { now: number; told: Told }[] = [];
  for (let count = 0; count < 50; count += 1) {
    const next = lookAt(clock, telling, now);
    if (next === undefined) break;
    now = Math.max(now, next) + (delays[count % delays.length] ?? 0);
    const news = toldNow(clock, telling, now);
    if (!news) continue;
    told.push({ now, told: news });
    const shares = news.is === 'warning' ? [...news.counted, news.share] : news.counted;
    clock = {
      ...clock,
      warned: [...(clock.warned ?? []), ...shares],
      ...(news.is === 'breach' ? { breachedAt: now } : {}),
    };
  }
  return { told, due, clock, at };
}

const lives = fc.record({
  from: fc.integer({ min: 0, max: 7 * 24 * 60 }).map((minutes) => minutes * 60_000),
  length: fc.integer({ min: 1, max: 3 * 24 * 60 }).map((minutes) => minutes * 60_000),
  warnAt: fc
    .uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 5 })
    .map((shares) => shares.toSorted((a, b) => a - b)),
  delays: fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2 * DAY })), { minLength: 1, maxLength: 6 }),
});

test('whenever it is looked at: the breach is told once and last, each share is told or counted once, and none at night without need', () => {
  fc.assert(
    fc.property(lives, ({ from, length, warnAt, delays }) => {
      const { told, due, clock, at } = life(from, length, warnAt, delays);
      const breaches = told.filter((one) => one.told.is === 'breach');
      expect([breaches.length, told.at(-1)?.told.is]).toEqual([1, 'breach']);
      expect((breaches[0]?.now ?? 0) >= due).toBe(true);
      expect([...(clock.warned ?? [])].toSorted((left, right) => left - right)).toEqual(warnAt);
      for (const { now, told: news } of told) {
        if (news.is === 'breach') continue;
        expect(now < due && at(news.share) <= now).toBe(true);
        expect(news.counted.every((share) => share < news.share)).toBe(true);
        const open = opening(now);
        expect(open === now || open >= due).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

test('looked at on time, each warning comes at its instant, or when the hours begin', () => {
  const { told } = life(8 * HOUR, 8 * HOUR, [50, 75], [0]);
  expect(told.map(({ now }) => now / HOUR)).toEqual([12, 14, 16]);
  const night = life(17 * HOUR, 20 * HOUR, [50], [0]);
  expect(night.told.map(({ now }) => now / HOUR)).toEqual([32, 37]);
});
