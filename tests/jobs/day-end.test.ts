import { expect, test } from 'vitest';
import type { Alert } from '../../src/desk/alert/alert.ts';
import { decideAlertCommand } from '../../src/desk/alert/command.ts';
import { unchanged } from '../../src/desk/decision.ts';
import { newTimeEntry } from '../../src/desk/time/log-time.ts';
import { plain } from '../../src/desk/text.ts';
import { dayEnd } from '../../src/jobs/day-end.ts';
import { digest } from '../../src/jobs/digest.ts';
import { myDay } from '../../src/jobs/my-day.ts';
import type { JobParts } from '../../src/jobs/parts.ts';
import { change } from '../../src/store/change.ts';
import { commit } from '../../src/store/commit.ts';
import { readNotices } from '../../src/store/notices.ts';
import { readWork } from '../../src/store/read.ts';
import { takeSignal } from '../../src/store/signals.ts';
import { writeSource } from '../../src/store/sources.ts';
import type { Store } from '../../src/store/store.ts';
import { ACME_CHANNEL, actor, ANN, CHANNEL, CLIENTS, HOUR, MINUTE, open, settings, view } from '../desk/build.ts';
import { useStage } from '../store/stage.ts';

const stage = useStage();
const REF = 'rmm/check/dc01/3/1';
const ANNS = 'chat:@A1';
const PEOPLE = [
  { name: ANN.name, email: ANN.email, role: 'owner', chat: 'A1', zone: 'Europe/Berlin' },
  { name: 'Ben Cole', email: 'ben@msp.example', chat: 'B1', zone: 'America/New_York' },
];

function parts(store: Store = stage.store): JobParts {
  return {
    store,
    integrations: [],
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    sweepHints: async () => undefined,
    findAccounts: async () => undefined,
  };
}

function at(local: string, zone = 'Europe/Berlin'): number {
  return Temporal.ZonedDateTime.from(`${local}[${zone}]`).epochMilliseconds;
}

async function ready(start: string, more: Record<string, unknown> = {}): Promise<void> {
  stage.now = at(start);
  stage.house({ settings: settings({ people: PEOPLE, digests: [], ...more }), sources: { rmm: 60_000 } });
  await writeSource(stage.store, 'rmm', { firstAt: stage.now - HOUR, based: true });
}

async function claim(): Promise<void> {
  await takeSignal(stage.store, open({}, { readAt: stage.now }));
  await change<Alert, Alert | undefined>(stage.store, {
    read: async () => (await readWork(stage.store, REF)) as Alert | undefined,
    decide: (alert, now) => (alert ? decideAlertCommand(alert, { verb: 'claim', by: actor(ANN) }, now) : unchanged()),
  });
}

async function log(hours: number, about?: string, endsAt = stage.now): Promise<void> {
  const wish = {
    key: `key-${stage.now}`,
    person: { id: ANN.id, name: ANN.name },
    customer: { id: 'C-1', name: 'Acme' },
    hours,
    endsAt,
    text: 'Replaced the disk',
    billable: true,
    activity: 'Execution',
  };
  await commit(stage.store, [newTimeEntry(wish, about, view({ now: stage.now }))], {});
}

async function told(place = ANNS): Promise<string[]> {
  return (await readNotices(stage.store, place)).map(({ card }) => card.title);
}

test('at five in the evening of each, whoever held something and logged nothing is told, once over two processes', async () => {
  await ready('2026-11-03T14:00');
  await claim();
  stage.now = at('2026-11-03T16:59');
  await dayEnd(parts());
  expect(await told()).toEqual([]);
  stage.now = at('2026-11-03T17:00');
  const other = stage.another(stage.store.house);
  await Promise.all([dayEnd(parts()), dayEnd(parts(other))]);
  await dayEnd(parts());
  const [notice] = await readNotices(stage.store, ANNS);
  expect(await told()).toEqual(['⏱ 3 h of 2026-11-03 are not logged, Ann Baker']);
  expect(notice?.key).toBe(`day-end/${ANNS}/2026-11-03`);
  expect(notice?.card.rows.map(({ action }) => [action?.verb, action?.ref, action?.with])).toEqual([
    ['log-gap', REF, '2026-11-03'],
  ]);
  stage.now = at('2026-11-03T17:00', 'America/New_York');
  await dayEnd(parts());
  expect(await told('chat:@B1')).toEqual([]);
});

