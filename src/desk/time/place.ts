import { freeSlot, nearestSlot, type Stretch } from './slot.ts';
import type { TimeEntry } from './entry.ts';
import { AHEAD, type SpanRules } from './span.ts';
import { asWall, clockOf, dateOf, instantOf, type Wall, wallOf } from '../clock/wall-clock.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const DAY = 24 * HOUR;

/** What is taken of a person's time, on the book's wall clock. */
export interface Busy extends Stretch {
  /** The sheet; absent for what was logged here and still waits. */
  name?: string;
}

/** The time of an entry that is about to be kept. */
interface Wanted {
  hours: number;
  startsAt?: number | undefined;
  endsAt: number;
}

/** `free` with where it will be written; `clash` with what is there already and the nearest free slot; `full` where nothing fits. */
export type Placed =
  | { is: 'free'; slot: Stretch }
  | { is: 'clash'; with: Busy; wanted: Stretch; nearest: Stretch | undefined }
  | { is: 'full' };

/** The day to which an entry belongs: that of its beginning, where one was given. */
export function dayOfWish({ startsAt, endsAt }: Wanted, zone: string): Temporal.PlainDate {
  // What ends at midnight belongs to the day before.
  return dateOf(wallOf(startsAt ?? endsAt, zone) - (startsAt === undefined ? 1 : 0));
}

/** What must be known to place an entry of that day: as instants, with a day before and after it. */
export function aroundDay(date: Temporal.PlainDate, zone: string): Stretch {
  const midnight = asWall(date.toPlainDateTime());
  return { from: instantOf(midnight - DAY, zone), to: instantOf(midnight + 2 * DAY, zone) };
}

/** The first of what is taken that a stretch would touch; ends may meet. */
function clashOf(wanted: Stretch, busy: readonly Busy[]): Busy | undefined {
  return busy
    .filter(({ from, to }) => from < wanted.to && wanted.from < to && from < to)
    .toSorted((a, b) => a.from - b.from)[0];
}

/** Where it goes in a book that counts by its wall clock. A given time is kept or clashes; else it goes as late as it fits. */
export function placeTime(wanted: Wanted, busy: readonly Busy[], rules: SpanRules): Placed {
  const length = wanted.hours * HOUR;
  const given = wantedSlot(wanted, rules.zone);
  if (!given) {
    const end = floorMinute(wallOf(wanted.endsAt, rules.zone));
    const slot = freeSlot(busy, length, end, daysOf({ from: end - length, to: end }, rules));
    return slot ? { is: 'free', slot } : { is: 'full' };
  }
  const clash = clashOf(given, busy);
  if (!clash) return { is: 'free', slot: given };
  return {
    is: 'clash',
    with: clash,
    wanted: given,
    nearest: nearestSlot(busy, length, given.from, allowed(given, rules)),
  };
}

/** The slot of an entry that was given a time. */
export function wantedSlot({ hours, startsAt }: Wanted, zone: string): Stretch | undefined {
  if (startsAt === undefined) return undefined;
  const from = wallOf(startsAt, zone);
  return { from, to: from + hours * HOUR };
}

/** The days that it reaches into, up to now: as the time book looks for a place. */
function daysOf({ from, to }: Stretch, { now, zone }: SpanRules): Stretch {
  return { from: midnightOf(from), to: Math.min(midnightOf(to - 1) + DAY, floorMinute(wallOf(now, zone)) + AHEAD) };
}

/** A day before and after as well, not before the first that may be logged on, and not in the future. */
function allowed(wanted: Stretch, rules: SpanRules): Stretch {
  const first = asWall(dateOf(wallOf(rules.now, rules.zone)).subtract({ days: rules.pastDays }).toPlainDateTime());
  return daysOf({ from: Math.max(midnightOf(wanted.from) - DAY, first), to: midnightOf(wanted.from) + 2 * DAY }, rules);
}

function midnightOf(wall: Wall): Wall {
  return asWall(dateOf(wall).toPlainDateTime());
}

/** What is taken in the book, and by own entries that it may not have told of yet, in the order in which those were logged. */
export function busyTimes(
  taken: readonly { from: number; to: number; name: string }[],
  own: readonly TimeEntry[],
  rules: SpanRules,
): Busy[] {
  const busy: Busy[] = taken.map(({ from, to, name }) => ({
    from: floorMinute(wallOf(from, rules.zone)),
    to: ceilMinute(wallOf(to, rules.zone)),
    name,
  }));
  for (const { wish, saved } of own.toSorted((a, b) => a.at - b.at)) {
    const written = saved && writtenSlot(saved);
    if (written) {
      busy.push({ ...written, name: saved.name });
      continue;
    }
    const placed = placeTime(wish, busy, rules);
    if (placed.is === 'free') busy.push(placed.slot);
    if (placed.is === 'clash') busy.push(placed.wanted);
  }
  return busy;
}

/** Where the book says that it wrote an entry: on its own clock, without a zone. */
function writtenSlot({ from, to }: { from: string; to: string }): Stretch | undefined {
  try {
    const [start, end] = [from, to].map((text) => asWall(Temporal.PlainDateTime.from(text.replace(' ', 'T'))));
    return start === undefined || end === undefined ? undefined : { from: start, to: end };
  } catch {
    return undefined;
  }
}

/** The same to be read, on the book's clock: `, 2026-11-02 13:15–14:00`; nothing where it does not say. */
export function writtenText(saved: { from: string; to: string }): string {
  const slot = writtenSlot(saved);
  return slot ? `, ${dateOf(slot.from).toString()} ${clockOf(slot.from)}–${clockOf(slot.to)}` : '';
}

function floorMinute(wall: Wall): Wall {
  return Math.floor(wall / MINUTE) * MINUTE;
}

function ceilMinute(wall: Wall): Wall {
  return Math.ceil(wall / MINUTE) * MINUTE;
}
