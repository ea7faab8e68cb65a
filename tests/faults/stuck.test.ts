import { expect, test, vi } from 'vitest';
import { SendError } from '../../src/bot/contract.ts';
import { key } from '../../src/store/redis.ts';
import { alertFacts, CHANNEL } from '../desk/build.ts';
import { alertSignal, createChat, pump, raise, startStage } from './stage.ts';

test('one card that the platform refuses does not keep the others from the channel', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  await using stage = await startStage();
  let refusals = 0;
  const chat = createChat((_, plain) => ({
    async post(post) {
      if (!post.card.title.includes('poison')) return plain.post(post);
      refusals += 1;
      throw new SendError('refused', 'Invalid form body.');
    },
  }));
  await raise(stage.store, 1, { seen: { state: 'open', facts: alertFacts({ title: 'poison' }) } });
  await raise(stage.store, 2);
  try {
    await using _pump = pump(stage.store, chat.platform);
    await vi.waitFor(() => expect(refusals).toBe(1), { timeout: 5_000 });
    vi.advanceTimersByTime(61_000);
    await vi.waitFor(() => expect(chat.posts.map((post) => post.card.title)).toEqual(['Alert 2']), { timeout: 5_000 });
  } finally {
    vi.useRealTimers();
  }
});

test('a critical alert that joins a storm whose card stands already is heard', async () => {
  await using stage = await startStage();
  const { store } = stage;
  const { redis } = store.database;
  const chat = createChat();
  await using _pump = pump(store, chat.platform);
  const group = {
    kind: 'group',
    schema: 1,
    ref: 'group/g',
    revision: 1,
    sites: [{ client: 'Acme', site: 'Main office' }],
    isOverview: false,
    severity: 'high',
    at: store.now(),
    places: [{ destination: CHANNEL, as: 'card' }],
  };
  await redis.hset(key('item', 'group/g'), 'revision', 1, 'document', JSON.stringify(group));
  const row = { state: 'posted', generation: 1, reference: 'storm', shown: 1, postedAt: store.now() };
  await redis.hset(key('rows', CHANNEL), 'group/g', JSON.stringify(row));
  await redis.hset(
    key('groups', CHANNEL),
    'Acme/Main office',
    JSON.stringify({ ref: 'group/g', since: store.now(), at: store.now() }),
  );
  const facts = alertFacts({ title: 'ACME-DC01 is offline', type: 'availability' });
  const signal = alertSignal(1, { seen: { state: 'open', facts } });
  const ref = await raise(store, 1, signal);
  expect(await redis.hget(key('item', ref), 'document')).toContain('"severity":"critical"');
  await vi.waitFor(() => expect(chat.posts.map((post) => [post.thread, post.loud])).toEqual([['storm', true]]), {
    timeout: 8_000,
  });
  expect(JSON.stringify(chat.posts[0]?.card)).toContain('ACME-DC01 is offline');
});

test('a hundred alerts that were over before they could be posted take one turn, not a hundred', async () => {
  await using stage = await startStage();
  const { store } = stage;
  const { redis } = store.database;
  for (let number = 1; number <= 100; number += 1) {
    await raise(store, number);
    await raise(store, number, { seen: { state: 'ended', how: 'recovered', at: store.now() } });
  }
  await raise(store, 101);
  const looks = vi.spyOn(redis, 'hmget');
  const chat = createChat();
  await using _pump = pump(store, chat.platform);
  await vi.waitFor(async () => expect(await redis.zcard(key('behind', CHANNEL))).toBe(0), { timeout: 8_000 });
  expect(chat.posts.map((post) => post.card.title)).toEqual(['Alert 101']);
  const rows = Object.values(await redis.hgetall(key('rows', CHANNEL))).map((row) => JSON.parse(row) as object);
  expect(rows.filter((row) => 'state' in row && row.state === 'ended')).toHaveLength(100);
  expect(looks.mock.calls.filter(([name]) => name === key('marks', CHANNEL)).length).toBeLessThan(10);
});
