/** What the clocks on the walls of a zone show, minute by minute. Made with Intl; it knows nothing of Temporal. */
export interface Wall {
  /** The instant of the first minute. */
  first: number;
  /** `2026-03-29T02:30`, one a minute. */
  shown: readonly string[];
  /** The first minute that shows this, or a later one where the clock skips it; undefined beyond the wall. */
  minuteOf: (wall: string) => number | undefined;
}

const MINUTE = 60_000;

/** So many minutes later in the same hour. */
function onward(wall: string, minutes: number): string {
  return `${wall.slice(0, -2)}${String(Number(wall.slice(-2)) + minutes).padStart(2, '0')}`;
}

const walls = new Map<string, Wall>();

/** From `before` days before the beginning of a date, in UTC, to `after` days after it. */
export function wallAround(day: string, zone: string, before: number, after: number): Wall {
  const name = `${zone} ${day} ${before} ${after}`;
  const known = walls.get(name);
  if (known) return known;
  // This locale writes dates as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  const first = Date.parse(`${day}T00:00Z`) - before * 24 * 60 * MINUTE;
  const show = (minute: number): string => format.format(first + minute * MINUTE).replace(' ', 'T');
  const quarters = Array.from({ length: (before + after) * 24 * 4 }, (_, index) => index * 15);
  // Within a quarter of an hour in which nobody touches the clock, the minutes are counted up.
  const shown = quarters.flatMap((quarter) => {
    const [begin, end] = [show(quarter), show(quarter + 14)];
    const minutes = Array.from({ length: 15 }, (_, minute) => minute);
    if (end !== onward(begin, 14)) return minutes.map((minute) => show(quarter + minute));
    return minutes.map((minute) => onward(begin, minute));
  });
  const indexOf = new Map<string, number>();
  for (const [index, wall] of shown.entries()) if (!indexOf.has(wall)) indexOf.set(wall, index);
  function minuteOf(wall: string): number | undefined {
    const exact = indexOf.get(wall);
    if (exact !== undefined) return exact;
    const after = shown.findIndex((one) => one > wall);
    if (after >= 1) indexOf.set(wall, after);
    return after < 1 ? undefined : after;
  }
  const made = { first, shown, minuteOf };
  walls.set(name, made);
  return made;
}
