import { asText } from './as-text.ts';
import { FrappeError } from './errors.ts';

/** The instant on the site's wall, with microseconds: `2026-11-21 14:00:00.000000`. */
export function wallClock(milliseconds: number, timeZone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(timeZone).toPlainDateTime();
  return local.toString({ fractionalSecondDigits: 6 }).replace('T', ' ');
}

/** A naive datetime as it was sent. One with a zone cannot be compared with naive ones and ends as Python's TypeError. */
export function readDatetime(value: unknown): Temporal.PlainDateTime {
  const found = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)(Z|[+-]\d\d:?\d\d)?)?$/.exec(
    asText(value),
  );
  if (!found) throw new FrappeError('ValidationError', `${asText(value)} is not a valid date string.`);
  if (found[3])
    throw new FrappeError('TypeError', "can't compare offset-naive and offset-aware datetimes", 'traceback');
  return Temporal.PlainDateTime.from(`${found[1]}T${found[2] ?? '00:00:00'}`);
}

/** As the database gives it back; the fraction only when there is one. */
export function writeDatetime(value: Temporal.PlainDateTime): string {
  const text = value.toString({ fractionalSecondDigits: 6 }).replace('T', ' ');
  return text.endsWith('.000000') ? text.slice(0, 19) : text;
}

export function hoursBetween(from: Temporal.PlainDateTime, to: Temporal.PlainDateTime): number {
  return Math.round(from.until(to).total('hours') * 1e6) / 1e6;
}

export function addHours(from: Temporal.PlainDateTime, hours: number): Temporal.PlainDateTime {
  return from.add({ microseconds: Math.round(hours * 3_600_000_000) });
}
