const MINUTE = 60_000;
const LENGTHS = { m: MINUTE, h: 60 * MINUTE, d: 24 * 60 * MINUTE } as const;
const LONGEST_DAYS = 30;
const MORNING = new Temporal.PlainTime(8);
export const EXAMPLES =
  'Write a length such as 90m, 4h or 2d, a time such as 14:30, or a day with a time such as 2026-12-01 09:00.';

/** An instant in epoch milliseconds that a person has typed, or the sentence that says what is wrong. */
export type Until = { until: number } | { wrong: string };

/** `2h`, `14:30` (the next one on the wall in `zone`), `2026-12-01 09:00` or `morning` (the next 08:00); within thirty days. */
export function parseUntil(typed: string, now: number, zone: string): Until {
  const until = instantOf(typed.trim().toLowerCase(), now, zone);
  if (until === undefined) return { wrong: EXAMPLES };
  if (until <= now) return { wrong: `${typed.trim()} is over already.` };
  if (until > now + LONGEST_DAYS * LENGTHS.d) return { wrong: `A snooze lasts ${LONGEST_DAYS} days at most.` };
  return { until };
}

/** The instant that was typed; undefined for what is none. */
export function instantOf(text: string, now: number, zone: string): number | undefined {
  const length = /^(\d{1,5})\s*(m|h|d)(?:in|ours?|ays?|inutes?)?$/.exec(text);
  if (length) return now + Number(length[1]) * LENGTHS[length[2] as keyof typeof LENGTHS];
  if (text === 'morning') return next(MORNING, now, zone);
  const clock = /^(\d{1,2}):(\d{2})$/.exec(text);
  const day = /^(\d{4}-\d{2}-\d{2})[ t](\d{1,2}):(\d{2})$/.exec(text);
  try {
    if (clock) return next(wallTime(clock[1], clock[2]), now, zone);
    if (!day) return undefined;
    const plainTime = wallTime(day[2], day[3]);
    return Temporal.PlainDate.from(day[1] ?? '').toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds;
  } catch {
    return undefined;
  }
}

/** Throws a `RangeError` for what no clock shows. */
function wallTime(hour: string | undefined, minute: string | undefined): Temporal.PlainTime {
  return Temporal.PlainTime.from({ hour: Number(hour), minute: Number(minute) }, { overflow: 'reject' });
}

/** The next time that the clock on the wall shows this; an hour that is skipped counts as the one after it. */
function next(plainTime: Temporal.PlainTime, now: number, timeZone: string): number {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
  const at = today.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
  return at > now ? at : today.add({ days: 1 }).toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
}
