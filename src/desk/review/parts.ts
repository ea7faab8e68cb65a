import type { Figure } from './figure.ts';

/** One part of a review: what is said first, what is looked at, and what is read then. */
export interface Section {
  id: string;
  title: string;
  /** What is counted, and what is not. */
  notes: readonly string[];
  figures: readonly Figure[];
  pictures: readonly Picture[];
  tables: readonly Table[];
  listings: readonly Listing[];
}

/** Figures side by side: what they are of, and a line of them for each. */
export interface Table {
  title: string;
  note?: string;
  /** What stands in the first column, in those of the figures, and above the words. */
  head: readonly string[];
  lines: readonly { name: string; figures: readonly Figure[]; words?: string }[];
}

/** Rows in words, where a figure alone would leave the reader asking which. */
export interface Listing {
  title: string;
  head: readonly string[];
  lines: readonly { ref: string; cells: readonly Cell[] }[];
}
/** An instant, a length of time in milliseconds, or words. */
export type Cell = string | { at: number } | { took: number; isRunning: boolean };

export type Picture =
  /** Bars side by side for each label. */
  | { is: 'bars'; title: string; labels: readonly string[]; series: readonly Series[] }
  /** A bar for each label, whose parts together are the whole. */
  | { is: 'parts'; title: string; unit: Figure['unit']; labels: readonly string[]; series: readonly Series[] }
  /** A square for each day, the darker the more. */
  | { is: 'days'; title: string; days: readonly { date: string; value: number }[] };

/** A value for each label. */
export interface Series {
  name: string;
  tone?: 'good' | 'bad';
  values: readonly number[];
}
