import { expect, test } from 'vitest';
import { atMost } from '../../src/integrations/turn.ts';

test('no more than the limit run at once, the rest in order, and a failure frees its place', async () => {
  const turn = atMost(2);
  const gates = Array.from({ length: 5 }, () => Promise.withResolvers<number>());
  const started: number[] = [];
  const work = gates.map((gate, index) =>
    turn(() => {
      started.push(index);
      return gate.promise;
    }).catch(() => -1),
  );
  expect(started).toEqual([0, 1]);
  gates[1]?.reject(new Error('broken'));
  await work[1];
  expect(started).toEqual([0, 1, 2]);
  for (const [index, gate] of gates.entries()) gate.resolve(index);
  expect(await Promise.all(work)).toEqual([0, -1, 2, 3, 4]);
  expect(started).toEqual([0, 1, 2, 3, 4]);
  expect(await Promise.all([5, 6].map((value) => turn(async () => value)))).toEqual([5, 6]);
});
