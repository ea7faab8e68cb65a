/** A day of the calendar in one zone: from its first instant up to the first of the next, in epoch milliseconds. */
export interface Day {
  date: string;
  zone: string;
  from: number;
  to: number;
}

export function dayOf(date: Temporal.PlainDate, zone: string): Day {
  const start = (day: Temporal.PlainDate): number => day.toZonedDateTime(zone).epochMilliseconds;
  return { date: date.toString(), zone, from: start(date), to: start(date.add({ days: 1 })) };
}

/** The day that somebody typed: nothing or `today`, `yesterday`, or a date. Undefined for what is none, or has not come yet. */
export function typedDay(typed: string, now: number, zone: string): Day | undefined {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  if (typed === '' || typed === 'today') return dayOf(today, zone);
  if (typed === 'yesterday') return dayOf(today.subtract({ days: 1 }), zone);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(typed)) return undefined;
  try {
    const date = Temporal.PlainDate.from(typed, { overflow: 'reject' });
    return Temporal.PlainDate.compare(date, today) > 0 ? undefined : dayOf(date, zone);
  } catch {
    return undefined;
  }
}
