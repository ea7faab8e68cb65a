import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clashOf, latestFree, nearestFree, type Slot } from '../../src/desk/free-slot.ts';

const WITHIN = { from: 0, to: 100 };

const slots = fc
  .array(fc.tuple(fc.integer({ min: -20, max: 120 }), fc.integer({ min: 0, max: 30 })), { maxLength: 12 })
  .map((pairs) => pairs.map(([from, length]): Slot => ({ from, to: from + length })));
const length = fc.integer({ min: 1, max: 60 });
const instant = fc.integer({ min: -20, max: 120 });

/** Every slot that is free, by trying them all. */
function free(taken: readonly Slot[], of: number): Slot[] {
  return Array.from({ length: WITHIN.to - of + 1 }, (_, from) => ({ from, to: from + of })).filter(
    (slot) => clashOf(slot, taken) === undefined,
  );
}

test('what meets only at its ends does not clash; of several the first is named', () => {
  const taken = [
    { from: 30, to: 40, name: 'second' },
    { from: 10, to: 20, name: 'first' },
    { from: 25, to: 25, name: 'empty' },
  ];
  expect(clashOf({ from: 20, to: 30 }, taken)).toBeUndefined();
  expect(clashOf({ from: 19, to: 31 }, taken)?.name).toBe('first');
});

test('the nearest slot is free, inside, and none is nearer', () => {
  fc.assert(
    fc.property(slots, length, instant, (taken, of, start) => {
      const all = free(taken, of);
      const found = nearestFree(taken, of, start, WITHIN);
      const distances = all.map(({ from }) => Math.abs(from - start));
      expect(found === undefined).toBe(all.length === 0);
      expect(found === undefined || all.some(({ from, to }) => from === found.from && to === found.to)).toBe(true);
      expect(found === undefined ? Infinity : Math.abs(found.from - start)).toBe(Math.min(...distances, Infinity));
    }),
  );
});

test('the latest slot ends in time if any does, and else comes first after it', () => {
  fc.assert(
    fc.property(slots, length, instant, (taken, of, end) => {
      const all = free(taken, of);
      const inTime = all.filter(({ to }) => to <= end);
      expect(latestFree(taken, of, end, WITHIN)).toEqual(inTime.at(-1) ?? all[0]);
    }),
  );
});
