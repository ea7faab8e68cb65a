import { expect, test } from 'vitest';
import type { Alert } from '../../src/desk/alert/alert.ts';
import { decideAlertCommand } from '../../src/desk/alert/command.ts';
import { decideAlertSignal } from '../../src/desk/alert/signal.ts';
import type { Changed, Notice } from '../../src/desk/decision.ts';
import { plainCard } from '../../src/desk/card.ts';
import { decideTicketSignal } from '../../src/desk/ticket/signal.ts';
import { change } from '../../src/store/change.ts';
import { commit } from '../../src/store/commit.ts';
import { isLatched, readNotices } from '../../src/store/notices.ts';
import { countAttempt, readEffect, readOutbox } from '../../src/store/outbox.ts';
import {
  dropWake,
  readClosed,
  readDue,
  readEpisode,
  readItem,
  readOpen,
  readSeen,
  readTimeline,
} from '../../src/store/read.ts';
import { key } from '../../src/store/redis.ts';
import { readBehind, readDestinations } from '../../src/store/rows.ts';
import { takeSignal } from '../../src/store/signals.ts';
import { actor, ANN, changed, CHANNEL, HOUR, MINUTE, NOW, open, over, settings, there, view } from '../desk/build.ts';
import { useStage } from './stage.ts';

const stage = useStage();
const REF = 'rmm/check/dc01/3/1';

function opened(): Changed<Alert> {
  return changed(decideAlertSignal(undefined, open(), view(), false));
}

async function alert(ref = REF): Promise<Alert> {
  const item = await readItem(stage.store, ref);
  if (item?.kind !== 'alert') throw new Error(`there is no alert ${ref}`);
  return item;
}

function notice(name: string, more: Partial<Notice> = {}): Notice {
  return { key: name, destination: CHANNEL, loud: true, rank: 1, at: NOW, card: plainCard({ title: name }), ...more };
}

/** The response target alone wakes a ticket. */
const NO_REMINDER = { settings: settings({ tickets: { remindAfter: 'never' } }) };

test('nothing of a commit is written when one of its items was changed meanwhile', async () => {
  expect(await commit(stage.store, [opened()], {})).toBe('done');
  const ticket = changed(decideTicketSignal(undefined, there(), view(), false));
  expect(await commit(stage.store, [ticket, opened()], { notices: [notice('n')] })).toBe('clash');
  expect(await readItem(stage.store, 'desk/12')).toBeUndefined();
  expect(await readTimeline(stage.store, REF)).toHaveLength(1);
  expect(await isLatched(stage.store, 'n')).toBe(false);
  expect(stage.behind).toEqual([[CHANNEL]]);
});

test('the same new alert from two processes at once is one', async () => {
  const other = stage.another();
  const results = await Promise.all([commit(stage.store, [opened()], {}), commit(other, [opened()], {})]);
  expect(results.toSorted()).toEqual(['clash', 'done']);
  expect((await readOpen(stage.store, 'alert')).map(({ ref, revision }) => [ref, revision])).toEqual([[REF, 1]]);
});

test('the outcome of an effect counts once', async () => {
  await takeSignal(stage.store, open());
  const acknowledged = decideAlertCommand(await alert(), { verb: 'acknowledge', by: actor(ANN) }, view());
  await commit(stage.store, [changed(acknowledged)], {});
  const [effect] = await readOutbox(stage.store);
  const settles = effect?.key ?? '';
  expect(await readEffect(stage.store, settles)).toEqual(effect);
  expect([await countAttempt(stage.store, settles), await countAttempt(stage.store, settles)]).toEqual([1, 2]);
  expect(await commit(stage.store, [], { settles })).toBe('done');
  expect(await commit(stage.store, [changed(acknowledged)], { settles })).toBe('settled');
  expect(await readOutbox(stage.store)).toEqual([]);
  expect(await countAttempt(stage.store, settles)).toBe(1);
});

test('a process older than the store writes nothing', async () => {
  await stage.store.database.redis.set(key('schema'), '2');
  expect(await commit(stage.store, [opened()], {})).toBe('outdated');
  await expect(takeSignal(stage.store, open())).rejects.toMatchObject({ name: 'OutdatedError' });
  expect(await readItem(stage.store, REF)).toBeUndefined();
});

