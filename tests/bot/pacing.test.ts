import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBudgets } from '../../src/bot/budgets.ts';
import { createBucket } from '../../src/bot/pacing.ts';

test('a full bucket gives its burst at once, and then one at a time', () => {
  const bucket = createBucket({ count: 2, seconds: 10, burst: 3 });
  const taken = [0, 0, 0, 0, 0].map(() => {
    const at = bucket.from(1_000);
    bucket.take(at);
    return at;
  });
  expect(taken).toEqual([1_000, 1_000, 1_000, 6_000, 11_000]);
});

test('never more in any span than what refills in it and the burst, for takes at any instants', () => {
  const budget = fc.record({
    count: fc.integer({ min: 1, max: 30 }),
    seconds: fc.integer({ min: 1, max: 60 }),
    burst: fc.integer({ min: 1, max: 10 }),
  });
  fc.assert(
    fc.property(budget, fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 60 }), (sizes, pauses) => {
      const bucket = createBucket(sizes);
      const taken: number[] = [];
      let now = 0;
      for (const wait of pauses) {
        now = bucket.from(now + wait);
        bucket.take(now);
        taken.push(now);
      }
      for (const [first, from] of taken.entries()) {
        for (const [last, to] of taken.entries()) {
          if (last < first) continue;
          const allowed = Math.floor(((to - from) / 1_000) * (sizes.count / sizes.seconds) + 1e-6) + sizes.burst;
          expect(last - first + 1).toBeLessThanOrEqual(allowed);
        }
      }
    }),
    { numRuns: 200 },
  );
});

test('destinations have budgets of their own and share that of the platform; a rest is for one alone', () => {
  const one = { count: 1, seconds: 1, burst: 1 };
  const all = { count: 3, seconds: 1, burst: 3 };
  const budgets = createBudgets({ posts: { each: one, all }, edits: { each: one, all } });
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => budgets(name).posts);
  a?.take(0);
  expect([a?.from(0), b?.from(0)]).toEqual([1_000, 0]);
  expect(budgets('a').edits.from(0)).toBe(0);
  b?.take(0);
  c?.take(0);
  expect(d?.from(0)).toBeGreaterThan(0);
  b?.rest(60_000);
  expect([b?.from(5_000), c?.from(5_000)]).toEqual([60_000, 5_000]);
  b?.rest(10_000);
  expect(b?.from(5_000)).toBe(60_000);
});
