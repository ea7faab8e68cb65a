/** A stretch of time, in whatever one clock counts; ends may meet. */
export interface Slot {
  from: number;
  to: number;
}

/** The first of what is taken that a slot would touch. */
export function clashOf<T extends Slot>(wanted: Slot, taken: readonly T[]): T | undefined {
  return taken
    .filter(({ from, to }) => from < wanted.to && wanted.from < to && from < to)
    .toSorted((a, b) => a.from - b.from)[0];
}

/** The free slot of that length nearest to the wanted beginning; of two the earlier. */
export function nearestFree(taken: readonly Slot[], length: number, start: number, within: Slot): Slot | undefined {
  const starts = gapsOf(taken, within)
    .filter((gap) => gap.to - gap.from >= length)
    .map((gap) => Math.min(Math.max(start, gap.from), gap.to - length));
  const [from] = starts.toSorted((a, b) => Math.abs(a - start) - Math.abs(b - start) || a - b);
  return from === undefined ? undefined : { from, to: from + length };
}

/** The free slot of that length that ends as late as possible, but not after `end`; else the first after it. */
export function latestFree(taken: readonly Slot[], length: number, end: number, within: Slot): Slot | undefined {
  const gaps = gapsOf(taken, within).filter((gap) => gap.to - gap.from >= length);
  const before = gaps.findLast((gap) => gap.from + length <= end);
  if (before) {
    const to = Math.min(before.to, end);
    return { from: to - length, to };
  }
  const after = gaps[0];
  return after && { from: after.from, to: after.from + length };
}

/** What is free, in order. */
function gapsOf(taken: readonly Slot[], within: Slot): Slot[] {
  const gaps: Slot[] = [];
  let free = within.from;
  for (const { from, to } of taken.filter((one) => one.from < one.to).toSorted((a, b) => a.from - b.from)) {
    if (from > free) gaps.push({ from: free, to: Math.min(from, within.to) });
    free = Math.max(free, to);
  }
  if (free < within.to) gaps.push({ from: free, to: within.to });
  return gaps.filter((gap) => gap.to > gap.from);
}
