import { expect, test } from 'vitest';
import type { Signal } from '../../src/desk/signal.ts';
import type { Integration } from '../../src/integrations/contract.ts';
import { createHints, followHint } from '../../src/integrations/hints.ts';
import { addHint, type Fate, forgetHeard, leftHints, readHeard } from '../../src/store/hints.ts';
import { readEpisode } from '../../src/store/read.ts';
import { takeSignal } from '../../src/store/signals.ts';
import { NOW, open, over, there } from '../desk/build.ts';
import { useStage } from '../store/stage.ts';

const stage = useStage();
const HINT = { source: 'rmm', row: '17' };
const log = { warn: () => undefined };

function sourceThat(read: () => Promise<Signal | undefined>): Integration {
  const source = { kind: 'alert', pollSeconds: 60, poll: () => Promise.reject(new Error('nobody polls here')), read };
  return { id: 'rmm', title: 'RMM', source, check: async () => [], close: async () => undefined } as Integration;
}

test('a signal ends its hint in the same commit', async () => {
  await addHint(stage.store, HINT, stage.store.now());
  await takeSignal(stage.store, open(), false, { hint: { ...HINT, readAt: NOW } });
  expect(await leftHints(stage.store, 0)).toEqual([]);
});

test('a row that was hinted at again while it was read is read again', async () => {
  await addHint(stage.store, HINT, stage.store.now());
  const source = sourceThat(async () => {
    stage.now += 10;
    await addHint(stage.store, HINT, stage.store.now());
    return open();
  });
  expect(await followHint(stage.store, source, HINT, stage.store.now(), log)).toBe(true);
  expect((await readEpisode(stage.store, open().condition))?.firings).toBe(1);
  expect(await leftHints(stage.store, 0)).toEqual([HINT]);
});

test.each([
  ['whose row says nothing new', async () => open()],
  ['whose row is gone', async () => undefined],
])('a hint %s is done with', async (_, read) => {
  await takeSignal(stage.store, open());
  await addHint(stage.store, HINT, stage.store.now());
  expect(await followHint(stage.store, sourceThat(read), HINT, stage.store.now(), log)).toBe(true);
  expect(await leftHints(stage.store, 0)).toEqual([]);
});

test('a hint whose row cannot be read stays', async () => {
  await addHint(stage.store, HINT, stage.store.now());
  const away = sourceThat(() => Promise.reject(new Error('away')));
  expect(await followHint(stage.store, away, HINT, stage.store.now(), log)).toBe(false);
  expect(await leftHints(stage.store, 0)).toEqual([HINT]);
});

test('a hint that waits for its turn in this process is not swept; one that another process left is', async () => {
  const reads: string[] = [];
  const turn = Promise.withResolvers<undefined>();
  const source = sourceThat(async () => undefined);
  if (source.source)
    source.source.read = async (row) => {
      reads.push(row);
      return turn.promise;
    };
  const other = { source: 'rmm', row: '18' };
  const since = stage.store.now();
  await addHint(stage.store, HINT, since);
  await addHint(stage.store, other, since);
  const hints = createHints(stage.store, [source], log);
  const following = hints.follow(source, HINT, since);
  stage.now += 60_000;
  const swept = hints.sweep();
  turn.resolve(undefined);
  await Promise.all([following, swept]);
  expect(reads).toEqual([HINT.row, other.row]);
});

async function fates(): Promise<string[]> {
  return (await readHeard(stage.store, { from: 0, to: Infinity })).map(({ row, fate }) => `${row} ${fate}`);
}

test.each<[string, Fate, () => Promise<Signal | undefined>]>([
  ['is new', 'read', async () => open({}, { row: HINT.row })],
  ['had ended before it could be read', 'over', async () => over('recovered', NOW)],
  ['is gone', 'gone', async () => undefined],
])('what became of an alert that a webhook named and that %s is kept', async (_, fate, read) => {
  await addHint(stage.store, HINT, stage.store.now());
  expect(await fates()).toEqual(['17 waiting']);
  await followHint(stage.store, sourceThat(read), HINT, stage.store.now(), log);
  expect(await fates()).toEqual([`17 ${fate}`]);
  await forgetHeard(stage.store, NOW);
  expect(await fates()).toEqual([`17 ${fate}`]);
  await forgetHeard(stage.store, NOW + 1);
  expect(await fates()).toEqual([]);
});

test.each<[string, Fate, Signal | undefined]>([
  ['deleted', 'over', there({}, { row: HINT.row, seen: { state: 'gone', how: 'deleted', at: NOW } })],
  ['spam', 'unshown', there({}, { row: HINT.row, seen: { state: 'gone', how: 'spam', at: NOW } })],
  ['a draft or an import', 'unshown', undefined],
])('a ticket that is %s before anybody saw it is told apart from a loss', async (_, fate, signal) => {
  const tickets = sourceThat(async () => signal);
  const source = { ...tickets, source: { ...tickets.source, kind: 'ticket' } } as Integration;
  await addHint(stage.store, HINT, stage.store.now());
  await followHint(stage.store, source, HINT, stage.store.now(), log);
  expect(await fates()).toEqual([`17 ${fate}`]);
});

test('a row that was read before, or is known to be open, is not lost when it is gone', async () => {
  await takeSignal(stage.store, open({}, { row: HINT.row }));
  await addHint(stage.store, HINT, stage.store.now());
  const gone = sourceThat(async () => undefined);
  await followHint(stage.store, gone, HINT, stage.store.now(), log);
  expect(await fates()).toEqual(['17 read']);
  await takeSignal(stage.store, over('recovered', NOW, { row: HINT.row }));
  await addHint(stage.store, HINT, stage.store.now());
  await followHint(stage.store, gone, HINT, stage.store.now(), log);
  expect(await fates()).toEqual(['17 read']);
});

test('a row that was lost, and comes to light, is read', async () => {
  await addHint(stage.store, HINT, stage.store.now());
  await followHint(
    stage.store,
    sourceThat(async () => undefined),
    HINT,
    stage.store.now(),
    log,
  );
  await addHint(stage.store, HINT, stage.store.now());
  await followHint(
    stage.store,
    sourceThat(async () => open()),
    HINT,
    stage.store.now(),
    log,
  );
  expect(await fates()).toEqual(['17 read']);
});
