import { expect, test } from 'vitest';
import { plain } from '../../src/desk/text.ts';
import { firstWorkingDay } from '../../src/desk/review/overview.ts';
import { reviews } from '../../src/jobs/reviews.ts';
import type { JobParts } from '../../src/jobs/parts.ts';
import { readNotices } from '../../src/store/notices.ts';
import { takeSignal } from '../../src/store/signals.ts';
import { writeSource } from '../../src/store/sources.ts';
import type { Store } from '../../src/store/store.ts';
import { ANN, BEN, CLIENTS, HOUR, open, settings } from '../desk/build.ts';
import { useStage } from '../store/stage.ts';

const stage = useStage();
const ANNS = 'chat:@A1';
const PEOPLE = [
  { name: ANN.name, email: ANN.email, role: 'owner', chat: 'A1', zone: 'Europe/Berlin' },
  { name: BEN.name, email: BEN.email, role: 'lead', chat: 'B1' },
];

function parts(store: Store): JobParts {
  return {
    store,
    integrations: [],
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    sweepHints: async () => undefined,
    findAccounts: async () => undefined,
  };
}

function at(local: string): number {
  return Temporal.ZonedDateTime.from(`${local}[Europe/Berlin]`).epochMilliseconds;
}

/** Alerts of so many clients in October. */
async function october(clients: number, more: Record<string, unknown> = { monthly: true }): Promise<void> {
  stage.house({
    settings: settings({ people: PEOPLE, clients: CLIENTS, zone: 'Europe/Berlin', reviews: more }),
    sources: { rmm: 60_000 },
  });
  stage.now = at('2026-10-20T10:00');
  await writeSource(stage.store, 'rmm', { firstAt: stage.now - HOUR, based: true });
  for (let client = 1; client <= clients; client += 1)
    await takeSignal(
      stage.store,
      open(
        { client: `Client ${client}`, startedAt: stage.now },
        { condition: `rmm/check/dc01/${client}`, row: String(client), readAt: stage.now },
      ),
    );
}

async function runAt(local: string, stores: readonly Store[] = [stage.store]): Promise<string[]> {
  stage.now = at(local);
  await Promise.all(stores.map((store) => reviews(parts(store))));
  return (await readNotices(stage.store, ANNS)).map(({ card }) => card.title);
}

test('on the first working day owners are told of the month before, once, whatever replicas there are', async () => {
  await october(2);
  const { database: _, ...house } = { ...stage.store.house, database: undefined };
  const both = [stage.store, stage.another(house)];
  expect(await runAt('2026-11-01T10:00', both)).toEqual([]);
  expect(await runAt('2026-11-02T08:59', both)).toEqual([]);
  expect(await runAt('2026-11-02T09:00', both)).toEqual(['Reviews of October 2026']);
  await runAt('2026-11-02T09:05', both);
  expect(await runAt('2026-11-03T09:00', both)).toEqual(['Reviews of October 2026']);
  const [notice] = await readNotices(stage.store, ANNS);
  expect(notice?.card.rows.map(({ line }) => plain(line)).toSorted()).toEqual([
    'Client 1 · 0 tickets · 0 h · 1 alert',
    'Client 2 · 0 tickets · 0 h · 1 alert',
  ]);
  expect(await readNotices(stage.store, 'chat:@B1')).toEqual([]);
});

test('a desk that was down on that day tells it on one of the next; later it is left', async () => {
  await october(1);
  expect(await runAt('2026-11-05T09:30')).toEqual(['Reviews of October 2026']);
  await stage.store.database.redis.flushdb();
  await october(1);
  expect(await runAt('2026-11-20T09:30')).toEqual([]);
});

test('more clients than a message holds are a click away', async () => {
  await october(11);
  await runAt('2026-11-02T09:00');
  const [notice] = await readNotices(stage.store, ANNS);
  expect(notice?.card.rows).toHaveLength(8);
  expect(notice?.card.actions).toMatchObject([
    { verb: 'reviews', label: 'All 11 clients', with: '20261001-20261031.1' },
  ]);
});

test('it is off unless somebody turns it on, and a month without anything is not told', async () => {
  await october(1, {});
  expect(await runAt('2026-11-02T09:00')).toEqual([]);
  await stage.store.database.redis.flushdb();
  await october(0);
  expect(await runAt('2026-11-02T09:00')).toEqual([]);
});

test.each([
  ['2026-11-15', {}, '2026-11-02'],
  ['2026-10-01', {}, '2026-10-01'],
  [
    '2027-01-04',
    {
      calendars: { shop: { week: { friday: [{ from: '08:00', to: '17:00' }] }, holidays: ['2027-01-01'] } },
      sla: { calendar: 'shop' },
    },
    '2027-01-08',
  ],
  ['2026-11-15', { calendars: { shop: {} }, sla: { calendar: 'shop' } }, undefined],
])('the first working day of the month of %s', (date, written, expected) => {
  expect(firstWorkingDay(date, settings(written))).toBe(expected);
});
