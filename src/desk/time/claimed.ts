import { spansFrom } from '../clock/calendar-spans.ts';
import { Calendar, type Hours } from '../clock/calendar.ts';
import type { Day } from '../clock/day.ts';
import type { WorkItem } from '../item.ts';
import { isNamed } from '../quiet/maintenance.ts';
import { type Person, zoneOf } from '../people.ts';
import type { Settings } from '../settings.ts';
import { covered, cutTo, type Span, union, within } from '../clock/spans.ts';
import { isLogged, type TimeEntry, workedIn } from './entry.ts';
import { heldBy } from '../clock/work-log.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const QUARTERS_AN_HOUR = 4;

/** What is held for less than this is looked at, not worked on. */
const LEAST = 5 * MINUTE;

/** Out of hours something held counts for so long before and after each thing that its holder did about it. */
const AROUND = 30 * MINUTE;

/** The working hours of whoever has none configured: nobody works round the clock. */
const OFFICE = Calendar.parse({
  week: Object.fromEntries(
    ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((day) => [day, [{ from: '08:00', to: '18:00' }]]),
  ),
});

/** Everything from which hours are counted, for all people. */
export interface Work {
  /** What was open at some time of the span that is asked for. */
  items: readonly WorkItem[];
  /** Logged time that was worked in that span, or reaches into it. */
  entries: readonly TimeEntry[];
  /** What people did about an item: its reference to who and when. */
  deeds: ReadonlyMap<string, readonly { at: number; person: string }[]>;
}

/** One alert or ticket that somebody held on a day. */
export interface ItemTime {
  item: WorkItem;
  /** Milliseconds for which it was theirs to work on, less its pauses. */
  claimed: number;
  /** Milliseconds that they logged about it. */
  logged: number;
  /** What is missing, in hours by quarters; 0 where nothing is. */
  gap: number;
}

/** A day of one person. */
export interface DayTime {
  day: Day;
  /** What they held or logged time on, the longest gap first. */
  items: readonly ItemTime[];
  /** Milliseconds in which they held anything: what several items cover counts once. */
  claimed: number;
  /** Milliseconds that they logged, also about nothing. */
  logged: number;
  /** What is missing of the day, in hours by quarters. No gap of an item is longer. */
  gap: number;
  /** What they logged, in the order in which it was worked. */
  entries: readonly TimeEntry[];
}

/**
 * What one person held on a day against what they logged, up to `now`. Held time counts in their working hours; out of those only
 * around what they did about the item then, so that a ticket claimed last week claims neither nights nor weekends.
 */
export function dayTime(person: Person, day: Day, work: Work, settings: Settings, now: number): DayTime {
  const past: Span = { from: day.from, to: Math.min(day.to, now) };
  const hours = workingIn(day, workingHours(person, settings));
  const entries = work.entries.filter(
    (entry) => isLogged(entry) && entry.wish.person.id === person.id && cutTo(workedIn(entry.wish), day).length > 0,
  );
  const loggedIn = (some: readonly TimeEntry[]): number =>
    sum(some.flatMap(({ wish }) => cutTo(workedIn(wish), day)).map(({ from, to }) => to - from));
  const held = work.items.map((item) => {
    const deeds = (work.deeds.get(item.ref) ?? []).filter((deed) => deed.person === person.id);
    return { item, spans: within(heldIn(item, person, past), union([...hours, ...around(deeds, hours)])) };
  });
  const claimed = covered(held.flatMap(({ spans }) => spans));
  const logged = loggedIn(entries);
  const lacking = missing(claimed, logged);
  const items = held.map(({ item, spans }): ItemTime => {
    const own = { claimed: covered(spans), logged: loggedIn(entries.filter(({ about }) => about === item.ref)) };
    return { item, ...own, gap: Math.min(lacking, missing(own.claimed, own.logged)) };
  });
  return {
    day,
    items: items
      .filter((one) => one.claimed > 0 || one.logged > 0)
      .toSorted((left, right) => right.gap - left.gap || right.claimed - left.claimed),
    claimed,
    logged,
    // Minutes here and there that no item lacks can be logged on none.
    gap: Math.min(lacking, sum(items.map((one) => one.gap))),
    entries: entries.toSorted((left, right) => workedIn(left.wish).from - workedIn(right.wish).from),
  };
}

/** Hours by quarters: as the form offers them where nothing is logged yet, else what is nearest. */
function missing(claimed: number, logged: number): number {
  const left = (claimed - logged) / HOUR;
  if (claimed < LEAST || left <= 0) return 0;
  return (logged === 0 ? Math.ceil(left * QUARTERS_AN_HOUR) : Math.round(left * QUARTERS_AN_HOUR)) / QUARTERS_AN_HOUR;
}

/** Their own calendar, else that of all, else that of those on duty, else that of the tickets. One without any free hour is nobody's. */
function workingHours(person: Person, settings: Settings): Hours {
  const { tickets, sla, time, calendars } = settings;
  const who = tickets.assign?.who.find(({ name }) => isNamed(person, name));
  const named = who?.calendar ?? time.calendar ?? tickets.assign?.calendar ?? sla.calendar;
  const calendar = named === undefined ? undefined : calendars[named];
  if (calendar === undefined || calendar.always) return { calendar: OFFICE, zone: zoneOf(person, settings) };
  return { calendar, zone: calendar.zone ?? settings.zone };
}

function workingIn(day: Day, { calendar, zone }: Hours): Span[] {
  return [...spansFrom(day.from, calendar, zone, day.to)].flatMap((span) => cutTo(span, day));
}

function heldIn({ log, source }: WorkItem, person: Person, past: Span): Span[] {
  return heldBy(log ?? [], source, person).flatMap(({ from, to }) => cutTo({ from, to: to ?? past.to }, past));
}

/** The time around what was done out of hours. */
function around(deeds: readonly { at: number }[], hours: readonly Span[]): Span[] {
  return deeds
    .filter(({ at }) => !hours.some(({ from, to }) => from <= at && at <= to))
    .map(({ at }) => ({ from: at - AROUND, to: at + AROUND }));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
