import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Occurrence, upcoming, wrongWith } from '../../../src/desk/quiet/maintenance.ts';
import { HOUR, MINUTE, settings } from '../build.ts';

const base = { client: 'Acme', owner: 'ann@msp.example', reason: 'patches' };
const DAY = 24 * HOUR;

function times(written: object, now: number, zone = 'Europe/Berlin'): Occurrence[] {
  return upcoming(settings({ zone, maintenance: [{ ...base, ...written }] }), now);
}

function iso(instant: number): string {
  return new Date(instant).toISOString().slice(0, 16);
}

test('a window that is there once is planned, runs and is gone', () => {
  const once = { from: '2026-12-05 22:00', to: '2026-12-06 02:00' };
  const [found, ...rest] = times(once, Date.UTC(2026, 10, 1));
  expect(rest).toEqual([]);
  expect([iso(found?.from ?? 0), iso(found?.to ?? 0)]).toEqual(['2026-12-05T21:00', '2026-12-06T01:00']);
  expect(found).toMatchObject({ scope: { client: 'Acme', label: 'Acme' }, by: { name: 'ann@msp.example' } });
  expect(times(once, Date.UTC(2026, 11, 6, 0, 59))).toEqual([found]);
  expect(times(once, Date.UTC(2026, 11, 6, 1))).toEqual([]);
});

test('its own zone goes before the shop’s, and the owner is the person who is meant', () => {
  const house = settings({
    people: [{ name: 'Ann Baker', email: 'Ann@msp.example' }],
    maintenance: [{ ...base, zone: 'America/New_York', from: '2026-12-05 22:00', to: '2026-12-06 02:00' }],
  });
  const [found] = upcoming(house, 0);
  expect([iso(found?.from ?? 0), found?.by]).toEqual([
    '2026-12-06T03:00',
    { id: 'ann@msp.example', name: 'Ann Baker', via: 'configuration' },
  ]);
});

test('a weekly window is there twice ahead, runs over midnight, and keeps its name while it runs', () => {
  const weekly = { every: ['sunday'], from: '23:00', to: '01:00' };
  const monday = Date.UTC(2026, 10, 2, 9);
  const found = times(weekly, monday);
  expect(found.map(({ from, to }) => [iso(from), iso(to)])).toEqual([
    ['2026-11-08T22:00', '2026-11-09T00:00'],
    ['2026-11-15T22:00', '2026-11-16T00:00'],
  ]);
  expect(times(weekly, (found[0]?.to ?? 0) - 1).map(({ key }) => key)).toEqual(found.map(({ key }) => key));
  expect(times(weekly, found[0]?.to ?? 0)[0]?.key).toBe(found[1]?.key);
});

test('a whole day every day leaves no gap, also not when the clocks change', () => {
  const week = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
  const daily = { every: week, from: '02:30', to: '02:30' };
  for (const start of [Date.UTC(2026, 2, 27), Date.UTC(2026, 9, 23)]) {
    for (let now = start; now < start + 4 * DAY; now += 10 * MINUTE) {
      const [current] = times(daily, now);
      expect(current?.from).toBeLessThanOrEqual(now);
      expect(current?.to).toBeGreaterThan(now);
    }
  }
});

const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

test('in every zone and at every change of clocks: a weekly window holds exactly when the wall clock says so', () => {
  const two = (number: number): string => String(number).padStart(2, '0');
  fc.assert(
    fc.property(
      fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'),
      fc.constantFrom(...WEEK),
      fc.integer({ min: 0, max: 23 * 60 }),
      fc.integer({ min: 1, max: 23 * 60 }),
      fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }),
      (zone, day, start, length, now) => {
        const end = (start + length) % (24 * 60);
        const clock = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
        const found = times({ every: [day], from: clock(start), to: clock(end) }, now, zone);
        const [first, second] = found;
        const begins = Temporal.Instant.fromEpochMilliseconds(first?.from ?? 0).toZonedDateTimeISO(zone);
        expect(WEEK[begins.dayOfWeek - 1]).toBe(day);
        // Within the hour that is skipped the wall shows a later time; it never shows an earlier one.
        const late = begins.hour * 60 + begins.minute - start;
        expect([late < 0, late > 60]).toEqual([false, false]);
        const { from, to } = first ?? { from: 0, to: 0 };
        expect(Math.abs(to - from - length * MINUTE)).toBeLessThanOrEqual(HOUR);
        expect(Math.abs((second?.from ?? 0) - from - 7 * DAY)).toBeLessThanOrEqual(HOUR);
        // None that could run now was left out, and none that is over is there.
        expect([to > now, from - now <= 7 * DAY + HOUR]).toEqual([true, true]);
      },
    ),
    { numRuns: 300 },
  );
});

test.each([
  [{ client: undefined }, 'client', 'about nothing'],
  [{ client: undefined, site: 'HQ' }, 'site', 'add the client'],
  [{ every: ['monday'], from: '2026-12-05 22:00', to: '23:00' }, 'from', 'a time alone'],
  [{ every: ['monday'], from: '22:00', to: '2026-12-05 23:00' }, 'to', 'a time alone'],
  [{ from: '22:00' }, 'from', 'add the day'],
  [{ from: '2026-12-06 22:00', to: '2026-12-06 22:00' }, 'to', 'is not after 2026-12-06 22:00'],
] as const)('a window %j is wrong at %s: %s', (written, part, says) => {
  const whole = { ...base, from: '2026-12-05 22:00', to: '2026-12-06 02:00', ...written };
  const [setting] = settings({ maintenance: [whole] }).maintenance;
  expect(setting && wrongWith(setting)).toEqual({ part, says: expect.stringContaining(says) });
});

test.each(['2026-02-30 22:00', '24:00', 'tomorrow', '2026-12-05', '9:00'])('%s is no time of a window', (from) => {
  const wrong = (): unknown => settings({ maintenance: [{ ...base, from, to: '2026-12-06 02:00' }] });
  expect(wrong).toThrow('2026-12-01 22:00');
});
