import type { Calendar, Holiday } from './calendar.ts';
import { type Span, union } from './spans.ts';
import { weekdays } from './weekday.ts';

const DAY = 24 * 60 * 60_000;
/** Days that are searched before a calendar counts as having no more working time at all. */
export const LONGEST_GAP_DAYS = 400;
/** Days of one calendar that are kept. */
const MOST_KEPT = 4_000;

/** Working spans that end after `start` and begin before `end`, in order and apart, until nothing was found for a long time. */
export function* spansFrom(start: number, calendar: Calendar, zone: string, end = Infinity): Generator<Span> {
  // A date begins up to 14 hours before its day in UTC, and a window runs up to 24 hours into the next one.
  const lastDay = Math.floor(end / DAY) + 1;
  let day = Math.floor(start / DAY) - 2;
  let last = start;
  for (let idle = 0; idle < LONGEST_GAP_DAYS && day <= lastDay; idle += 1) {
    for (const span of spansOn(day, calendar, zone)) {
      const from = Math.max(span.from, last);
      if (from >= end) return;
      if (span.to <= from) continue;
      last = span.to;
      idle = 0;
      yield { from, to: span.to };
    }
    day += 1;
  }
}

const kept = new WeakMap<Calendar, Map<string, Map<number, readonly Span[]>>>();

/** The spans of the windows that begin on a date (days since 1970-01-01), in order and apart. Computed once. */
export function spansOn(day: number, calendar: Calendar, zone: string): readonly Span[] {
  const zones = kept.get(calendar) ?? new Map<string, Map<number, readonly Span[]>>();
  if (zones.size === 0) kept.set(calendar, zones);
  const days = zones.get(zone) ?? new Map<number, readonly Span[]>();
  if (days.size === 0) zones.set(zone, days);
  const known = days.get(day);
  if (known) return known;
  if (days.size >= MOST_KEPT) days.clear();
  const spans = computed(day, calendar, zone);
  days.set(day, spans);
  return spans;
}

function computed(day: number, calendar: Calendar, zone: string): Span[] {
  const date = dateOf(day);
  const open = windowsOn(date, calendar)
    .map((window) => spanOf(date, window, zone))
    .filter(isSpan);
  if (open.length === 0) return [];
  // What is closed for a part of a day cuts windows that run into it, too.
  const closed = [-1, 0, 1].flatMap((days) => {
    const near = date.add({ days });
    return partsClosed(near, calendar)
      .map((part) => spanOf(near, part, zone))
      .filter(isSpan);
  });
  return cut(union(open), union(closed));
}

interface Clocks {
  from: string;
  to: string;
}

function windowsOn(date: Temporal.PlainDate, calendar: Calendar): readonly Clocks[] {
  const own = holidaysOn(date, calendar);
  const instead = own.flatMap((one) => (typeof one === 'object' && 'open' in one ? one.open : []));
  if (instead.length > 0) return instead;
  if (own.some((one) => typeof one === 'string')) return [];
  return calendar.week[weekdays[date.dayOfWeek - 1] ?? 'monday'];
}

function partsClosed(date: Temporal.PlainDate, calendar: Calendar): Clocks[] {
  return holidaysOn(date, calendar).flatMap((one) => (typeof one === 'object' && 'to' in one ? [one] : []));
}

function holidaysOn(date: Temporal.PlainDate, { holidays }: Calendar): Holiday[] {
  const written = date.toString();
  return holidays.filter((one) => (typeof one === 'string' ? one : one.date) === written);
}

function spanOf(date: Temporal.PlainDate, { from, to }: Clocks, zone: string): Span {
  return { from: instantAt(date, from, zone), to: instantAt(to <= from ? date.add({ days: 1 }) : date, to, zone) };
}

/** One whose times are all skipped has no length. */
function isSpan({ from, to }: Span): boolean {
  return to > from;
}

/** The first instant at which the wall clock shows this time of that date, or a later one where the clock skips it. */
function instantAt(date: Temporal.PlainDate, clock: string, zone: string): number {
  if (clock === '24:00') return instantAt(date.add({ days: 1 }), '00:00', zone);
  const wall = date.toPlainDateTime(clock);
  const instant = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const skipped = instant.toPlainDateTime().equals(wall) ? null : instant.getTimeZoneTransition('next');
  return (skipped ?? instant).epochMilliseconds;
}

/** What is left of the spans outside of others. Both are in order and apart. */
function cut(spans: readonly Span[], others: readonly Span[]): Span[] {
  let left = [...spans];
  for (const other of others) {
    left = left.flatMap(({ from, to }) =>
      [
        { from, to: Math.min(to, other.from) },
        { from: Math.max(from, other.to), to },
      ].filter((part) => part.to > part.from),
    );
  }
  return left;
}

const EPOCH = new Temporal.PlainDate(1970, 1, 1);

function dateOf(day: number): Temporal.PlainDate {
  return EPOCH.add({ days: day });
}

/** The date in a zone at an instant, as days since 1970-01-01. */
export function dayAt(instant: number, zone: string): number {
  const date = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate();
  return EPOCH.until(date, { largestUnit: 'days' }).days;
}

/** Midnight at the end of a date. */
export function midnightAfter(day: number, zone: string): number {
  return instantAt(dateOf(day + 1), '00:00', zone);
}
