import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare } from './sla-agree.ts';
import { sample } from './sla-sample.ts';

test('an oracle that walks the wall clock minute by minute agrees on 2,000 logs around changes of the clock', () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(sample, (one) => {
      const { engine, oracle } = compare(one);
      kinds.add(JSON.stringify(oracle).replaceAll(/\d+/g, ''));
      expect(engine).toEqual(oracle);
    }),
    { numRuns: 2_000, seed: 47 },
  );
  // Not two thousand times the same: paused and running, met and missed, due and never.
  expect(kinds.size).toBeGreaterThan(40);
}, 120_000);
