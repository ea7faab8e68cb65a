import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dealt } from '../../../src/desk/storm/deal.ts';

test('a short list leaves its share to the others, the first ones before the last', () => {
  expect(dealt([10, 0, 1], 7)).toEqual([6, 0, 1]);
  expect(dealt([10, 10, 10], 7)).toEqual([3, 2, 2]);
  expect(dealt([1, 2], 7)).toEqual([1, 2]);
  expect(dealt([], 7)).toEqual([]);
});

test('all the room is used while there is anything to put there, and nobody gets more than they have', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { maxLength: 6 }), fc.nat(30), (lengths, room) => {
      const shares = dealt(lengths, room);
      const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
      expect(sum(shares)).toBe(Math.min(room, sum(lengths)));
      expect(shares.every((share, index) => share <= (lengths[index] ?? 0))).toBe(true);
      const unsated = shares.filter((share, index) => share < (lengths[index] ?? 0));
      expect(unsated.every((share) => Math.max(0, ...shares) - share <= 1)).toBe(true);
    }),
  );
});
