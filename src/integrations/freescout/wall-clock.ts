/**
 * Epoch milliseconds of a moment as FreeScout stores it (`2026-03-29 02:30:00`, wall-clock of its zone). In the hour
 * that autumn repeats it is the first one; in the hour that spring skips, the moment after the change.
 */
export function instantOf(stored: string, zone: string): number {
  const local = Temporal.PlainDateTime.from(stored.replace(' ', 'T'));
  return local.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}

/** The moment as FreeScout would store it. */
export function wallClockOf(instant: number, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDateTime();
  return local.toString({ smallestUnit: 'second' }).replace('T', ' ');
}

/**
 * The smallest wall-clock text that any moment from `from` to `now` is stored under: a clock that was put back in
 * between writes smaller times than `from` itself.
 */
export function earliestWallClock(from: number, now: number, zone: string): string {
  let earliest = wallClockOf(from, zone);
  let change = nextChange(from, zone);
  while (change !== undefined && change <= now) {
    const after = wallClockOf(change, zone);
    if (after < earliest) earliest = after;
    change = nextChange(change, zone);
  }
  return earliest;
}

function nextChange(instant: number, zone: string): number | undefined {
  const here = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  return here.getTimeZoneTransition('next')?.epochMilliseconds;
}
