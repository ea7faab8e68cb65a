import { DAY, type Stretch } from './slot.ts';

/** The site's wall clock at an instant (epoch milliseconds), to the minute. */
export function wallClock(instant: number, zone: string): Temporal.PlainDateTime {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDateTime();
  return local.round({ smallestUnit: 'minute', roundingMode: 'floor' });
}

/** Midnight at which the day of a piece of work begins. Work that ends at midnight belongs to the day before. */
export function dayOf(end: Temporal.PlainDateTime): Temporal.PlainDateTime {
  const midnight = end.toPlainDate().toPlainDateTime();
  return midnight.equals(end) ? midnight.subtract({ days: 1 }) : midnight;
}

export function secondsInto(day: Temporal.PlainDateTime, time: Temporal.PlainDateTime): number {
  return day.until(time).total('seconds');
}

/** As Frappe writes it: `2026-11-21 14:00:00`, without a zone. */
export function frappeTime(day: Temporal.PlainDateTime, seconds: number): string {
  // Naive arithmetic: ERPNext recomputes the hours from both times, and knows no change of the clock.
  return naiveText(day.add({ seconds }));
}

export function naiveText(time: Temporal.PlainDateTime): string {
  return time.toString({ smallestUnit: 'second' }).replace('T', ' ');
}

/** The instant (epoch milliseconds) at which the site's wall clock shows that time. */
export function instantOf(time: Temporal.PlainDateTime, zone: string, ofTwo: 'earlier' | 'later'): number {
  return time.toZonedDateTime(zone, { disambiguation: ofTwo }).epochMilliseconds;
}

/** What a row takes of that day, outwards to whole seconds; undefined when it lacks a time or lies elsewhere. */
export function stretchOf(
  day: Temporal.PlainDateTime,
  from: string | null | undefined,
  to: string | null | undefined,
): Stretch | undefined {
  if (!from || !to) return undefined;
  const start = Math.floor(secondsInto(day, readTime(from)));
  const end = Math.ceil(secondsInto(day, readTime(to)));
  return start < DAY && end > 0 && end > start ? { from: Math.max(0, start), to: Math.min(DAY, end) } : undefined;
}

/** A time as Frappe writes it. */
export function readTime(text: string): Temporal.PlainDateTime {
  return Temporal.PlainDateTime.from(text.replace(' ', 'T'));
}
