import type { Calendar } from '../clock/calendar.ts';
import { spansFrom } from '../clock/calendar-spans.ts';
import type { Layer } from './settings.ts';
import { weekdays } from '../clock/weekday.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** One person's time of a layer; epoch milliseconds. `who` is as the configuration names them. */
export interface Turn {
  who: string;
  from: number;
  to: number;
}

/**
 * The turns of a layer within a span, in order and apart, cut to the hours of its calendar. They are counted on the wall clock:
 * a daily hand-over at 08:00 is at 08:00 on the days on which the clock changes, too. A time that the clock skips counts as the
 * one after the gap, and of one that comes twice the first counts.
 */
export function turnsOf(
  layer: Layer,
  { from, to }: { from: number; to: number },
  calendars: Readonly<Record<string, Calendar>>,
  shopZone: string,
): Turn[] {
  const zone = layer.zone ?? shopZone;
  const turns: Turn[] = [];
  for (let index = Math.max(0, indexAt(layer, from, zone)); ; index += 1) {
    const turn = { from: beginning(layer, index, zone), to: beginning(layer, index + 1, zone) };
    if (turn.from >= to || layer.people.length === 0) return within(turns, layer, { from, to }, calendars, zone);
    const who = layer.people[index % layer.people.length] ?? '';
    const cut = { from: Math.max(from, turn.from), to: Math.min(to, turn.to) };
    if (cut.from < cut.to) turns.push({ who, ...cut });
  }
}

/** Who comes after somebody in their order. */
export function orderAfter(layer: Layer, who: string): string[] {
  const at = layer.people.indexOf(who);
  return [...layer.people.slice(at + 1), ...layer.people.slice(0, Math.max(0, at))];
}

/** The spans in which a calendar has working hours. */
export function openSpans(
  calendar: Calendar | undefined,
  { from, to }: { from: number; to: number },
  zone: string,
): { from: number; to: number }[] {
  if (calendar === undefined || calendar.always) return [{ from, to }];
  const spans: { from: number; to: number }[] = [];
  for (const span of spansFrom(from, calendar, calendar.zone ?? zone, to)) {
    if (span.from >= to) break;
    spans.push({ from: Math.max(from, span.from), to: Math.min(to, span.to) });
  }
  return spans;
}

function within(
  turns: readonly Turn[],
  { during }: Layer,
  span: { from: number; to: number },
  calendars: Readonly<Record<string, Calendar>>,
  zone: string,
): Turn[] {
  if (during === undefined) return [...turns];
  const open = openSpans(calendars[during], span, zone);
  return turns.flatMap(({ who, from, to }) =>
    open.flatMap((hours) => {
      const cut = { who, from: Math.max(from, hours.from), to: Math.min(to, hours.to) };
      return cut.from < cut.to ? [cut] : [];
    }),
  );
}

function beginning(layer: Layer, index: number, zone: string): number {
  return firstOf(layer)
    .add({ minutes: index * minutesOf(layer) })
    .toZonedDateTime(zone).epochMilliseconds;
}

/** The turn that runs at an instant; below 0 before the first. */
function indexAt(layer: Layer, at: number, zone: string): number {
  const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();
  const minutes = firstOf(layer).until(wall, { largestUnit: 'minutes' }).total('minutes');
  let index = Math.floor(minutes / minutesOf(layer));
  while (beginning(layer, index, zone) > at) index -= 1;
  while (beginning(layer, index + 1, zone) <= at) index += 1;
  return index;
}

function firstOf({ from, at, every, weekday }: Layer): Temporal.PlainDateTime {
  const date = Temporal.PlainDate.from(from);
  const days = every === 'week' ? (weekdays.indexOf(weekday) + 1 - date.dayOfWeek + 7) % 7 : 0;
  return date.add({ days }).toPlainDateTime(Temporal.PlainTime.from(at));
}

function minutesOf({ every }: Layer): number {
  if (every === 'day') return DAY / MINUTE;
  return (every === 'week' ? 7 * DAY : every) / MINUTE;
}
