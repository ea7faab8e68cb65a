import { asWall, clockOf, dateOf, instantOf, isSkipped, type Wall, wallOf } from '../clock/wall-clock.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const DAY = 24 * HOUR;
const LONGEST_HOURS = 24;

/** Whoever rounds up to the next quarter ends in the near future. */
export const AHEAD = QUARTER;

/** On a day that is over, work without a time of day is put before this. */
const EVENING = 17 * HOUR;

export const SPAN_HINT = '0.75, 45m, 1:30, 9:00-10:30, yesterday 2, fri 22:00-01:30';

const EXAMPLES = 'Hours are a number such as 0.5, 1.25 or 1:30, or a time such as 9:00-10:30 or yesterday 14:00-15:30.';

/** When work was done. Instants in epoch milliseconds; `startsAt` only where a time of day was typed. */
export interface TypedTime {
  /** 0.25 to 24 in steps of 0.25, by the wall clock. */
  hours: number;
  startsAt?: number;
  endsAt: number;
}

export interface SpanRules {
  now: number;
  /** The time book's. */
  zone: string;
  /** How many days back may be logged. */
  pastDays: number;
}

/** When and how long, as a person types it: hours or from–to, with a day before it or behind it. Or the sentence that says what is wrong. */
export function parseTime(typed: string, rules: SpanRules): TypedTime | { wrong: string } {
  const { day, rest } = splitDay(plainWords(typed));
  const today = dateOf(wallOf(rules.now, rules.zone));
  const date = day === undefined ? undefined : dayNamed(day, today);
  if (day !== undefined && date === undefined) return { wrong: `There is no day ${day}.` };
  const range = rangeIn(rest);
  if (range) return placed(range, date, today, rules);
  const hours = parseHours(rest);
  if ('wrong' in hours) return hours;
  if (date === undefined || date.equals(today)) return { hours: hours.hours, endsAt: rules.now };
  const wrong = wrongDay(date, today, rules);
  if (wrong !== undefined) return { wrong };
  const midnight = asWall(date.toPlainDateTime());
  const end = midnight + Math.max(EVENING, hours.hours * HOUR);
  return { hours: hours.hours, endsAt: instantOf(end, rules.zone) };
}

/** Hours as a person types them (`0.5`, `1,25`, `1:30`, `45m`), or the sentence that says what is wrong. */
export function parseHours(typed: string): { hours: number } | { wrong: string } {
  const hours = hoursIn(typed.trim().toLowerCase().replace(',', '.'));
  if (!Number.isFinite(hours)) return { wrong: EXAMPLES };
  if (hours <= 0 || hours > LONGEST_HOURS) return { wrong: 'Hours are between 0.25 and 24.' };
  if (!Number.isInteger(hours * 4))
    return { wrong: `Hours go in quarters: ${Math.ceil(hours * 4) / 4} instead of ${typed.trim()}.` };
  return { hours };
}

function hoursIn(text: string): number {
  const clock = /^(\d{1,2}):([0-5]\d)\s*h?$/.exec(text);
  if (clock) return Number(clock[1]) + Number(clock[2]) / 60;
  const minutes = /^(\d{1,4})\s*(?:m|min|minutes?)$/.exec(text);
  if (minutes) return Number(minutes[1]) / 60;
  const decimal = /^(\d{1,2}(?:\.\d{1,4})?|\.\d{1,4})\s*(?:h|hours?)?$/.exec(text);
  return Number(decimal?.[1] ?? Number.NaN);
}

