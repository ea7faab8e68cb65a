/** A time of day on the wall clock of a zone: `08:00`. */
export interface Daily {
  at: string;
  zone: string;
}

/**
 * The local date whose daily occasion is due: its time has come after `since` and is not longer ago than `latest` milliseconds.
 * Undefined where none is. A time that the clock skips counts as the one after the gap, and of one that comes twice the first counts.
 */
export function dueToday(
  { at, zone }: Daily,
  { since, now, latest }: { since: number; now: number; latest: number },
): string | undefined {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  // What was due late in the evening is still worth telling after midnight.
  const days = [today, today.subtract({ days: 1 })];
  return days
    .find((date) => {
      const due = dueAt(date, { at, zone });
      return now >= due && due >= since && now - due < latest;
    })
    ?.toString();
}

/** When the occasion of that local date is due, in epoch milliseconds. */
export function dueAt(date: Temporal.PlainDate, { at, zone }: Daily): number {
  return date.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(at) }).epochMilliseconds;
}
