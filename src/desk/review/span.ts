import { dayOf } from '../clock/day.ts';

/** Whole days of one zone that a review is about. Instants are epoch milliseconds; `to` is the first one that does not belong. */
export interface ReviewSpan {
  from: number;
  to: number;
  zone: string;
  /** First and last day, both included: `2026-10-01`. */
  first: string;
  last: string;
  /** As people read it: `October 2026`, `Q3 2026`, or two dates. */
  title: string;
  /** Short enough for a button: `20261001-20261031`. */
  code: string;
}

/** Nobody reviews more at once than a long year. */
const LONGEST_DAYS = 400;

export const SPAN_WORDS = 'month, quarter, 2026-10, 2026-Q3 or 2026-10-01..2026-10-15';

/** The span that somebody typed, nothing for the last whole month; or the sentence that says what is wrong with it. */
export function typedSpan(typed: string, now: number, zone: string): ReviewSpan | string {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  const days = daysOf(typed.trim().toLowerCase(), today);
  if (!days) return `"${typed.trim()}" is no span of days. Write ${SPAN_WORDS}.`;
  const [first, last] = days;
  if (Temporal.PlainDate.compare(first, last) > 0) return `${first.toString()} comes after ${last.toString()}.`;
  if (Temporal.PlainDate.compare(first, today) > 0) return `${first.toString()} has not come yet.`;
  if (first.until(last).days >= LONGEST_DAYS) return `A review is about ${LONGEST_DAYS} days at most.`;
  return spanOf(first, last, zone);
}

/** The last whole month before an instant. */
export function lastMonth(now: number, zone: string): ReviewSpan {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  return spanOf(...monthBefore(today), zone);
}

/** As many days, or months, before it. */
export function spanBefore({ first, last, zone }: ReviewSpan): ReviewSpan {
  const [from, to] = [Temporal.PlainDate.from(first), Temporal.PlainDate.from(last)];
  const months = from.until(to.add({ days: 1 }), { largestUnit: 'months' });
  if (from.day === 1 && months.days === 0) return spanOf(...monthsFrom(from.subtract(months), months.months), zone);
  const days = from.until(to).days + 1;
  return spanOf(from.subtract({ days }), to.subtract({ days }), zone);
}

/** The span of a button's word; undefined for what is none. */
export function spanOfCode(code: string, zone: string): ReviewSpan | undefined {
  const [, first, last] = /^(\d{8})-(\d{8})$/.exec(code) ?? [];
  const [from, to] = [dateIn(first), dateIn(last)];
  if (!from || !to || Temporal.PlainDate.compare(from, to) > 0 || from.until(to).days >= LONGEST_DAYS) return undefined;
  return spanOf(from, to, zone);
}

type Days = [first: Temporal.PlainDate, last: Temporal.PlainDate];

function daysOf(typed: string, today: Temporal.PlainDate): Days | undefined {
  if (typed === '' || typed === 'month') return monthBefore(today);
  if (typed === 'quarter') {
    const start = today.with({ month: today.month - ((today.month - 1) % 3), day: 1 });
    return monthsFrom(start.subtract({ months: 3 }), 3);
  }
  const [, year, month, quarter] = /^(\d{4})-(?:(\d{2})|q([1-4]))$/.exec(typed) ?? [];
  if (quarter !== undefined) return startingAt(`${year}-${String(Number(quarter) * 3 - 2).padStart(2, '0')}-01`, 3);
  if (month !== undefined) return startingAt(`${year}-${month}-01`, 1);
  const [, first, last] = /^(\d{4}-\d{2}-\d{2})(?:\.\.|_|\/)(\d{4}-\d{2}-\d{2})$/.exec(typed) ?? [];
  const [from, to] = [dateIn(first), dateIn(last)];
  return from && to ? [from, to] : undefined;
}

function startingAt(text: string, months: number): Days | undefined {
  const first = dateIn(text);
  return first && monthsFrom(first, months);
}

function monthBefore(today: Temporal.PlainDate): Days {
  return monthsFrom(today.with({ day: 1 }).subtract({ months: 1 }), 1);
}

function monthsFrom(first: Temporal.PlainDate, months: number): Days {
  return [first, first.add({ months }).subtract({ days: 1 })];
}

function dateIn(text: string | undefined): Temporal.PlainDate | undefined {
  if (text === undefined) return undefined;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

function spanOf(first: Temporal.PlainDate, last: Temporal.PlainDate, zone: string): ReviewSpan {
  return {
    from: dayOf(first, zone).from,
    to: dayOf(last, zone).to,
    zone,
    first: first.toString(),
    last: last.toString(),
    title: titleOf(first, last),
    code: `${first.toString().replaceAll('-', '')}-${last.toString().replaceAll('-', '')}`,
  };
}

function titleOf(first: Temporal.PlainDate, last: Temporal.PlainDate): string {
  if (first.day === 1 && monthsFrom(first, 1)[1].equals(last))
    return first.toLocaleString('en-GB', { month: 'long', year: 'numeric' });
  if (first.day === 1 && first.month % 3 === 1 && monthsFrom(first, 3)[1].equals(last))
    return `Q${(first.month + 2) / 3} ${first.year}`;
  const words = (date: Temporal.PlainDate): string =>
    date.toLocaleString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
  return first.equals(last) ? words(first) : `${words(first)} to ${words(last)}`;
}

/** The local date of an instant within the span's zone. */
export function dateOf(at: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** All days of the span, in order. */
export function daysIn({ first, last }: Pick<ReviewSpan, 'first' | 'last'>): string[] {
  const end = Temporal.PlainDate.from(last);
  const days: string[] = [];
  for (let day = Temporal.PlainDate.from(first); Temporal.PlainDate.compare(day, end) <= 0; day = day.add({ days: 1 }))
    days.push(day.toString());
  return days;
}
