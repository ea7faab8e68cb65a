import { expect, test } from 'vitest';
import { openVirtualClock } from '../../src/store/clock.ts';
import type { Database } from '../../src/store/redis.ts';

test('a clock that is moved while an older word of it is being read does not go back', async () => {
  const word = Promise.withResolvers<string | null>();
  const answers: Promise<string | null>[] = [Promise.resolve(null), word.promise];
  const redis = { get: () => answers.shift(), set: async () => 'OK', publish: async () => 1 };
  const clock = await openVirtualClock({ redis } as unknown as Database);
  const reading = clock.read();
  await clock.move(2_000);
  word.resolve('1000');
  await reading;
  expect(clock.ahead()).toBe(2_000);
});