test('nobody is told where all is logged, nothing was held, there is no book, or it is off', async () => {
  await ready('2026-11-03T14:00');
  await claim();
  stage.now = at('2026-11-03T17:00');
  stage.house({ timeBook: undefined });
  await dayEnd(parts());
  stage.house({ timeBook: 'book', settings: settings({ people: PEOPLE, time: { dayEnd: 'never' } }) });
  await dayEnd(parts());
  expect(await told()).toEqual([]);
  await ready('2026-11-04T17:00', { calendars: { none: {} }, sla: { calendar: 'none' } });
  await dayEnd(parts());
  await log(1);
  stage.now += 30 * MINUTE;
  await dayEnd(parts());
  expect(await told()).toEqual([]);
});

test('what the book has not taken is told although nothing is missing', async () => {
  await ready('2026-11-03T14:00');
  await log(1);
  stage.now = at('2026-11-03T17:00');
  await dayEnd(parts());
  const [notice] = await readNotices(stage.store, ANNS);
  expect(notice?.card.rows.map(({ line }) => plain(line))).toEqual(['⏳ 1 h for Acme waits for The Book']);
});

test('an evening after an hour that was skipped, or came twice, is told once on each date', async () => {
  for (const [from, dates] of [
    ['2026-03-28T12:00', ['2026-03-28', '2026-03-29', '2026-03-30']],
    ['2026-10-24T12:00', ['2026-10-24', '2026-10-25', '2026-10-26']],
  ] as const) {
    await stage.store.database.redis.flushdb();
    await ready(from, { time: { dayEnd: '02:30' }, calendars: { all: { always: true } } });
    stage.now = at(from) - 24 * HOUR;
    await log(1, undefined, stage.now + 14 * HOUR);
    for (const day of [0, 1, 2]) {
      stage.now = at(from) + day * 24 * HOUR;
      await log(0.25, undefined, at(from) + (day * 24 + 13.5) * HOUR);
    }
    for (stage.now = at(from); stage.now < at(from) + 60 * HOUR; stage.now += 30 * MINUTE) await dayEnd(parts());
    const keys = (await readNotices(stage.store, ANNS)).map(({ key }) => key.slice(-10));
    expect(keys.toSorted()).toEqual(dates.slice(1));
  }
});

test('each morning has its message with yesterday’s gap; the owner’s has what is not billed, a channel’s where it is wanted', async () => {
  const digests = [
    { to: 'people', at: '08:00' },
    { to: [CHANNEL, ACME_CHANNEL], at: '08:00', zone: 'Europe/Berlin', time: true },
  ];
  await ready('2026-11-03T14:00', { digests, clients: CLIENTS });
  await claim();
  stage.now = at('2026-11-03T17:00');
  await log(1, REF);
  stage.now = at('2026-11-04T08:00');
  await myDay(parts());
  await myDay(parts());
  await digest(parts());
  const rows = async (place: string): Promise<string[]> =>
    (await readNotices(stage.store, place)).flatMap(({ card }) => card.rows.map(({ line }) => plain(line)));
  expect(await told()).toEqual(['Your day, Ann Baker, 2026-11-04']);
  expect(await rows(ANNS)).toEqual([
    '1 alert is yours: 1 high',
    '0 tickets are yours',
    '⏱ Not logged yesterday: 3 h',
    expect.stringContaining('disk C is full'),
    '💶 Not billed yet · yesterday 4 h · this week 4 h: Acme 4 h',
    '⏳ 1 h logged and not in the book: 1 waiting',
  ]);
  expect(await rows(CHANNEL)).toContain('💶 Not billed yet · yesterday 4 h · this week 4 h: Acme 4 h');
  expect((await rows(ACME_CHANNEL)).join()).not.toContain('Not billed');
  stage.now = at('2026-11-04T08:00', 'America/New_York');
  await myDay(parts());
  expect(await told('chat:@B1')).toEqual(['Your day, Ben Cole, 2026-11-04']);
  expect((await rows('chat:@B1')).join()).not.toContain('Not billed');
});