test('an occasion rings once, also long after its notice was sent', async () => {
  await commit(stage.store, [], { notices: [notice('digest/1'), notice('digest/1')] });
  expect(await readNotices(stage.store, CHANNEL)).toEqual([notice('digest/1')]);
  await stage.store.database.redis.del(key('notices', CHANNEL), key('noticed', CHANNEL));
  await commit(stage.store, [], { notices: [notice('digest/1')] });
  expect(await readNotices(stage.store, CHANNEL)).toEqual([]);
  const seconds = await stage.store.database.redis.ttl(key('latch', 'digest/1'));
  expect(seconds).toBeGreaterThan(399 * 24 * 3600);
});

test('notices wait in the order of their rank, then of their coming', async () => {
  await commit(stage.store, [], { notices: [notice('quiet', { rank: 5 })] });
  stage.now += MINUTE;
  await commit(stage.store, [], { notices: [notice('b'), notice('a', { rank: 0 })] });
  expect((await readNotices(stage.store, CHANNEL)).map((one) => one.key)).toEqual(['a', 'b', 'quiet']);
});

test('the urgent goes first and stays first until it is shown; since counts from the first change', async () => {
  await takeSignal(stage.store, open());
  expect(await readBehind(stage.store, CHANNEL)).toEqual([
    { ref: REF, rank: 2, since: NOW, mark: '1', row: undefined },
  ]);
  stage.now += MINUTE;
  const claim = changed(decideAlertCommand(await alert(), { verb: 'claim', by: actor(ANN) }, view()));
  await commit(stage.store, [claim], { urgent: true });
  stage.now += MINUTE;
  await takeSignal(stage.store, open({ hidden: true }, { readAt: NOW + 1 }));
  expect(await readBehind(stage.store, CHANNEL)).toEqual([
    { ref: REF, rank: 0, since: NOW, mark: '3', row: undefined },
  ]);
  expect(await readDestinations(stage.store, 'chat')).toEqual([CHANNEL]);
  expect(await readDestinations(stage.store, 'ch')).toEqual([]);
});

test('a silent change, a listed alert and a baseline leave no message behind', async () => {
  await takeSignal(stage.store, open({ raw: 'warning' }));
  await takeSignal(stage.store, open({}, { condition: 'rmm/check/dc01/4' }), true);
  await takeSignal(stage.store, open({ raw: 'warning', value: '3' }, { readAt: NOW + 1 }));
  expect(await readBehind(stage.store, CHANNEL)).toEqual([]);
  expect((await alert()).facts.value).toBe('3');
});

test('open, closed and seen hold what their names say', async () => {
  await takeSignal(stage.store, open());
  stage.now = NOW + HOUR;
  await takeSignal(stage.store, over('resolved', NOW + HOUR));
  const refs = async () => ({
    open: (await readOpen(stage.store, 'alert')).map(({ ref }) => ref),
    closed: (await readClosed(stage.store, NOW, NOW + HOUR)).map(({ ref }) => ref),
    seen: (await readSeen(stage.store, 'alert', NOW, NOW + HOUR)).map(({ ref }) => ref),
  });
  expect(await refs()).toEqual({ open: [], closed: [REF], seen: [REF] });
  await takeSignal(stage.store, open({ startedAt: NOW + HOUR }, { row: '2', readAt: NOW + 2 * HOUR }));
  expect(await refs()).toEqual({ open: [REF], closed: [], seen: [REF] });
});

test('the latest episode of a condition is the one that goes on', async () => {
  await takeSignal(stage.store, open());
  await takeSignal(stage.store, over('recovered', NOW));
  await takeSignal(stage.store, open({ startedAt: NOW + 3 * HOUR }, { row: '2', readAt: NOW + 3 * HOUR }));
  expect((await readEpisode(stage.store, 'rmm/check/dc01/3'))?.ref).toBe('rmm/check/dc01/3/2');
  expect((await readOpen(stage.store, 'alert')).map(({ ref }) => ref)).toEqual(['rmm/check/dc01/3/2']);
});

test('the timeline keeps the order in which things were decided', async () => {
  await takeSignal(stage.store, open());
  await takeSignal(stage.store, open({ hidden: true }, { readAt: NOW + 1 }));
  await takeSignal(stage.store, over('recovered', NOW + 2));
  expect((await readTimeline(stage.store, REF)).map(({ what }) => what)).toEqual(['opened', 'hidden', 'recovered']);
});

