import { z } from 'zod';

export const Zone = z.string().refine(isZone, 'not a time zone of the IANA list, such as Europe/Berlin');
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time of day such as 09:00');
const Window = z.strictObject({ from: Clock, to: Clock });
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export const Weekday = z.enum(weekdays);
const Day = z.array(Window).default([]);

/** Working hours in one zone. A window that ends at or before its start runs over midnight. */
export const Calendar = z.strictObject({
  zone: Zone.optional(),
  always: z.boolean().default(false),
  week: z
    .strictObject(
      Object.fromEntries(weekdays.map((day) => [day, Day])) as Record<(typeof weekdays)[number], typeof Day>,
    )
    .prefault({}),
  holidays: z.array(z.iso.date()).default([]),
});
export type Calendar = z.infer<typeof Calendar>;

function isZone(zone: string): boolean {
  try {
    return Temporal.Now.zonedDateTimeISO(zone).timeZoneId !== '';
  } catch {
    return false;
  }
}

/** Days that are searched before a calendar counts as having no working time at all. */
const LONGEST_GAP_DAYS = 400;

/** The instant at which `working` milliseconds of working time have passed since `start`; undefined where the calendar has none. */
export function addWorking(start: number, working: number, calendar: Calendar, zone: string): number | undefined {
  if (calendar.always) return start + working;
  let left = working;
  for (const span of workingSpans(start, calendar, zone)) {
    const from = Math.max(start, span.from);
    const length = span.to - from;
    if (length >= left) return from + left;
    left -= length;
  }
  return undefined;
}

/** Milliseconds of working time between two instants; 0 where `end` is not after `start`. */
export function workingBetween(start: number, end: number, calendar: Calendar, zone: string): number {
  if (end <= start) return 0;
  if (calendar.always) return end - start;
  let total = 0;
  for (const span of workingSpans(start, calendar, zone)) {
    if (span.from >= end) break;
    total += Math.min(end, span.to) - Math.max(start, span.from);
  }
  return total;
}

/** Whole weeks that are searched before a calendar counts as having no working time at all. */
const LONGEST_GAP_WEEKS = 58;

/**
 * The end of the working day in which `start` lies, or of the next one where less than `least` milliseconds are left of it.
 * Round the clock a day ends at midnight. Undefined where the calendar has no working time.
 */
export function endOfDay(start: number, least: number, calendar: Calendar, zone: string): number | undefined {
  const own = calendar.zone ?? zone;
  let day = dateAt(start, own).subtract({ days: 1 });
  for (let idle = 0; idle < LONGEST_GAP_DAYS; idle += 1) {
    const end = lastEnd([day], calendar, own);
    if (end !== undefined && end > start && end - start >= least) return end;
    day = day.add({ days: 1 });
  }
  return undefined;
}

/** The same for the last working day of the week, which begins on Monday. */
export function endOfWeek(start: number, least: number, calendar: Calendar, zone: string): number | undefined {
  const own = calendar.zone ?? zone;
  const today = dateAt(start, own);
  let monday = today.subtract({ days: today.dayOfWeek - 1 });
  for (let idle = 0; idle < LONGEST_GAP_WEEKS; idle += 1) {
    const from = monday;
    const end = lastEnd(
      weekdays.map((_, index) => from.add({ days: index })),
      calendar,
      own,
    );
    if (end !== undefined && end - start >= least) return end;
    monday = monday.add({ weeks: 1 });
  }
  return undefined;
}

function lastEnd(days: readonly Temporal.PlainDate[], calendar: Calendar, zone: string): number | undefined {
  const ends = days.flatMap((day) =>
    calendar.always ? [instantAt(day, '24:00', zone)] : spansOf(day, calendar, zone).map(({ to }) => to),
  );
  return ends.length === 0 ? undefined : Math.max(...ends);
}

function dateAt(instant: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate();
}

/** From an instant up to another, in epoch milliseconds. */
export interface Span {
  from: number;
  to: number;
}

/** Working spans that end after `start`, in order and apart, until nothing was found for a long time. `zone` counts where the calendar has none. */
export function* workingSpans(start: number, calendar: Calendar, zone: string): Generator<Span> {
  const own = calendar.zone ?? zone;
  let day = dateAt(start, own).subtract({ days: 1 });
  let last = start;
  let idle = 0;
  while (idle < LONGEST_GAP_DAYS) {
    idle += 1;
    for (const span of spansOf(day, calendar, own)) {
      const from = Math.max(span.from, last);
      if (span.to <= from) continue;
      last = span.to;
      idle = 0;
      yield { from, to: span.to };
    }
    day = day.add({ days: 1 });
  }
}

function spansOf(day: Temporal.PlainDate, calendar: Calendar, zone: string): Span[] {
  if (calendar.holidays.includes(day.toString())) return [];
  const windows = calendar.week[weekdays[day.dayOfWeek - 1] ?? 'monday'];
  const spans = windows.map(({ from, to }) => ({
    from: instantAt(day, from, zone),
    to: instantAt(to <= from ? day.add({ days: 1 }) : day, to, zone),
  }));
  return spans.sort((left, right) => left.from - right.from);
}

function instantAt(day: Temporal.PlainDate, clock: string, zone: string): number {
  if (clock === '24:00') return instantAt(day.add({ days: 1 }), '00:00', zone);
  return day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(clock) }).epochMilliseconds;
}
