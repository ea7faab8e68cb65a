import { z } from 'zod';
import { dayAt, LONGEST_GAP_DAYS, midnightAfter, spansFrom, spansOn } from './calendar-spans.ts';
import { PublicHolidays } from './holidays.ts';
import { type Weekday, weekdays } from './weekday.ts';

export const Zone = z.string().refine(isZone, 'not a time zone of the IANA list, such as Europe/Berlin');
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time of day such as 09:00');
const Window = z.strictObject({ from: Clock, to: Clock });
const Day = z.array(Window).default([]);
/** Windows of every day. */
export const DailyHours = z.array(Window).min(1);

/**
 * A day that is not like its weekday: closed as a whole; closed for a part of it, whatever window that cuts; or open in other
 * windows than usual.
 */
const Holiday = z.union(
  [
    z.iso.date(),
    z.strictObject({ date: z.iso.date(), from: Clock, to: Clock }),
    z.strictObject({ date: z.iso.date(), open: z.array(Window).min(1) }),
  ],
  { error: 'a date such as 2026-12-24, alone, or with from and to, or with open' },
);
export type Holiday = z.infer<typeof Holiday>;

/** Working hours in one zone. A window that ends at or before its start runs over midnight. */
export const Calendar = z.strictObject({
  zone: Zone.optional(),
  always: z.boolean().default(false),
  week: z
    .strictObject(Object.fromEntries(weekdays.map((day) => [day, Day])) as Record<Weekday, typeof Day>)
    .prefault({}),
  holidays: z.array(Holiday).default([]),
  /** Those of a country besides: written out among `holidays` when the configuration is read. */
  public: PublicHolidays.optional(),
});
export type Calendar = z.infer<typeof Calendar>;

/** Working hours, and the zone in which they are lived. */
export interface Hours {
  calendar: Calendar;
  zone: string;
}

export const ROUND_THE_CLOCK: Calendar = Calendar.parse({ always: true });

function isZone(zone: string): boolean {
  try {
    return Temporal.Now.zonedDateTimeISO(zone).timeZoneId !== '';
  } catch {
    return false;
  }
}

/** The instant at which `working` milliseconds of working time have passed since `start`; undefined where the calendar has none. */
export function addWorking(start: number, working: number, { calendar, zone }: Hours): number | undefined {
  if (calendar.always) return start + working;
  let left = working;
  for (const span of spansFrom(start, calendar, zone)) {
    const from = Math.max(start, span.from);
    const length = span.to - from;
    if (length >= left) return from + left;
    left -= length;
  }
  return undefined;
}

/** Milliseconds of working time between two instants; 0 where `end` is not after `start`. */
export function workingBetween(start: number, end: number, { calendar, zone }: Hours): number {
  if (end <= start) return 0;
  if (calendar.always) return end - start;
  let total = 0;
  for (const span of spansFrom(start, calendar, zone, end))
    total += Math.min(end, span.to) - Math.max(start, span.from);
  return total;
}

/** Whole weeks that are searched before a calendar counts as having no working time at all. */
const LONGEST_GAP_WEEKS = 58;

/**
 * The end of the working day in which `start` lies, or of the next one where less than `least` milliseconds are left of it.
 * Round the clock a day ends at midnight. Undefined where the calendar has no working time.
 */
export function endOfDay(start: number, least: number, hours: Hours): number | undefined {
  const yesterday = dayAt(start, hours.zone) - 1;
  for (let idle = 0; idle < LONGEST_GAP_DAYS; idle += 1) {
    const end = endOf(yesterday + idle, hours);
    if (end !== undefined && end > start && end - start >= least) return end;
  }
  return undefined;
}

/** The same for the last working day of the week, which begins on Monday. */
export function endOfWeek(start: number, least: number, hours: Hours): number | undefined {
  // The first of January 1970 was a Thursday.
  const today = dayAt(start, hours.zone);
  const monday = today - ((((today + 3) % 7) + 7) % 7);
  for (let week = 0; week < LONGEST_GAP_WEEKS; week += 1) {
    const ends = weekdays.flatMap((_, index) => endOf(monday + 7 * week + index, hours) ?? []);
    const end = ends.length === 0 ? undefined : Math.max(...ends);
    if (end !== undefined && end - start >= least) return end;
  }
  return undefined;
}

function endOf(day: number, { calendar, zone }: Hours): number | undefined {
  if (calendar.always) return midnightAfter(day, zone);
  return spansOn(day, calendar, zone).at(-1)?.to;
}
