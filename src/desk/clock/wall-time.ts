/** `2026-11-02 09:55 (Europe/Berlin)`, for texts that leave the chat. */
export function wallTime(instant: number, zone: string): string {
  const wall = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDateTime();
  return `${wall.toString({ smallestUnit: 'minute' }).replace('T', ' ')} (${zone})`;
}
