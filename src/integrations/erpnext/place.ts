import { freeSlot, nearestSlot, type Stretch } from '../../desk/time/slot.ts';
import type { TimeWish } from '../../desk/time/entry.ts';
import { type Busy, busyRows } from './busy.ts';
import type { ErpnextClient } from './client.ts';
import { midnightAfter, midnightBefore, secondsFrom, wallClock } from './wall-clock.ts';

/** From when to when by the site's wall clock; `hours` lie between them, whatever the clock did. */
export interface Place {
  from: Temporal.PlainDateTime;
  to: Temporal.PlainDateTime;
}

/** Where a wish wants to be: where it was said to begin, else so that it ends when the work did. */
export function wantedPlace({ startsAt, endsAt, hours }: TimeWish, zone: string): Place {
  const length = { minutes: Math.round(hours * 60) };
  if (startsAt === undefined) {
    const to = wallClock(endsAt, zone);
    return { from: to.subtract(length), to };
  }
  const from = wallClock(startsAt, zone);
  return { from, to: from.add(length) };
}

/**
 * The free place of that length that is best: it ends as late as possible but not after the wish, or else begins as early as
 * possible. In the days of the wish: over midnight only where the wish reaches over it, and not after `latest`.
 */
export async function freePlace(
  client: ErpnextClient,
  employee: string,
  wanted: Place,
  latest: Temporal.PlainDateTime,
): Promise<Place | undefined> {
  const days = daysOf(wanted);
  const whole = stretchFrom(days.from, days);
  const end = Math.min(whole.to, secondsFrom(days.from, latest));
  const taken = stretchesOf(await busyRows(client, employee, days.from, days.to), days.from);
  const { from, to } = stretchFrom(days.from, wanted);
  return placeOf(freeSlot(taken, to - from, to, { ...whole, to: end }), days.from);
}

/** What is in the way of a place, and the free one nearest to it in its days: before `now` by the wall clock where there is one. */
export async function obstacle(
  client: ErpnextClient,
  employee: string,
  wanted: Place,
  now: Temporal.PlainDateTime,
): Promise<{ row: Busy; free: Place | undefined } | undefined> {
  const days = daysOf(wanted);
  const rows = await busyRows(client, employee, days.from, days.to);
  const { from, to } = stretchFrom(days.from, wanted);
  const row = rows.find((one) => {
    const other = stretchFrom(days.from, one);
    return other.from < to && from < other.to;
  });
  if (!row) return undefined;
  const taken = stretchesOf(rows, days.from);
  const whole = stretchFrom(days.from, days);
  const past = { from: 0, to: Math.min(whole.to, secondsFrom(days.from, now)) };
  const slot = nearestSlot(taken, to - from, from, past) ?? nearestSlot(taken, to - from, from, whole);
  return { row, free: placeOf(slot, days.from) };
}

function daysOf({ from, to }: Place): Place {
  return { from: midnightBefore(from), to: midnightAfter(to) };
}

/** Outwards to whole minutes, as rows by hand may have odd seconds. */
function stretchesOf(rows: readonly Busy[], start: Temporal.PlainDateTime): Stretch[] {
  return rows
    .map((row) => stretchFrom(start, row))
    .map(({ from, to }) => ({ from: Math.floor(from / 60) * 60, to: Math.ceil(to / 60) * 60 }));
}

function stretchFrom(start: Temporal.PlainDateTime, { from, to }: Place): Stretch {
  return { from: secondsFrom(start, from), to: secondsFrom(start, to) };
}

function placeOf(slot: Stretch | undefined, start: Temporal.PlainDateTime): Place | undefined {
  return slot && { from: start.add({ seconds: slot.from }), to: start.add({ seconds: slot.to }) };
}
