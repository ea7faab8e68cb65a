/** A stretch of time in epoch milliseconds; `to` is no longer in it. */
export interface Span {
  from: number;
  to: number;
}

/** What lies in both. */
export function cutTo({ from, to }: Span, limits: Span): Span[] {
  const cut = { from: Math.max(from, limits.from), to: Math.min(to, limits.to) };
  return cut.to > cut.from ? [cut] : [];
}

/** The parts of each that lie in one of the limits. */
export function within(spans: readonly Span[], limits: readonly Span[]): Span[] {
  return spans.flatMap((span) => limits.flatMap((limit) => cutTo(span, limit)));
}

/** The same time in order and apart: what several cover is there once. */
export function union(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const { from, to } of spans.toSorted((left, right) => left.from - right.from)) {
    const last = joined.at(-1);
    if (last && from <= last.to) joined.splice(-1, 1, { from: last.from, to: Math.max(last.to, to) });
    else joined.push({ from, to });
  }
  return joined;
}

/** Milliseconds that they cover; what several cover counts once. */
export function covered(spans: readonly Span[]): number {
  return union(spans).reduce((sum, { from, to }) => sum + to - from, 0);
}
