import { expect, test } from 'vitest';
import { noteTime } from '../../src/desk/time/log-time.ts';
import { commit } from '../../src/store/commit.ts';
import { readEpisode, readWork } from '../../src/store/read.ts';
import { viewNow } from '../../src/store/view.ts';
import { alertFacts, ANN, HOUR } from '../desk/build.ts';
import { alertSignal, raise, startStage } from './stage.ts';

test('time logged on the card of an earlier episode leaves the present one alone: it still hears of its end', async () => {
  await using stage = await startStage();
  const { store } = stage;
  const now = Date.now();
  const first = await raise(store, 1);
  await raise(store, 1, { seen: { state: 'ended', how: 'recovered', at: now - 3 * HOUR } });
  const fired = { row: '2', seen: { state: 'open' as const, facts: alertFacts({ startedAt: now }) } };
  const second = await raise(store, 1, fired);
  const item = await readWork(store, first);
  const wish = {
    key: 'k1',
    person: { id: ANN.id, name: ANN.name },
    customer: { id: 'acme', name: 'Acme' },
    hours: 1,
    endsAt: now,
    text: 'Cleaned up',
    billable: true,
    activity: 'Execution',
  };
  const entry = { kind: 'time', schema: 1, ref: 'time/k1', revision: 0, wish, at: now, state: 'waiting' } as const;
  const noted = item && noteTime(item, entry, await viewNow(store));
  expect(await commit(store, noted ? [noted] : [], {})).toBe('done');

  expect((await readEpisode(store, alertSignal(1).condition))?.ref).toBe(second);
  await raise(store, 1, { row: '2', seen: { state: 'ended', how: 'recovered', at: now } });
  expect((await readEpisode(store, alertSignal(1).condition))?.ended?.how).toBe('recovered');
});
