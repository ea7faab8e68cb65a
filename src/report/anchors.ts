import type { Figure } from '../desk/review/figure.ts';
import { figuresOf, type Review, rowsByRef } from '../desk/review/review.ts';
import type { ReviewRow } from '../desk/review/rows.ts';
import { wallTime } from '../desk/clock/wall-time.ts';

/** Where in a page everything stands, and how it is called there. */
export interface Anchors {
  figures: readonly Figure[];
  /** The fragment of a figure's rows, and of a row. */
  figureAt(figure: Figure): string;
  rowAt(ref: string): string | undefined;
  /** `#1042`, `A17` or `T5`. */
  nameOf(ref: string): string;
  row(ref: string): ReviewRow | undefined;
}

export function anchorsOf(review: Review): Anchors {
  const figures = figuresOf(review);
  const numbers = new Map(figures.map(({ id }, index) => [id, index + 1]));
  const rows = rowsByRef(review);
  const places = new Map<string, { at: string; name: string }>();
  for (const [index, { ref, number }] of review.tickets.entries())
    places.set(ref, { at: `ticket-${index + 1}`, name: `#${number}` });
  for (const [index, { ref }] of review.alerts.entries())
    places.set(ref, { at: `alert-${index + 1}`, name: `A${index + 1}` });
  for (const [index, { ref }] of review.entries.entries())
    places.set(ref, { at: `time-${index + 1}`, name: `T${index + 1}` });
  return {
    figures,
    figureAt: ({ id }) => `figure-${numbers.get(id) ?? 0}`,
    rowAt: (ref) => places.get(ref)?.at,
    nameOf: (ref) => places.get(ref)?.name ?? '',
    row: (ref) => rows.get(ref),
  };
}

/** `2026-10-03 14:05` on the wall of the review's zone. */
export function localTime(at: number, zone: string): string {
  return wallTime(at, zone).slice(0, 16);
}
