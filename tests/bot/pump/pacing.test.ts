import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBudgets } from '../../../src/bot/pump/budgets.ts';
import { createBucket } from '../../../src/bot/pump/pacing.ts';

test('after a quiet time the burst goes at once, and the others are spread over the rest of the time', () => {
  const bucket = createBucket({ count: 4, seconds: 10, burst: 2 });
  const taken = [0, 0, 0, 0, 0].map(() => {
    const at = bucket.from(1_000);
    bucket.take(at);
    return at;
  });
  expect(taken).toEqual([1_000, 1_000, 6_000, 11_000, 11_000]);
});

test('never more than the count arrive in any such time, whenever within its call each arrives', () => {
  const budget = fc.record({
    count: fc.integer({ min: 1, max: 30 }),
    seconds: fc.integer({ min: 1, max: 60 }),
    burst: fc.integer({ min: 1, max: 40 }),
  });
  const call = fc.record({
    wait: fc.integer({ min: 0, max: 20_000 }),
    takes: fc.integer({ min: 0, max: 3_000 }),
    arrives: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(budget, fc.array(call, { maxLength: 60 }), (sizes, calls) => {
      const bucket = createBucket(sizes);
      const arrivals: number[] = [];
      let now = 0;
      for (const { wait, takes, arrives } of calls) {
        now = bucket.from(now + wait);
        const ended = bucket.take(now);
        arrivals.push(now + arrives * takes);
        now += takes;
        ended(now);
      }
      for (const from of arrivals) {
        const within = arrivals.filter((at) => at >= from && at < from + sizes.seconds * 1_000);
        expect(within.length).toBeLessThanOrEqual(sizes.count);
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
