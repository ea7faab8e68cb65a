/** A stretch of one day in whole seconds since its midnight, by the wall clock. */
export interface Stretch {
  from: number;
  to: number;
}

export const DAY = 24 * 60 * 60;

/**
 * Where `length` seconds fit into a day without touching what is taken (ends may meet): ending as late as possible,
 * but not after `end`; else as early as possible. Undefined when the day has no such gap.
 */
export function freeSlot(taken: readonly Stretch[], length: number, end: number): Stretch | undefined {
  const gaps = gapsOf(taken).filter((gap) => gap.to - gap.from >= length);
  const before = gaps.findLast((gap) => gap.from + length <= end);
  if (before) {
    const to = Math.min(before.to, end);
    return { from: to - length, to };
  }
  const after = gaps[0];
  return after && { from: after.from, to: after.from + length };
}

/** What is free, in order. */
function gapsOf(taken: readonly Stretch[]): Stretch[] {
  const gaps: Stretch[] = [];
  let free = 0;
  for (const { from, to } of taken.toSorted((a, b) => a.from - b.from)) {
    if (from > free) gaps.push({ from: free, to: Math.min(from, DAY) });
    free = Math.max(free, to);
  }
  if (free < DAY) gaps.push({ from: free, to: DAY });
  return gaps.filter((gap) => gap.to > gap.from);
}
