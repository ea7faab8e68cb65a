import { expect, test } from 'vitest';
import type { Signal } from '../../src/desk/signal.ts';
import type { Integration } from '../../src/integrations/contract.ts';
import { followHint } from '../../src/integrations/hints.ts';
import { addHint, leftHints } from '../../src/store/hints.ts';
import { readEpisode } from '../../src/store/read.ts';
import { takeSignal } from '../../src/store/signals.ts';
import { NOW, open } from '../desk/build.ts';
import { useStage } from '../store/stage.ts';

const stage = useStage();
const HINT = { source: 'rmm', row: '17' };
const log = { warn: () => undefined };

function sourceThat(read: () => Promise<Signal | undefined>): Integration {
  const source = { kind: 'alert', pollSeconds: 60, poll: () => Promise.reject(new Error('nobody polls here')), read };
  return { id: 'rmm', title: 'RMM', source, check: async () => [], close: async () => undefined } as Integration;
}

test('a signal ends its hint in the same commit', async () => {
  await addHint(stage.store, HINT);
  await takeSignal(stage.store, open(), false, { hint: { ...HINT, readAt: NOW } });
  expect(await leftHints(stage.store, 0)).toEqual([]);
});

test('a row that was hinted at again while it was read is read again', async () => {
  await addHint(stage.store, HINT);
  const source = sourceThat(async () => {
    stage.now += 10;
    await addHint(stage.store, HINT);
    return open();
  });
  expect(await followHint(stage.store, source, HINT, log)).toBe(true);
  expect((await readEpisode(stage.store, open().condition))?.firings).toBe(1);
  expect(await leftHints(stage.store, 0)).toEqual([HINT]);
});

test.each([
  ['whose row says nothing new', async () => open()],
  ['whose row is gone', async () => undefined],
])('a hint %s is done with', async (_, read) => {
  await takeSignal(stage.store, open());
  await addHint(stage.store, HINT);
  expect(await followHint(stage.store, sourceThat(read), HINT, log)).toBe(true);
  expect(await leftHints(stage.store, 0)).toEqual([]);
});

test('a hint whose row cannot be read stays', async () => {
  await addHint(stage.store, HINT);
  const away = sourceThat(() => Promise.reject(new Error('away')));
  expect(await followHint(stage.store, away, HINT, log)).toBe(false);
  expect(await leftHints(stage.store, 0)).toEqual([HINT]);
});
