import { expect, test, vi } from 'vitest';
import { noteTrouble } from '../../src/store/troubles.ts';
import { createChat, pump, raise, startStage } from './stage.ts';

test('Redis falls over while a card is being posted: the card is found again, and not posted twice', async () => {
  await using stage = await startStage();
  const chat = createChat((_, plain) => ({
    async post(post) {
      const reference = await plain.post(post);
      if (chat.posts.length === 1) {
        await stage.redis.kill();
        setTimeout(() => void stage.redis.restart(), 2_500);
      }
      return reference;
    },
  }));
  await raise(stage.store, 1);
  await using _pump = pump(stage.store, chat.platform);
  await vi.waitFor(async () => expect(await stage.store.database.redis.zcard('{deskbell}:behind:chat:main')).toBe(0), {
    timeout: 15_000,
    interval: 200,
  });
  expect(chat.posts.length).toBe(1);
});

test('a card whose trouble could not be taken off the list is posted all the same', async () => {
  await using stage = await startStage();
  const chat = createChat();
  await raise(stage.store, 1);
  await noteTrouble(stage.store, 'chat:main', 'was away');
  const { redis } = stage.store.database;
  vi.spyOn(redis, 'hdel').mockRejectedValueOnce(new Error('Command timed out'));
  await using _pump = pump(stage.store, chat.platform);
  await vi.waitFor(async () => expect(await redis.zcard('{deskbell}:behind:chat:main')).toBe(0), { timeout: 8_000 });
  const row: unknown = JSON.parse((await redis.hget('{deskbell}:rows:chat:main', 'rmm/check/a/1/1')) ?? '{}');
  expect(row).toMatchObject({ state: 'posted', reference: [...chat.messages.keys()][0] });
});

test('a platform that fails in a way nobody knew is not asked again at once, for ever', async () => {
  await using stage = await startStage();
  let asked = 0;
  const chat = createChat(() => ({
    async find() {
      asked += 1;
      throw new TypeError('a mistake in our code');
    },
  }));
  const ref = await raise(stage.store, 1);
  const row = { state: 'sending', generation: 1, since: 1, epoch: 0 };
  await stage.store.database.redis.hset('{deskbell}:rows:chat:main', ref, JSON.stringify(row));
  await using _pump = pump(stage.store, chat.platform);
  await vi.waitFor(() => expect(asked).toBeGreaterThan(0));
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(asked).toBeLessThan(3);
});

test('a clock that is set back an hour silences no channel', async () => {
  await using stage = await startStage();
  const slow = { count: 1, seconds: 1, burst: 1 };
  const chat = createChat(() => ({ pacing: { posts: { each: slow, all: slow }, edits: { each: slow, all: slow } } }));
  await using _pump = pump(stage.store, chat.platform);
  await raise(stage.store, 1);
  await vi.waitFor(() => expect(chat.posts.length).toBe(1), { timeout: 5_000 });
  stage.shift = -3_600_000;
  await raise(stage.store, 2);
  await vi.waitFor(() => expect(chat.posts.length).toBe(2), { timeout: 5_000 });
});
