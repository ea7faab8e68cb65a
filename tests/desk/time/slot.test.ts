import fc from 'fast-check';
import { expect, test } from 'vitest';
import { freeSlot, nearestSlot, type Stretch } from '../../../src/desk/time/slot.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
const TODAY = { from: 0, to: DAY };
const at = (from: number, to: number): Stretch => ({ from: from * HOUR, to: to * HOUR });

test.each<[string, Stretch[], number, number, Stretch | undefined]>([
  ['an empty day: the slot ends where the work ended', [], 0.5, 14, at(13.5, 14)],
  ['ends may touch', [at(12, 13.5), at(14, 15)], 0.5, 14, at(13.5, 14)],
  ['the gap just before a row that reaches over the end', [at(13, 15)], 0.5, 14, at(12.5, 13)],
  ['a gap that is too short is passed over', [at(13, 15), at(11, 12.75)], 0.5, 14, at(10.5, 11)],
  ['the rest of the gap in which the work ended', [at(9, 13.75)], 0.25, 14, at(13.75, 14)],
  ['nothing before: the earliest after', [at(0, 14.5)], 1, 14, at(14.5, 15.5)],
  ['more hours than the day had yet: from midnight on', [], 2, 0.5, at(0, 2)],
  ['work until midnight', [], 1, 24, at(23, 24)],
  ['a whole day', [], 24, 9, at(0, 24)],
  ['rows that overlap and contain each other', [at(8, 12), at(9, 10), at(11, 13.5)], 0.5, 14, at(13.5, 14)],
  ['no gap that is long enough', [at(0, 12), at(13, 24)], 1.25, 14, undefined],
])('%s', (_name, taken, hours, end, slot) => {
  expect(freeSlot(taken, hours * HOUR, end * HOUR, TODAY)).toEqual(slot);
});

const stretch = fc
  .tuple(fc.integer({ min: 0, max: DAY - 1 }), fc.integer({ min: 1, max: 8 * HOUR }))
  .map(([from, length]) => ({ from, to: Math.min(DAY, from + length) }));
const days = fc.array(stretch, { maxLength: 12 });
const lengths = fc.integer({ min: 1, max: 96 }).map((quarters) => quarters * 900);
const ends = fc.integer({ min: 0, max: DAY });

function isFree(taken: readonly Stretch[], { from, to }: Stretch): boolean {
  return from >= 0 && to <= DAY && taken.every((one) => to <= one.from || from >= one.to);
}

/** Where a slot could only end or begin, if it cannot be moved any further: the edges of the day and of its rows. */
function candidates(taken: readonly Stretch[], length: number, end: number): Stretch[] {
  const stops = [end, DAY, ...taken.map((one) => one.from)].map((to) => ({ from: to - length, to }));
  const starts = [0, ...taken.map((one) => one.to)].map((from) => ({ from, to: from + length }));
  return [...stops, ...starts].filter((slot) => isFree(taken, slot));
}

test('a slot has the wished length, lies in the day and touches nothing', () => {
  fc.assert(
    fc.property(days, lengths, ends, (taken, length, end) => {
      const slot = freeSlot(taken, length, end, TODAY);
      if (!slot) return;
      expect(slot.to - slot.from).toBe(length);
      expect(isFree(taken, slot)).toBe(true);
    }),
  );
});

test('there is a slot whenever there is one, and none better: the latest until the end, else the earliest', () => {
  fc.assert(
    fc.property(days, lengths, ends, (taken, length, end) => {
      const all = candidates(taken, length, end);
      const before = all.filter((slot) => slot.to <= end).map((slot) => slot.to);
      const best = before.length > 0 ? Math.max(...before) : Math.min(...all.map((slot) => slot.to));
      expect(freeSlot(taken, length, end, TODAY)?.to ?? Infinity).toBe(best);
    }),
    { numRuns: 500 },
  );
});

test('what is taken may come in any order', () => {
  fc.assert(
    fc.property(days, lengths, ends, (taken, length, end) => {
      expect(freeSlot(taken.toReversed(), length, end, TODAY)).toEqual(freeSlot(taken, length, end, TODAY));
    }),
  );
});

test('the nearest slot to a beginning is free, and none is nearer', () => {
  fc.assert(
    fc.property(days, lengths, ends, (taken, length, start) => {
      const slot = nearestSlot(taken, length, start, TODAY);
      const all = [{ from: start, to: start + length }, ...candidates(taken, length, DAY)];
      const moves = all.filter((one) => isFree(taken, one)).map((one) => Math.abs(one.from - start));
      expect(slot ? Math.abs(slot.from - start) : Infinity).toBe(Math.min(...moves));
      expect(slot === undefined || (isFree(taken, slot) && slot.to - slot.from === length)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('of two slots that are as near the earlier is given', () => {
  expect(nearestSlot([at(9, 11)], HOUR, 9.5 * HOUR, TODAY)).toEqual(at(8, 9));
  expect(nearestSlot([at(9, 10)], HOUR, 9 * HOUR, TODAY)).toEqual(at(8, 9));
  expect(nearestSlot([at(0, 24)], HOUR, 9 * HOUR, TODAY)).toBeUndefined();
});
