/**
 * A time on the wall clock of a zone, as milliseconds since 1970 on that clock. Time books that know no zone count this way: from
 * 01:30 to 03:30 is two hours, also in a night in which the clock was changed.
 */
export type Wall = number;

export function wallOf(instant: number, zone: string): Wall {
  return asWall(Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDateTime());
}

/** The instant at which the clock shows that; of two the earlier, and of a time that it skips the one after the gap. */
export function instantOf(wall: Wall, zone: string): number {
  return plainOf(wall).toZonedDateTime(zone).epochMilliseconds;
}

/** Does the clock skip that time? */
export function isSkipped(wall: Wall, zone: string): boolean {
  return wallOf(instantOf(wall, zone), zone) !== wall;
}

export function asWall(time: Temporal.PlainDateTime): Wall {
  return time.toZonedDateTime('UTC').epochMilliseconds;
}

function plainOf(wall: Wall): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC').toPlainDateTime();
}

export function dateOf(wall: Wall): Temporal.PlainDate {
  return plainOf(wall).toPlainDate();
}

/** `09:05` */
export function clockOf(wall: Wall): string {
  return plainOf(wall).toPlainTime().toString({ smallestUnit: 'minute' });
}
