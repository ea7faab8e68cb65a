import type { WallClock } from './rows.ts';

/** Epoch milliseconds to what FreeScout stores; in the repeated hour of autumn two instants get the same text. */
export function wallClockOf(instant: number, zone: string): WallClock {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDateTime();
  return local.toString({ smallestUnit: 'second' }).replace('T', ' ');
}

/** A stored moment as the API shows it, `…Z`; the first of two possible instants in the repeated hour. */
export function isoOf(stored: WallClock | null, zone: string): string | null {
  if (stored === null) return null;
  return Temporal.PlainDateTime.from(stored.replace(' ', 'T')).toZonedDateTime(zone).toInstant().toString();
}

/** An ISO date from a client to what FreeScout stores; undefined when it is no date. */
export function wallClockFromIso(text: unknown, zone: string): WallClock | undefined {
  if (typeof text !== 'string') return undefined;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : wallClockOf(instant, zone);
}
