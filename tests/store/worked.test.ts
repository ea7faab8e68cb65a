import { expect, test } from 'vitest';
import { dayTime } from '../../src/desk/time/claimed.ts';
import { dayOf } from '../../src/desk/clock/day.ts';
import { newTimeEntry, settleTime } from '../../src/desk/time/log-time.ts';
import type { TimeEntry, TimeWish } from '../../src/desk/time/entry.ts';
import { change } from '../../src/store/change.ts';
import { commit } from '../../src/store/commit.ts';
import { readOpen, readWork } from '../../src/store/read.ts';
import { forget } from '../../src/store/old.ts';
import { takeSignal } from '../../src/store/signals.ts';
import { key } from '../../src/store/redis.ts';
import { readDrafts, readEntries, readTime, readUnsettled } from '../../src/store/time.ts';
import { readWorked } from '../../src/store/worked.ts';
import { decideAlertCommand } from '../../src/desk/alert/command.ts';
import type { Alert } from '../../src/desk/alert/alert.ts';
import { unchanged } from '../../src/desk/decision.ts';
import { actor, ANN, HOUR, MINUTE, NOW, open, over, settings, view } from '../desk/build.ts';
import { useStage } from './stage.ts';

const stage = useStage();
const REF = 'rmm/check/dc01/3/1';

async function log(wish: Partial<TimeWish> & { key: string }, about?: string): Promise<void> {
  const whole: TimeWish = {
    person: { id: ANN.id, name: ANN.name },
    customer: { id: 'C-1', name: 'Acme' },
    hours: 1,
    endsAt: stage.now,
    text: 'Replaced the disk',
    billable: true,
    activity: 'Execution',
    ...wish,
  };
  await commit(stage.store, [newTimeEntry(whole, about, view({ now: stage.now }))], {});
}

async function settle(key: string, state: 'undone' | 'saved'): Promise<void> {
  const settlement = state === 'undone' ? { state } : { state, saved: { name: 'TS-1', from: '', to: '' } };
  await change<TimeEntry, TimeEntry | undefined>(stage.store, {
    read: () => readTime(stage.store, `time/${key}`),
    decide: (entry, at) => (entry ? settleTime(entry, settlement, at) : unchanged()),
  });
}

test('entries are found by when their work ended, whatever became of them but undone, until they are forgotten', async () => {
  await log({ key: 'late', endsAt: NOW - HOUR });
  await log({ key: 'given', startsAt: NOW - 30 * HOUR, hours: 2, endsAt: NOW });
  await log({ key: 'dropped', endsAt: NOW - 2 * HOUR });
  await log({ key: 'now' });
  await settle('dropped', 'undone');
  await settle('late', 'saved');
  const found = async (from: number, to: number) => (await readEntries(stage.store, from, to)).map(({ ref }) => ref);
  expect(await found(NOW - 30 * HOUR, NOW)).toEqual(['time/given', 'time/late', 'time/now']);
  expect(await found(NOW - 28 * HOUR, NOW - 28 * HOUR)).toEqual(['time/given']);
  expect(await found(NOW - 27 * HOUR, NOW - 2 * HOUR)).toEqual([]);
  const unsettled = async () => (await readUnsettled(stage.store)).map(({ ref }) => ref);
  expect(await unsettled()).toEqual(['time/given', 'time/now']);
  const drafts = async () => (await readDrafts(stage.store)).map(({ ref }) => ref);
  expect(await drafts()).toEqual(['time/late']);
  await forget(stage.store, ['time/now', 'time/given']);
  expect(await unsettled()).toEqual([]);
  expect(await found(0, NOW)).toEqual(['time/late']);
  await forget(stage.store, ['time/late']);
  expect(await stage.store.database.redis.zcard(key('drafts'))).toBe(0);
});

test('what was held in a span is read with what was done about it, also after it is over', async () => {
  stage.house({ settings: settings({ zone: 'UTC' }) });
  await takeSignal(stage.store, open());
  await takeSignal(stage.store, open({}, { row: '2', condition: 'rmm/check/dc02/3' }));
  await change<Alert, Alert | undefined>(stage.store, {
    read: async () => (await readWork(stage.store, REF)) as Alert | undefined,
    decide: (alert, at) => (alert ? decideAlertCommand(alert, { verb: 'claim', by: actor(ANN) }, at) : unchanged()),
  });
  stage.now += 90 * MINUTE;
  await takeSignal(stage.store, over('recovered', stage.now));
  await log({ key: 'half', hours: 0.5 }, REF);
  expect(await readOpen(stage.store, 'alert')).toHaveLength(1);
  const day = dayOf(Temporal.PlainDate.from('2026-11-02'), 'UTC');
  const work = await readWorked(stage.store, day);
  expect(work.items.map(({ ref }) => ref)).toEqual([REF]);
  expect(work.deeds.get(REF)).toEqual([{ at: NOW, person: ANN.id }]);
  expect(dayTime(ANN, day, work, stage.store.house.settings, stage.now)).toMatchObject({
    claimed: 90 * MINUTE,
    logged: 30 * MINUTE,
    gap: 1,
  });
  const next = await readWorked(stage.store, dayOf(Temporal.PlainDate.from('2026-11-03'), 'UTC'));
  expect(next.items).toEqual([]);
});
