import { typedSpan, type ReviewSpan } from '../../src/desk/review/span.ts';

/** A Tuesday in November 2026. */
export const NOW = Date.UTC(2026, 10, 3, 9);

export function spanOf(typed: string): ReviewSpan {
  const span = typedSpan(typed, NOW, 'Europe/Berlin');
  if (typeof span === 'string') throw new Error(span);
  return span;
}

/** October 2026 in Berlin, where the clock changes on the 25th. */
export const SPAN = spanOf('2026-10');