test('a wake-up goes when nothing is left to wake, but not one that was set anew', async () => {
  stage.house(NO_REMINDER);
  await takeSignal(stage.store, there());
  const due = NOW - 10 * MINUTE + 3 * HOUR;
  expect(await readDue(stage.store, due - 1, 10)).toEqual([]);
  expect(await readDue(stage.store, due, 10)).toEqual(['desk/12']);
  stage.now = due - 1;
  await dropWake(stage.store, 'desk/12');
  expect(await readDue(stage.store, due, 10)).toEqual(['desk/12']);
  stage.now = due;
  await dropWake(stage.store, 'desk/12');
  expect(await readDue(stage.store, due, 10)).toEqual([]);
});

test('any change of a ticket keeps its wake-up, and its first answer takes it away', async () => {
  stage.house(NO_REMINDER);
  await takeSignal(stage.store, there());
  await takeSignal(stage.store, there({ subject: 'Scanner' }, { readAt: NOW + 1 }));
  expect(await readDue(stage.store, NOW + 5 * HOUR, 10)).toEqual(['desk/12']);
  await takeSignal(stage.store, there({ firstReplyAt: NOW }, { readAt: NOW + 2 }));
  expect(await readDue(stage.store, NOW + 5 * HOUR, 10)).toEqual([]);
});

test('twenty changes at once are all applied, none over another', async () => {
  await takeSignal(stage.store, open());
  const stores = [stage.store, stage.another(), stage.another()];
  const changes = Array.from({ length: 20 }, (_, index) =>
    change<Alert, Alert>(stores[index % 3] ?? stage.store, {
      read: () => alert(),
      decide: (item) => ({
        is: 'changed',
        item: { ...item, firings: item.firings + 1 },
        entries: [{ at: NOW, by: actor(ANN), what: 'counted', text: String(index) }],
        effects: [],
        notices: [],
      }),
    }),
  );
  expect((await Promise.all(changes)).every(({ is }) => is === 'changed')).toBe(true);
  expect(await alert()).toMatchObject({ firings: 21, revision: 21 });
  const said = (await readTimeline(stage.store, REF)).slice(1).map(({ text }) => Number(text));
  expect(said.toSorted((left, right) => left - right)).toEqual(Array.from({ length: 20 }, (_, index) => index));
});

test('what is decided together is written together, and a refusal writes nothing', async () => {
  const ticket = changed(decideTicketSignal(undefined, there(), view(), false));
  const both = await change<Alert, undefined>(stage.store, {
    read: () => Promise.resolve(undefined),
    decide: () => opened(),
    also: () => Promise.resolve([ticket]),
  });
  expect([both.is, (await readItem(stage.store, 'desk/12'))?.kind]).toEqual(['changed', 'ticket']);
  const no = await change<Alert, Alert>(stage.store, {
    read: () => alert(),
    decide: () => ({ is: 'refused', sentence: 'No.' }),
  });
  expect([no, (await alert()).revision]).toEqual([{ is: 'refused', sentence: 'No.' }, 1]);
});

test('what flaps for weeks keeps its first and its last entries, with one line for what is left out between them', async () => {
  await takeSignal(stage.store, open());
  const ref = 'rmm/check/dc01/3/1';
  for (let index = 2; index <= 1_000; index += 1) {
    const item = (await readItem(stage.store, ref)) as Alert;
    const entries = [{ at: NOW + index, by: { name: 'The RMM', via: 'rmm' }, what: 'refired', text: `entry ${index}` }];
    await commit(stage.store, [{ is: 'changed', item, entries, effects: [], notices: [], silent: true }], {});
  }
  const timeline = await readTimeline(stage.store, ref);
  expect(timeline.length).toBeLessThanOrEqual(400);
  expect([timeline[1]?.text, timeline.at(-1)?.text]).toEqual(['entry 2', 'entry 1000']);
  const gaps = timeline.filter(({ what }) => what === 'left-out');
  expect(gaps).toHaveLength(1);
  const left = Number(/^(\d+) entries/.exec(gaps[0]?.text ?? '')?.[1]);
  expect(left + timeline.length - 1).toBe(1_000);
});
