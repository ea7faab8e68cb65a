import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TimeWish } from '../../../src/desk/time/entry.ts';
import type { ErpnextClient } from '../../../src/integrations/erpnext/client.ts';
import { freePlace, obstacle, type Place, wantedPlace } from '../../../src/integrations/erpnext/place.ts';
import { naiveText } from '../../../src/integrations/erpnext/wall-clock.ts';

const WISH: TimeWish = {
  key: 'key-1',
  person: { id: 'ann', name: 'Ann Baker' },
  customer: { id: 'Acme', name: 'Acme' },
  hours: 1,
  endsAt: 0,
  text: 'Work',
  billable: true,
  activity: 'Execution',
};

function textOf(place: Place | undefined): string {
  return place ? `${naiveText(place.from).slice(5, 16)} ${naiveText(place.to).slice(5, 16)}` : 'none';
}

const minutesIn = ({ from, to }: Place): number => from.until(to, { largestUnit: 'minutes' }).minutes;

test.each([
  ['2026-11-21T05:15Z', 0.75, 'America/New_York', '11-20 23:30 11-21 00:15'],
  ['2026-11-21T05:00Z', 24, 'America/New_York', '11-20 00:00 11-21 00:00'],
  // The clock goes ahead at 02:00 and back at 02:00: three hours on the wall are three hours in the book.
  ['2026-03-08T08:30Z', 3, 'America/New_York', '03-08 01:30 03-08 04:30'],
  ['2026-11-01T08:30Z', 3, 'America/New_York', '11-01 00:30 11-01 03:30'],
  ['2026-04-04T15:30Z', 2, 'Australia/Lord_Howe', '04-05 00:00 04-05 02:00'],
  ['2011-12-30T10:30Z', 1, 'Pacific/Apia', '12-30 23:30 12-31 00:30'],
  ['2026-06-01T00:00Z', 1, 'Asia/Kathmandu', '06-01 04:45 06-01 05:45'],
])('work that ended at %s for %d h in %s is wanted at %s', (end, hours, zone, wanted) => {
  expect(textOf(wantedPlace({ ...WISH, hours, endsAt: Date.parse(end) }, zone))).toBe(wanted);
});

const ZONES = ['America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Pacific/Apia', 'UTC'];
const zones = fc.constantFrom(...ZONES);
const instants = fc.integer({ min: Date.UTC(2009, 0), max: Date.UTC(2027, 0) });
const quarters = fc.integer({ min: 1, max: 96 });

test('the hours lie between both times in every zone, at every instant, and a given beginning is kept', () => {
  fc.assert(
    fc.property(zones, instants, quarters, (zone, endsAt, count) => {
      const hours = count / 4;
      const latest = wantedPlace({ ...WISH, hours, endsAt }, zone);
      const given = wantedPlace({ ...WISH, hours, startsAt: endsAt, endsAt }, zone);
      expect([minutesIn(latest), minutesIn(given)]).toEqual([count * 15, count * 15]);
      expect(given.from.toString()).toBe(latest.to.toString());
    }),
  );
});

/** A site that has these rows and nothing else. */
function clientWith(rows: readonly Place[]): ErpnextClient {
  const listed = rows.map(({ from, to }, index) => {
    return { name: `TS-${index}`, from_time: naiveText(from), to_time: naiveText(to) };
  });
  // What is not asked for here is not there.
  return { list: async () => listed } as unknown as ErpnextClient;
}

const DAY = Temporal.PlainDateTime.from('2026-11-21T00:00');
const at = (from: number, to: number): Place => ({ from: DAY.add({ minutes: from }), to: DAY.add({ minutes: to }) });
const touches = (a: Place, b: Place): boolean =>
  Temporal.PlainDateTime.compare(a.from, b.to) < 0 && Temporal.PlainDateTime.compare(b.from, a.to) < 0;
const places = fc
  .tuple(fc.integer({ min: -1440, max: 2880 }), fc.integer({ min: 1, max: 600 }))
  .map(([from, length]) => at(from, from + length));

test('a place is never over a row, has its length, and stays where it was wanted if that is free', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(places, { maxLength: 12 }),
      quarters,
      fc.integer({ min: 0, max: 1440 }),
      fc.integer({ min: 0, max: 1440 }),
      async (rows, count, end, ahead) => {
        const latest = at(end + ahead, end + ahead).to;
        const wanted = at(end - count * 15, end);
        const place = await freePlace(clientWith(rows), 'HR-EMP-00001', wanted, latest);
        expect(place === undefined || Temporal.PlainDateTime.compare(place.to, latest) <= 0).toBe(true);
        const isFree = !rows.some((row) => touches(row, wanted));
        expect(textOf(isFree ? place : wanted)).toBe(textOf(wanted));
        expect(
          place === undefined || (minutesIn(place) === count * 15 && !rows.some((row) => touches(row, place))),
        ).toBe(true);
      },
    ),
  );
});

test('what is in the way is named, and the free place beside it is one', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(places, { maxLength: 12 }),
      quarters,
      fc.integer({ min: 0, max: 1440 }),
      async (rows, count, start) => {
        const wanted = at(start, start + count * 15);
        const found = await obstacle(clientWith(rows), 'HR-EMP-00001', wanted, at(720, 720).from);
        expect(found !== undefined).toBe(rows.some((row) => touches(row, wanted)));
        expect(found === undefined || touches(found.row, wanted)).toBe(true);
        const free = found?.free;
        expect(free === undefined || (minutesIn(free) === count * 15 && !rows.some((row) => touches(row, free)))).toBe(
          true,
        );
      },
    ),
  );
});

test.each<[string, Place[], Place, string, number?]>([
  ['over midnight, where the work was', [], at(-120, 90), '11-20 22:00 11-21 01:30'],
  ['over midnight, before what is taken', [at(-60, 30)], at(-30, 15), '11-20 22:15 11-20 23:00'],
  ['after it where the day has nothing before', [at(0, 600)], at(540, 600), '11-21 10:00 11-21 11:00'],
  [
    'odd seconds of a row by hand are left alone',
    [{ from: at(500, 0).from.add({ seconds: 1 }), to: at(600, 0).from.subtract({ seconds: 1 }) }],
    at(540, 600),
    '11-21 07:20 11-21 08:20',
  ],
  ['none after it while that has yet to come', [at(0, 600)], at(540, 600), 'none', 615],
  ['the quarter of an hour that has begun', [at(0, 600)], at(585, 600), '11-21 10:00 11-21 10:15', 615],
  ['none', [at(0, 1440)], at(540, 600), 'none'],
])('%s', async (_name, rows, wanted, place, latest = 720) => {
  expect(textOf(await freePlace(clientWith(rows), 'HR-EMP-00001', wanted, at(latest, latest).to))).toBe(place);
});

test('the nearest free place is one that is over already, where there is one', async () => {
  const rows = [at(540, 600), at(480, 530)];
  const found = await obstacle(clientWith(rows), 'HR-EMP-00001', at(545, 605), at(610, 0).from);
  expect([found?.row.name, textOf(found?.free)]).toEqual(['TS-0', '11-21 07:00 11-21 08:00']);
  const later = await obstacle(clientWith([at(0, 600)]), 'HR-EMP-00001', at(545, 605), at(610, 0).from);
  expect(textOf(later?.free)).toBe('11-21 10:00 11-21 11:00');
});