/** Small letters, single spaces, one kind of dash. */
function plainWords(typed: string): string {
  return typed
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const DAY_NAME = String.raw`today|yesterday|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|\d{4}-\d{1,2}-\d{1,2}`;
const DAY_FIRST = new RegExp(`^(${DAY_NAME})[ ,:]\\s*(.*)$`);
const DAY_LAST = new RegExp(`^(.*?) (?:on )?(${DAY_NAME})$`);

function splitDay(text: string): { day?: string; rest: string } {
  const first = DAY_FIRST.exec(text);
  if (first?.[1] !== undefined) return { day: first[1], rest: first[2] ?? '' };
  const last = DAY_LAST.exec(text);
  return last?.[2] === undefined ? { rest: text } : { day: last[2], rest: last[1] ?? '' };
}

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** The latest day of that name; undefined for a date that no calendar has. */
function dayNamed(name: string, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  if (name === 'today') return today;
  if (name === 'yesterday') return today.subtract({ days: 1 });
  const weekday = WEEKDAYS.indexOf(name.slice(0, 3)) + 1;
  if (weekday > 0) return today.subtract({ days: (today.dayOfWeek - weekday + 7) % 7 });
  const [year = 0, month = 0, day = 0] = name.split('-').map(Number);
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

/** Milliseconds since midnight; over midnight where `to` is not after `from`. */
interface Range {
  from: number;
  to: number;
}

function rangeIn(text: string): Range | undefined {
  const [first, second, ...more] = text.replace(/^from /, '').split(/ ?(?:-|to|until|till) ?/);
  if (first === undefined || second === undefined || more.length > 0) return undefined;
  const to = timeOfDay(second);
  const from = timeOfDay(first);
  return from === undefined || from === DAY || to === undefined ? undefined : { from, to };
}

/** `9`, `9:05`, `9.05`, `0905`, `9pm`, and `24:00` for the end of a day. */
function timeOfDay(text: string): number | undefined {
  const parts = /^(\d{1,2})(?:[:.]?([0-5]\d))? ?(am|pm)?$/.exec(text);
  if (!parts) return undefined;
  const minutes = Number(parts[2] ?? 0);
  const hour = Number(parts[1]);
  if (parts[3] === undefined)
    return hour < 24 || (hour === 24 && minutes === 0) ? hour * HOUR + minutes * MINUTE : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return ((hour % 12) + (parts[3] === 'pm' ? 12 : 0)) * HOUR + minutes * MINUTE;
}

/** A range on its day. Without a day it is today, or, over midnight, the night that is over. */
function placed(
  range: Range,
  named: Temporal.PlainDate | undefined,
  today: Temporal.PlainDate,
  rules: SpanRules,
): TypedTime | { wrong: string } {
  if (range.from === range.to) return { wrong: 'It begins and ends at the same time.' };
  const length = range.to > range.from ? range.to - range.from : range.to - range.from + DAY;
  const isNight = range.to < range.from;
  const isOver = (date: Temporal.PlainDate): boolean =>
    startOn(date, range) + length <= wallOf(rules.now, rules.zone) + AHEAD;
  const date = named ?? (isNight && !isOver(today) ? today.subtract({ days: 1 }) : today);
  const start = startOn(date, range);
  const end = start + length;
  const wrong = wrongDay(date, today, rules) ?? wrongEnds(start, end, rules);
  if (wrong !== undefined) return { wrong };
  if (!isOver(date)) return { wrong: notOver(start, end, date.equals(today) && named === undefined) };
  if (length % QUARTER !== 0) {
    const better = start + Math.ceil(length / QUARTER) * QUARTER;
    return { wrong: `Time goes in quarters of an hour: ${clocks(start, better)} instead of ${clocks(start, end)}.` };
  }
  return { hours: length / HOUR, startsAt: instantOf(start, rules.zone), endsAt: instantOf(end, rules.zone) };
}

function startOn(date: Temporal.PlainDate, { from }: Range): Wall {
  return asWall(date.toPlainDateTime()) + from;
}

function wrongDay(date: Temporal.PlainDate, today: Temporal.PlainDate, { pastDays }: SpanRules): string | undefined {
  if (Temporal.PlainDate.compare(date, today) > 0) return `${date.toString()} has not come yet.`;
  const first = today.subtract({ days: pastDays });
  if (Temporal.PlainDate.compare(date, first) >= 0) return undefined;
  return `${date.toString()} is too long ago: time can be logged back to ${first.toString()}.`;
}

function wrongEnds(start: Wall, end: Wall, { zone }: SpanRules): string | undefined {
  const skipped = [start, end].find((one) => isSkipped(one, zone));
  if (skipped === undefined) return undefined;
  return `There was no ${clockOf(skipped)} on ${dateOf(skipped).toString()} in ${zone}: the clock was set ahead.`;
}

function notOver(start: Wall, end: Wall, isGuess: boolean): string {
  const yesterday = isGuess ? ` If it was the day before, write yesterday ${clocks(start, end)}.` : '';
  return `${clocks(start, end)} is not over yet.${yesterday}`;
}

function clocks(start: Wall, end: Wall): string {
  return `${clockOf(start)}-${clockOf(end)}`;
}

/** A time as it would be typed: `14:45-16:15`, with its date where that is not today. */
export function typedTime({ from, to }: { from: Wall; to: Wall }, today: Temporal.PlainDate): string {
  const date = dateOf(from);
  return `${date.equals(today) ? '' : `${date.toString()} `}${clocks(from, to)}`;
}

/** The same to be read: `14:45–16:15`, `yesterday 14:45–16:15`, `Fri 2026-11-20 14:45–16:15`. */
export function timeWords({ from, to }: { from: Wall; to: Wall }, today: Temporal.PlainDate): string {
  const clock = `${clockOf(from)}–${clockOf(to)}`;
  const date = dateOf(from);
  if (date.equals(today)) return clock;
  if (date.equals(today.subtract({ days: 1 }))) return `yesterday ${clock}`;
  const weekday = WEEKDAYS[date.dayOfWeek - 1] ?? '';
  return `${weekday.slice(0, 1).toUpperCase()}${weekday.slice(1)} ${date.toString()} ${clock}`;
}
