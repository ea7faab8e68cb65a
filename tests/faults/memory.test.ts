import { expect, test, vi } from 'vitest';
import { plainCard } from '../../src/desk/card.ts';
import type { Signal } from '../../src/desk/signal.ts';
import { sweepHints } from '../../src/integrations/hints.ts';
import type { Integration } from '../../src/integrations/contract.ts';
import { startJobs } from '../../src/jobs/index.ts';
import { commit } from '../../src/store/commit.ts';
import { readItem } from '../../src/store/read.ts';
import { key } from '../../src/store/redis.ts';
import { endSend, readBehind } from '../../src/store/rows.ts';
import { takeSignal } from '../../src/store/signals.ts';
import { alertFacts, CHANNEL, HOUR, settings } from '../desk/build.ts';
import { alertSignal, raise, SILENT, startStage } from './stage.ts';

const LEASE = { name: 'pump-chat', holder: 'me', epoch: 1 };

test('a record of a send that Redis gets twice does not hide what happened in between', async () => {
  await using stage = await startStage();
  const { store } = stage;
  const ref = await raise(store, 1);
  await store.database.redis.set(key('epoch', LEASE.name), '1');
  const [behind] = await readBehind(store, CHANNEL);
  const record = () =>
    endSend(store, LEASE, CHANNEL, ref, { state: 'posted', generation: 1, reference: 'r' }, behind?.mark);
  await record();
  await raise(store, 1, { seen: { state: 'ended', how: 'recovered', at: Date.now() } });
  await record();
  expect((await readBehind(store, CHANNEL)).map((one) => one.ref)).toEqual([ref]);
});

test('occasions are remembered no longer than the items they are about, lest an item of the same name is silent', async () => {
  await using stage = await startStage({ settings: settings({ keep: { for: '30d' } }) });
  const { store } = stage;
  const notice = { key: 'n', destination: CHANNEL, loud: true, rank: 1, at: 1, card: plainCard({ title: 'n' }) };
  await commit(store, [], { notices: [notice] });
  expect(await store.database.redis.ttl(key('latch', 'n'))).toBeLessThanOrEqual((30 * 24 * HOUR) / 1_000);
});

/** A source that never answers in time. */
function silentSource(id: string): Integration {
  return {
    id,
    title: id,
    source: {
      kind: 'alert',
      pollSeconds: 3_600,
      poll: async () => ({ signals: [], cursor: '1', openAtSource: 0 }),
      read: () => new Promise<Signal>((_, reject) => void setTimeout(() => reject(new Error('no answer')), 10_000)),
    },
    check: async () => [],
    close: async () => {},
  };
}

test('while a source does not answer to hints, clocks go on', async () => {
  await using stage = await startStage();
  const { store } = stage;
  const integrations = [silentSource('rmm')];
  for (let row = 1; row <= 3; row += 1)
    await store.database.redis.zadd(key('hints'), store.now() - 60_000, `rmm ${row}`);
  let swept = 0;
  const parts = {
    store,
    integrations,
    log: SILENT,
    sweepHints: () => {
      swept += 1;
      return sweepHints(store, integrations, SILENT);
    },
    findAccounts: async () => {},
  };
  const jobs = await startJobs(parts, stage.redis.url);
  try {
    await vi.waitFor(() => expect(swept).toBe(1), { timeout: 12_000 });
    const ref = await raise(store, 1);
    await store.database.redis.zadd(key('wake'), 1, ref);
    await vi.waitFor(async () => expect(await store.database.redis.zscore(key('wake'), ref)).toBeNull(), {
      timeout: 8_000,
    });
  } finally {
    await jobs.close();
  }
}, 60_000);

test('work for a system that is away does not hold up work for another', async () => {
  await using stage = await startStage();
  const { store } = stage;
  const { redis } = store.database;
  for (let number = 1; number <= 501; number += 1) {
    const name = `log-time-${number}`;
    const body = JSON.stringify({ job: 'log-time', key: name, ref: `time/${number}` });
    await redis.hset(key('outbox'), name, body);
    await redis.zadd(key('outbox:due'), number, name);
  }
  const written: string[] = [];
  const integration: Integration = {
    id: 'rmm',
    title: 'RMM',
    writeBack: {
      can: ['note'],
      async write(_, attempt) {
        written.push(attempt.key);
        return { is: 'done' };
      },
    },
    check: async () => [],
    close: async () => {},
  };
  const write = { verb: 'note', on: 'a', text: 'n', by: 'Ann Baker' };
  const body = JSON.stringify({ job: 'write-back', key: 'last', ref: 'x', system: 'rmm', write });
  await redis.hset(key('outbox'), 'last', body);
  await redis.zadd(key('outbox:due'), 1_000, 'last');
  const parts = {
    store,
    integrations: [integration],
    log: SILENT,
    sweepHints: async () => {},
    findAccounts: async () => {},
  };
  const jobs = await startJobs(parts, stage.redis.url);
  try {
    await vi.waitFor(() => expect(written).toEqual(['last']), { timeout: 10_000 });
  } finally {
    await jobs.close();
  }
}, 60_000);

test('after the clock was set back an hour, an alert still hears of its end', async () => {
  await using stage = await startStage();
  const { store } = stage;
  const ahead = Date.now() + HOUR;
  await takeSignal(store, alertSignal(1, { readAt: ahead, seen: { state: 'open', facts: alertFacts() } }));
  await takeSignal(store, alertSignal(1, { seen: { state: 'ended', how: 'recovered', at: Date.now() } }));
  const item = await readItem(store, 'rmm/check/a/1/1');
  expect(item?.kind === 'alert' && item.ended?.how).toBe('recovered');
});
