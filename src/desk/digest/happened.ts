import type { Alert } from '../alert/alert.ts';
import { clientOf, type WorkItem } from '../item.ts';
import { answerOf, isBaseline, type Known, type Measure, measures, timesTaken } from '../clock/response-times.ts';
import { clientNamed, type Settings } from '../settings.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Span } from '../clock/spans.ts';

/** What can be counted of a span of time. Each figure is the number of its rows. */
export const happenings = [
  'alerts-came',
  'alerts-ended',
  'tickets-came',
  'tickets-closed',
  'tickets-reopened',
  'alerts-late',
  'tickets-late',
  'unanswered',
  ...measures,
] as const;
export type Happening = (typeof happenings)[number];

/** An item with the instant for which it counts; `took` is what was measured of it, in milliseconds. */
export interface Happened {
  item: WorkItem;
  at: number;
  took?: number;
}

/** All that a span of time can be told from: what was first seen in it, what the desk learnt in it to be over, and what is open now. */
export interface Past {
  came: readonly WorkItem[];
  ended: readonly WorkItem[];
  open: readonly WorkItem[];
}

/** The rows behind a figure, the latest first, of measured times the longest first; each item once. */
export function happened(what: Happening, past: Past, span: Span, known: Known): Happened[] {
  const rows = rowsOf(what, past, span, known);
  return rows.toSorted((left, right) => (right.took ?? 0) - (left.took ?? 0) || right.at - left.at);
}

type Counted = Exclude<Happening, Measure>;
type IsIn = (at: number | undefined) => at is number;

const counted: Readonly<Record<Counted, (past: Past, isIn: IsIn, known: Known) => Happened[]>> = {
  'alerts-came': ({ came }) => alertsOf(came).map((item) => ({ item, at: item.seenAt })),
  'alerts-ended': ({ ended }) => alertsOf(ended).map((item) => ({ item, at: item.ended?.at ?? item.readAt })),
  'tickets-came': ({ came }) => ticketsOf(came).map((item) => ({ item, at: item.seenAt })),
  'tickets-closed': ({ ended }) =>
    ticketsOf(ended).flatMap((item) => (item.gone ? [] : [{ item, at: item.facts.updatedAt }])),
  'tickets-reopened': (past, isIn) => within(ticketsOf(everyOf(past)), ({ reopenedAt }) => reopenedAt, isIn),
  'alerts-late': (past, isIn) => within(alertsOf(everyOf(past)), missedIn(isIn), isIn),
  'tickets-late': (past, isIn) =>
    within(ticketsOf(everyOf(past)), ({ breaches }) => breaches?.find(({ at }) => isIn(at))?.at, isIn),
  unanswered: ({ ended }, _isIn, known) =>
    alertsOf(ended).flatMap((item) => (wasUnanswered(item, known) ? [{ item, at: item.seenAt }] : [])),
};

function rowsOf(what: Happening, past: Past, span: Span, known: Known): Happened[] {
  if (!isMeasure(what))
    return counted[what](past, (at): at is number => at !== undefined && at >= span.from && at < span.to, known);
  const items = everyOf(past);
  const byRef = new Map(items.map((item) => [item.ref, item]));
  return timesTaken(items, span, known).flatMap(({ measure, ref, to, took }) => {
    const item = byRef.get(ref);
    return measure === what && item ? [{ item, at: to, took }] : [];
  });
}

function isMeasure(what: Happening): what is Measure {
  return (measures as readonly string[]).includes(what);
}

function within<T extends WorkItem>(
  items: readonly T[],
  when: (item: T) => number | undefined,
  isIn: IsIn,
): Happened[] {
  return items.flatMap((item) => {
    const at = when(item);
    return isIn(at) ? [{ item, at }] : [];
  });
}

/** Alerts that recovered before anybody had acknowledged or claimed them: they are in no mean of answers, so they are counted beside it. */
function wasUnanswered(alert: Alert, known: Known): boolean {
  return alert.ended?.how === 'recovered' && !alert.muted && answerOf(alert) === undefined && !isBaseline(alert, known);
}

/** When the desk told that a target was missed; of several in the span the latest. */
function missedIn(isIn: IsIn): (item: Pick<WorkItem, 'breaches'>) => number | undefined {
  return ({ breaches = [] }) => breaches.findLast(({ at }) => isIn(at))?.at;
}

function everyOf({ came, ended, open }: Past): WorkItem[] {
  return [...new Map([...came, ...ended, ...open].map((item) => [item.ref, item])).values()];
}

function alertsOf(items: readonly WorkItem[]): Alert[] {
  return items.filter((item) => item.kind === 'alert');
}

function ticketsOf(items: readonly WorkItem[]): Ticket[] {
  return items.filter((item) => item.kind === 'ticket');
}

/** What is of one client, by whatever name a source calls it; all where none is named, and of nobody's for the empty name. */
export function pastOf(past: Past, client: string | undefined, settings: Settings): Past {
  if (client === undefined) return past;
  const isTheirs = (item: WorkItem): boolean => ourClient(item, settings) === client;
  return {
    came: past.came.filter(isTheirs),
    ended: past.ended.filter(isTheirs),
    open: past.open.filter(isTheirs),
  };
}

/** The client of an item as the configuration calls it; empty where nobody knows whose it is. */
export function ourClient(item: WorkItem, settings: Settings): string {
  const client = clientOf(item);
  return clientNamed(client, settings)?.name ?? client ?? '';
}
