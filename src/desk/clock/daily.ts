import { type Weekday, weekdays } from './weekday.ts';

/** A time of day on the wall clock of a zone: `08:00`. */
export interface Daily {
  at: string;
  zone: string;
  /** The days of the week on which it comes. Default: every day. */
  days?: readonly Weekday[];
}

const DAY = 24 * 3_600_000;

/**
 * The local date whose daily occasion is due: its time has come after `since` and is not longer ago than `latest` milliseconds.
 * Undefined where none is. A time that the clock skips counts as the one after the gap, and of one that comes twice the first counts.
 */
export function dueToday(
  { at, zone, days }: Daily,
  { since, now, latest }: { since: number; now: number; latest: number },
): string | undefined {
  const today = dateIn(now, zone);
  // What was due late in the evening is still worth telling after midnight, and some of it for days.
  const back = Array.from({ length: Math.ceil(latest / DAY) + 1 }, (_, index) => today.subtract({ days: index }));
  return back
    .find((date) => {
      const due = dueAt(date, { at, zone });
      return isOn(date, days) && now >= due && due >= since && now - due < latest;
    })
    ?.toString();
}

/** The date on the wall clock of a zone. */
export function dateIn(instant: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate();
}

function isOn({ dayOfWeek }: Temporal.PlainDate, days: Daily['days']): boolean {
  return days === undefined || days.some((day) => weekdays.indexOf(day) === dayOfWeek - 1);
}

/** When the occasion of that local date is due, in epoch milliseconds. */
export function dueAt(date: Temporal.PlainDate, { at, zone }: Daily): number {
  return date.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(at) }).epochMilliseconds;
}
