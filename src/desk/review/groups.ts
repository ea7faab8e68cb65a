import { dateOf, daysIn, type ReviewSpan } from './span.ts';

/** Rows that share a name, the largest group first, those of one size by their name. */
export function groupsOf<T>(rows: readonly T[], nameOf: (row: T) => string): [name: string, rows: readonly T[]][] {
  return [...Map.groupBy(rows, nameOf)].toSorted(
    ([left, some], [right, others]) => others.length - some.length || left.localeCompare(right),
  );
}

/** A part of the span: a day of a short one, a week of a longer, a month of a long one. */
export interface Stretch {
  id: string;
  label: string;
  dates: ReadonlySet<string>;
}

const DAYS_AS_DAYS = 14;
const DAYS_AS_WEEKS = 190;

export function stretchesOf(span: ReviewSpan): Stretch[] {
  const days = daysIn(span);
  return [...Map.groupBy(days, (day) => beginning(day, days.length))].map(([id, dates]) => ({
    id,
    label: labelOf(dates[0] ?? id, days.length),
    dates: new Set(dates),
  }));
}

function beginning(day: string, count: number): string {
  const date = Temporal.PlainDate.from(day);
  if (count <= DAYS_AS_DAYS) return day;
  if (count <= DAYS_AS_WEEKS) return date.subtract({ days: date.dayOfWeek - 1 }).toString();
  return date.with({ day: 1 }).toString();
}

function labelOf(day: string, count: number): string {
  const date = Temporal.PlainDate.from(day);
  return count > DAYS_AS_WEEKS
    ? date.toLocaleString('en-GB', { month: 'short', year: '2-digit' })
    : date.toLocaleString('en-GB', { day: 'numeric', month: 'short' });
}

/** What such a part is called. */
export function stretchName(span: ReviewSpan): 'Day' | 'Week of' | 'Month' {
  const count = daysIn(span).length;
  if (count <= DAYS_AS_DAYS) return 'Day';
  return count <= DAYS_AS_WEEKS ? 'Week of' : 'Month';
}

export function isIn({ dates }: Stretch, at: number | undefined, { zone }: ReviewSpan): boolean {
  return at !== undefined && dates.has(dateOf(at, zone));
}
