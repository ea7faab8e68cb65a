/** A stretch of time, in whatever unit and from whatever beginning its numbers count. */
export interface Stretch {
  from: number;
  to: number;
}

/**
 * Where `length` fits into a span without touching what is taken (ends may meet): ending as late as possible, but not
 * after `end`; else as early as possible after that. Undefined where the span has no such gap.
 */
export function freeSlot(taken: readonly Stretch[], length: number, end: number, within: Stretch): Stretch | undefined {
  const gaps = gapsOf(taken, within).filter((gap) => gap.to - gap.from >= length);
  const before = gaps.findLast((gap) => gap.from + length <= end);
  if (before) {
    const to = Math.min(before.to, end);
    return { from: to - length, to };
  }
  const after = gaps[0];
  return after && { from: after.from, to: after.from + length };
}

/** The free slot whose beginning is nearest to `start`; of two the earlier. Undefined where the span has none. */
export function nearestSlot(
  taken: readonly Stretch[],
  length: number,
  start: number,
  within: Stretch,
): Stretch | undefined {
  const starts = gapsOf(taken, within)
    .filter((gap) => gap.to - gap.from >= length)
    .map((gap) => Math.min(Math.max(start, gap.from), gap.to - length));
  const [nearest] = starts.sort((a, b) => Math.abs(a - start) - Math.abs(b - start) || a - b);
  return nearest === undefined ? undefined : { from: nearest, to: nearest + length };
}

/** What is free of a span, in order. */
function gapsOf(taken: readonly Stretch[], within: Stretch): Stretch[] {
  const gaps: Stretch[] = [];
  let free = within.from;
  for (const { from, to } of taken.toSorted((a, b) => a.from - b.from)) {
    if (from > free) gaps.push({ from: free, to: Math.min(from, within.to) });
    free = Math.max(free, to);
  }
  if (free < within.to) gaps.push({ from: free, to: within.to });
  return gaps.filter((gap) => gap.to > gap.from);
}
