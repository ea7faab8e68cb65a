/** The site's wall clock at an instant (epoch milliseconds), to the minute. */
export function wallClock(instant: number, zone: string): Temporal.PlainDateTime {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDateTime();
  return local.round({ smallestUnit: 'minute', roundingMode: 'floor' });
}

/** The instant (epoch milliseconds) at which the site's wall clock shows that time. */
export function instantOf(time: Temporal.PlainDateTime, zone: string, ofTwo: 'earlier' | 'later'): number {
  return time.toZonedDateTime(zone, { disambiguation: ofTwo }).epochMilliseconds;
}

/** Midnight at which the day of that time began. */
export function midnightBefore(time: Temporal.PlainDateTime): Temporal.PlainDateTime {
  return time.toPlainDate().toPlainDateTime();
}

/** Midnight at which the day is over on which work ended. What ends at midnight belongs to the day before. */
export function midnightAfter(end: Temporal.PlainDateTime): Temporal.PlainDateTime {
  const midnight = midnightBefore(end);
  return midnight.equals(end) ? midnight : midnight.add({ days: 1 });
}

/**
 * By the wall: ERPNext recomputes the hours from both times and knows no change of the clock, so that neither may we.
 * Months and years must not come of it, which `until` with its default unit would allow.
 */
export function secondsFrom(start: Temporal.PlainDateTime, time: Temporal.PlainDateTime): number {
  return start.until(time, { largestUnit: 'seconds' }).total('seconds');
}

/** As Frappe writes it: `2026-11-21 14:00:00`, without a zone. */
export function naiveText(time: Temporal.PlainDateTime): string {
  return time.toString({ smallestUnit: 'second' }).replace('T', ' ');
}

/** A time as Frappe writes it. */
export function readTime(text: string): Temporal.PlainDateTime {
  return Temporal.PlainDateTime.from(text.replace(' ', 'T'));
}
