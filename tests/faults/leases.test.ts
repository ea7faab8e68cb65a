import { expect, test } from 'vitest';
import { holdLease } from '../../src/store/lease.ts';
import { startStage } from './stage.ts';

test('work that fails at once is tried again, but ever more seldom', async () => {
  await using stage = await startStage();
  const stop = new AbortController();
  let tries = 0;
  const over = holdLease(
    stage.store.database,
    'gateway',
    stop.signal,
    async () => {
      tries += 1;
      throw new Error('The token was refused.');
    },
    () => {},
  );
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  stop.abort();
  await over;
  expect(tries).toBeGreaterThan(1);
  expect(tries).toBeLessThanOrEqual(4);
});
