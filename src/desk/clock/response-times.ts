import type { Alert } from '../alert/alert.ts';
import { clientOf, type WorkItem } from '../item.ts';
import { clientNamed, type Settings } from '../settings.ts';
import type { Span } from './spans.ts';
import type { Ticket } from '../ticket/ticket.ts';

/**
 * What is measured, in milliseconds round the clock (working hours are the business of the service levels):
 * - `acknowledge` (MTTA): from when the desk first saw an alert to its first acknowledge or claim;
 * - `repair` (MTTR): from when an alert began at its source to its end by recovery or by hand;
 * - `response`: from when a customer's ticket was created to the first published reply of a person;
 * - `resolution`: from when a ticket was created to its latest closing.
 *
 * Taken off: the time in which an alert was snoozed or in maintenance, and in which a ticket waited for its customer or was closed.
 * Left out: what began before the desk first looked at its source; alerts that ended in maintenance, were deleted or went out of
 * sight; tickets that were deleted, merged or spam; for `response` those that no customer began.
 */
export const measures = ['acknowledge', 'repair', 'response', 'resolution'] as const;
export type Measure = (typeof measures)[number];

/** One time that was taken. Instants are epoch milliseconds. */
export interface Taken {
  measure: Measure;
  /** The item of which it was taken. */
  ref: string;
  /** As the configuration calls it. */
  client: string | undefined;
  from: number;
  to: number;
  /** From `from` to `to`, less what is taken off. */
  took: number;
}

/** What is known beside the items: when each source was asked for the first time. */
export interface Known {
  settings: Settings;
  firstAt: Readonly<Record<string, number>>;
}

/** Every time that was taken of these items and ended within the span (its end is no longer in it), each item at most once a measure. */
export function timesTaken(items: readonly WorkItem[], { from, to }: Span, known: Known): Taken[] {
  return items
    .flatMap((item) => (item.kind === 'alert' ? ofAlert(item, known) : ofTicket(item, known)))
    .filter((taken) => taken.to >= from && taken.to < to);
}

/** What counts for no measure, since nobody could have answered it from the start. */
export function isBaseline(item: WorkItem, { firstAt }: Pick<Known, 'firstAt'>): boolean {
  const began = item.kind === 'alert' ? item.facts.startedAt : item.facts.createdAt;
  return began < (firstAt[item.source] ?? 0);
}

function ofAlert(alert: Alert, known: Known): Taken[] {
  const { ended, muted, seenAt, facts } = alert;
  if (isBaseline(alert, known) || (ended && muted)) return [];
  const quiet = quietOf(alert);
  const answeredAt = answerOf(alert);
  const isMended = ended?.how === 'recovered' || ended?.how === 'resolved';
  return [
    ...(answeredAt === undefined ? [] : [taken('acknowledge', alert, { from: seenAt, to: answeredAt }, quiet, known)]),
    ...(ended && isMended
      ? [taken('repair', alert, { from: Math.min(facts.startedAt, seenAt), to: ended.at }, quiet, known)]
      : []),
  ];
}

/** When somebody first acknowledged or claimed it, in whichever of its firings. */
export function answerOf({ times, acknowledged, claimed }: Alert): number | undefined {
  const deeds = [times?.answered, acknowledged, claimed].flatMap((deed) => deed?.at ?? []);
  return deeds.length === 0 ? undefined : Math.min(...deeds);
}

function quietOf({ times }: Alert): Span[] {
  return (times?.quiet ?? []).map(({ from, to }) => ({ from, to: to ?? Infinity }));
}

function ofTicket(ticket: Ticket, known: Known): Taken[] {
  const { facts, gone } = ticket;
  if (gone || facts.status === 'spam' || isBaseline(ticket, known)) return [];
  const { createdAt, firstReplyAt, awaitsResponse } = facts;
  const closed = closedAt(ticket);
  return [
    ...(awaitsResponse && firstReplyAt !== undefined
      ? [taken('response', ticket, { from: createdAt, to: firstReplyAt }, [], known)]
      : []),
    ...(closed === undefined
      ? []
      : [taken('resolution', ticket, { from: createdAt, to: closed }, restsOf(ticket), known)]),
  ];
}

/** When it was closed last, while it is closed. */
function closedAt({ facts, log }: Ticket): number | undefined {
  if (facts.status !== 'closed') return undefined;
  const last = log?.at(-1);
  return last?.is === 'over' ? last.at : facts.updatedAt;
}

/** When it waited for its customer, or was closed and came back. */
function restsOf({ log = [] }: Ticket): Span[] {
  return log.flatMap(({ at, is }, index) => (is === 'open' ? [] : [{ from: at, to: log[index + 1]?.at ?? Infinity }]));
}

function taken(measure: Measure, item: WorkItem, { from, to }: Span, off: readonly Span[], known: Known): Taken {
  const lost = off.map((span) => Math.max(0, Math.min(span.to, to) - Math.max(span.from, from)));
  const client = clientOf(item);
  return {
    measure,
    ref: item.ref,
    client: clientNamed(client, known.settings)?.name ?? client,
    from,
    to,
    took: Math.max(0, to - from - lost.reduce((total, one) => total + one, 0)),
  };
}

/** Lengths of time together, in milliseconds. */
export interface Summary {
  count: number;
  mean: number;
  median: number;
  /** Nine of ten took no longer (nearest rank). */
  ninetieth: number;
}

/** Undefined where there is nothing to sum up. */
export function summaryOf(lengths: readonly number[]): Summary | undefined {
  if (lengths.length === 0) return undefined;
  const sorted = lengths.toSorted((left, right) => left - right);
  const count = sorted.length;
  const at = (index: number): number => sorted[Math.min(count - 1, Math.max(0, index))] ?? 0;
  return {
    count,
    mean: sorted.reduce((total, length) => total + length, 0) / count,
    median: (at(Math.floor((count - 1) / 2)) + at(Math.floor(count / 2))) / 2,
    ninetieth: at(Math.ceil(count * 0.9) - 1),
  };
}
