import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TimeEntry } from '../../../src/desk/time/entry.ts';
import { aroundDay, busyTimes, dayOfWish, placeTime } from '../../../src/desk/time/place.ts';
import { AHEAD } from '../../../src/desk/time/span.ts';
import { clockOf, instantOf, wallOf } from '../../../src/desk/clock/wall-clock.ts';
import { ANN, MINUTE, NOW } from '../build.ts';

/** Monday, 10:00 in Berlin. */
const ZONE = 'Europe/Berlin';
const RULES = { now: NOW, zone: ZONE, pastDays: 14 };

function at(clock: string): number {
  return Temporal.PlainDateTime.from(`2026-11-02T${clock}`).toZonedDateTime(ZONE).epochMilliseconds;
}

function sheet(from: string, to: string, name = 'TS-1') {
  return { from: at(from), to: at(to), name };
}

function entry(
  key: string,
  hours: number,
  more: Partial<TimeEntry['wish']> = {},
  state: Partial<TimeEntry> = {},
): TimeEntry {
  return {
    kind: 'time',
    schema: 1,
    ref: `time/${key}`,
    revision: 1,
    at: NOW,
    state: 'waiting',
    wish: {
      key,
      person: { id: ANN.id, name: ANN.name },
      customer: { id: 'C-1', name: 'Acme' },
      hours,
      endsAt: NOW,
      text: 'Work',
      billable: true,
      activity: 'Execution',
      ...more,
    },
    ...state,
  };
}

function clocks({ from, to }: { from: number; to: number }): string {
  return `${clockOf(from)}-${clockOf(to)}`;
}

function placed(wanted: Parameters<typeof placeTime>[0], busy: Parameters<typeof placeTime>[1]): string {
  const found = placeTime(wanted, busy, RULES);
  if (found.is === 'free') return clocks(found.slot);
  if (found.is === 'full') return 'full';
  const { nearest, with: other } = found;
  return `clashes with ${other.name ?? 'own'} ${clocks(other)}, ${nearest ? clocks(nearest) : 'none'} is free`;
}

test('without a time it goes as late as it fits, in its own days, and never into the future', () => {
  const busy = busyTimes([sheet('09:00', '09:50')], [], RULES);
  expect(placed({ hours: 0.25, endsAt: NOW }, busy)).toBe('08:45-09:00');
  expect(placed({ hours: 0.25, endsAt: NOW }, [])).toBe('09:45-10:00');
  expect(placed({ hours: 9, endsAt: NOW }, busy)).toBe('00:00-09:00');
  expect(placed({ hours: 9.25, endsAt: NOW }, busy)).toBe('full');
  expect(placed({ hours: 11, endsAt: NOW }, [])).toBe('23:00-10:00');
});

test('a given time is kept, or clashes with what is named, and the nearest is offered', () => {
  const busy = busyTimes([sheet('08:00', '08:30', 'TS-7'), sheet('09:00', '09:30', 'TS-8')], [], RULES);
  expect(placed({ hours: 0.5, startsAt: at('08:30'), endsAt: at('09:00') }, busy)).toBe('08:30-09:00');
  expect(placed({ hours: 0.5, startsAt: at('08:15'), endsAt: at('08:45') }, busy)).toBe(
    'clashes with TS-7 08:00-08:30, 08:30-09:00 is free',
  );
  expect(placed({ hours: 1, startsAt: at('08:45'), endsAt: at('09:45') }, busy)).toBe(
    'clashes with TS-8 09:00-09:30, 07:00-08:00 is free',
  );
});

test('what was logged here and is not in the book yet counts as it will be written', () => {
  const saved = {
    state: 'saved' as const,
    saved: { name: 'TS-3', from: '2026-11-02 07:00:00', to: '2026-11-02 08:00:00' },
  };
  const own = [
    entry('second', 0.5, {}, { at: NOW + 1 }),
    entry('first', 0.5),
    entry('given', 1, { startsAt: at('08:30'), endsAt: at('09:30') }, { at: NOW - 1 }),
    entry('saved', 1, {}, saved),
  ];
  const busy = busyTimes([], own, RULES);
  expect(busy.map((one) => `${one.name ?? 'own'} ${clocks(one)}`).toSorted()).toEqual([
    'TS-3 07:00-08:00',
    'own 08:00-08:30',
    'own 08:30-09:30',
    'own 09:30-10:00',
  ]);
});

test('times that no calendar has are passed over', () => {
  const odd = entry('odd', 1, {}, { state: 'saved', saved: { name: 'TS-3', from: 'soon', to: '' } });
  expect(busyTimes([], [odd], RULES).map(clocks)).toEqual(['09:00-10:00']);
});

test('the day of work that ends at midnight is the one before', () => {
  expect(dayOfWish({ hours: 1, endsAt: at('00:00') }, ZONE).toString()).toBe('2026-11-01');
  expect(dayOfWish({ hours: 1, startsAt: at('00:00'), endsAt: at('01:00') }, ZONE).toString()).toBe('2026-11-02');
});

test('a slot is free, long enough, over, and within what is known, also where the clock was changed', () => {
  const quarter = 15 * MINUTE;
  const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC');
  const nows = fc.constantFrom(NOW, Date.UTC(2026, 2, 29, 9), Date.UTC(2026, 9, 25, 9), Date.UTC(2026, 10, 1, 20));
  const rows = fc.array(fc.tuple(fc.nat(240), fc.integer({ min: 1, max: 16 })), { maxLength: 15 });
  fc.assert(
    fc.property(
      zones,
      nows,
      rows,
      fc.integer({ min: 1, max: 40 }),
      fc.option(fc.nat(90)),
      (zone, now, some, length, back) => {
        const rules = { now, zone, pastDays: 14 };
        const taken = some.map(([before, of], index) => {
          const to = now - before * quarter;
          return { from: to - of * quarter, to, name: `TS-${index}` };
        });
        const busy = busyTimes(taken, [], rules);
        const start = wallOf(now, zone) - ((back ?? 0) + length) * quarter;
        const given = back === null ? {} : { startsAt: instantOf(start, zone) };
        const wanted = { hours: length / 4, ...given, endsAt: now };
        const found = placeTime(wanted, busy, rules);
        const slots = [found].flatMap((one) => {
          if (one.is === 'free') return [one.slot];
          return one.is === 'clash' && one.nearest ? [one.nearest] : [];
        });
        const known = aroundDay(dayOfWish(wanted, zone), zone);
        const bad = slots.filter(
          ({ from, to }) =>
            to - from !== length * quarter ||
            to > wallOf(now, zone) + AHEAD ||
            from < wallOf(known.from, zone) ||
            to > wallOf(known.to, zone) ||
            busy.some((one) => one.from < to && from < one.to && one.from < one.to),
        );
        expect(bad).toEqual([]);
      },
    ),
    { numRuns: 400 },
  );
});
