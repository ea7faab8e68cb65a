import { summaryOf } from '../clock/response-times.ts';

/** What one row gives to a figure: 1 where rows are counted, else hours or milliseconds. */
export interface Share {
  ref: string;
  amount: number;
}

/** One number of a review together with the rows that make it: it is never anything else than what they come to. */
export interface Figure {
  /** The same in every review: `response-missed:P1`. */
  id: string;
  title: string;
  unit: 'count' | 'hours' | 'share' | 'time';
  of: 'sum' | 'mean' | 'median' | 'p90';
  /** Undefined where there is no row to have a mean of. A share is between 0 and 1, a time in milliseconds. */
  value: number | undefined;
  rows: readonly Share[];
}

/** How many rows there are. */
export function countOf(id: string, title: string, rows: readonly { ref: string }[]): Figure {
  return figureOf(
    { id, title, unit: 'count', of: 'sum' },
    rows.map(({ ref }) => ({ ref, amount: 1 })),
  );
}

/** How many of all are so: each counts as one or as none. */
export function shareOf<T extends { ref: string }>(
  id: string,
  title: string,
  rows: readonly T[],
  is: (row: T) => boolean,
): Figure {
  return figureOf(
    { id, title, unit: 'share', of: 'mean' },
    rows.map((row) => ({ ref: row.ref, amount: is(row) ? 1 : 0 })),
  );
}

export function figureOf(figure: Omit<Figure, 'value' | 'rows'>, rows: readonly Share[]): Figure {
  return {
    ...figure,
    value: valueOf(
      figure.of,
      rows.map(({ amount }) => amount),
    ),
    rows,
  };
}

function valueOf(of: Figure['of'], amounts: readonly number[]): number | undefined {
  if (of === 'sum') return amounts.reduce((total, amount) => total + amount, 0);
  const summary = summaryOf(amounts);
  return summary && { mean: summary.mean, median: summary.median, p90: summary.ninetieth }[of];
}

/** A figure in words: `12`, `3.25 h`, `96 %`, `1 h 20 min`; a dash where there is none. */
export function figureText({ unit, value }: Pick<Figure, 'unit' | 'value'>): string {
  if (value === undefined) return '–';
  switch (unit) {
    case 'count':
      return String(value);
    case 'hours':
      return `${Math.round(value * 100) / 100} h`;
    case 'share':
      return shareText(value);
    case 'time':
      return lengthText(value);
  }
}

/** Never rounded to all or to nothing: one miss of a thousand is a miss. */
function shareText(value: number): string {
  const percent = value * 100;
  if (percent > 0 && percent < 1) return 'under 1 %';
  return `${percent > 99 && percent < 100 ? 99 : Math.round(percent)} %`;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Two units at most: `25 min`, `3 h 5 min`, `2 d 4 h`. */
export function lengthText(milliseconds: number): string {
  const minutes = Math.round(milliseconds / MINUTE);
  if (minutes < 1) return 'under 1 min';
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return joined(hours, 'h', minutes % 60, 'min');
  const whole = Math.round(milliseconds / HOUR);
  return joined(Math.floor(whole / 24), 'd', whole % 24, 'h');
}

function joined(large: number, unit: string, small: number, smaller: string): string {
  return small === 0 ? `${large} ${unit}` : `${large} ${unit} ${small} ${smaller}`;
}
