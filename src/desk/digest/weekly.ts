import { happened, type Happening, type Past, pastOf, ourClient } from './happened.ts';
import { type Known, type Measure, measures, type Summary, summaryOf } from '../clock/response-times.ts';
import type { Span } from '../clock/spans.ts';

/** What is counted of a week, beside what is measured. */
export const weeklyCounts = [
  'alerts-came',
  'tickets-came',
  'tickets-closed',
  'tickets-reopened',
  'alerts-late',
  'tickets-late',
  'unanswered',
] as const satisfies readonly Happening[];
type WeeklyCount = (typeof weeklyCounts)[number];

/** A number of this week, and what a week before it had on average; without it where the desk was not there before. */
interface Compared {
  now: number;
  before?: number;
}

interface ComparedTimes {
  now?: Summary;
  before?: Summary;
}

/** How a week went, for all clients together or for one. */
export interface Figures {
  counts: Readonly<Record<WeeklyCount, Compared>>;
  times: Readonly<Record<Measure, ComparedTimes>>;
}

export interface ClientFigures extends Figures {
  /** Empty for what is of no client. */
  client: string;
}

/** What a week is told from: the week, and as much of the four before it as the desk was there. */
export interface Weeks {
  week: Span;
  past: Past;
  before: Span;
  pastBefore: Past;
}

const WEEK = 7 * 24 * 3_600_000;
const HOUR = 3_600_000;

/** The four weeks before, less what was before the desk looked. */
export function weeksBefore({ from }: Span, known: Known): Span {
  const begun = Object.values(known.firstAt);
  const first = begun.length === 0 ? from : Math.min(...begun);
  return { from: Math.min(from, Math.max(from - 4 * WEEK, first)), to: from };
}

/** The figures of all together. */
export function figuresOf({ week, past, before, pastBefore }: Weeks, known: Known): Figures {
  // Half a week says nothing about a week; an hour is what a change of the clock takes.
  const weeks = (before.to - before.from) / WEEK;
  const isKnown = before.to - before.from >= WEEK - HOUR;
  const of = (what: Happening) => happened(what, past, week, known);
  const ago = (what: Happening) => (isKnown ? happened(what, pastBefore, before, known) : []);
  return {
    counts: record(weeklyCounts, (what) => ({
      now: of(what).length,
      ...(isKnown ? { before: ago(what).length / weeks } : {}),
    })),
    times: record(measures, (measure) => {
      const now = summaryOf(of(measure).flatMap(({ took }) => took ?? []));
      const then = summaryOf(ago(measure).flatMap(({ took }) => took ?? []));
      return { ...(now ? { now } : {}), ...(then ? { before: then } : {}) };
    }),
  };
}

/** The same for each client of whom anything is to be told, whoever had most first. */
export function figuresByClient(weeks: Weeks, known: Known): ClientFigures[] {
  const { came, ended } = weeks.past;
  const clients = new Set([...came, ...ended].map((item) => ourClient(item, known.settings)));
  const sizeOf = ({ counts }: Figures): number => counts['alerts-came'].now + counts['tickets-came'].now;
  return [...clients]
    .map((client) => ({ client, ...figuresOf(weeksOf(weeks, client, known), known) }))
    .toSorted((left, right) => sizeOf(right) - sizeOf(left) || left.client.localeCompare(right.client));
}

/** What of these weeks is one client's. */
export function weeksOf(weeks: Weeks, client: string, { settings }: Known): Weeks {
  return {
    ...weeks,
    past: pastOf(weeks.past, client, settings),
    pastBefore: pastOf(weeks.pastBefore, client, settings),
  };
}

/** Why targets were missed in a span: the reasons that were given, the most frequent first; what nobody explained is counted apart. */
export function reasonsOf(
  { came, ended, open }: Past,
  { from, to }: Span,
): { why: string | undefined; count: number }[] {
  const items = new Map([...came, ...ended, ...open].map((item) => [item.ref, item]));
  const breaches = [...items.values()].flatMap((item) => item.breaches ?? []).filter(({ at }) => at >= from && at < to);
  return [...Map.groupBy(breaches, ({ reason }) => reason?.why)]
    .map(([why, those]) => ({ why, count: those.length }))
    .toSorted((left, right) => right.count - left.count);
}

function record<Name extends string, Value>(names: readonly Name[], of: (name: Name) => Value): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, of(name)])) as Record<Name, Value>;
}

/** The seven days that end where this local date begins. */
export function weekBefore(date: Temporal.PlainDate, zone: string): Span {
  const start = (day: Temporal.PlainDate): number => day.toZonedDateTime(zone).epochMilliseconds;
  return { from: start(date.subtract({ days: 7 })), to: start(date) };
}
