import type { Alert, Link } from '../alert/alert.ts';
import type { Span } from '../clock/spans.ts';
import { closureOf, summaryGoes } from '../closure/closure.ts';
import { type ClosureStep, closureSteps } from '../closure/record.ts';
import { deviceKey } from '../device/device.ts';
import { mask } from '../mask.ts';
import type { Priority } from '../ticket/priority.ts';
import { clientNamed, type Settings } from '../settings.ts';
import type { Severity } from '../alert/severity.ts';
import { cut, oneLine } from '../text.ts';
import type { Stage, Ticket } from '../ticket/ticket.ts';
import { type TimeEntry, type TimeState, workedIn } from '../time/entry.ts';
import type { WorkLog } from '../clock/work-state.ts';

/** Untrusted words are no longer than this in a review. */
const WORDS = 160;

/** How one clock of a ticket came out, in the span in which that was decided. Instants are epoch milliseconds. */
export interface Outcome {
  is: 'met' | 'missed';
  /** When it was met, or the target had passed. */
  at: number;
  due?: number;
  /** By how many working milliseconds it was missed, or is late by now. */
  late?: number;
  /** Nobody has stopped it yet. */
  isRunning?: boolean;
  /** The policy that holds, in words. */
  because: string;
  /** Why it was missed, where somebody said so. */
  reason?: string;
}

/** A device among those of all sources. */
export interface ReviewDevice {
  key: string;
  name: string;
}

/** A ticket as far as a review needs it; words are masked and on one line. */
export interface TicketRow {
  table: 'ticket';
  ref: string;
  number: string;
  subject: string;
  url?: string;
  priority: Priority;
  stage: Stage;
  category: string;
  channel: string;
  device?: ReviewDevice;
  /** What solved it. */
  code?: string;
  createdAt: number;
  /** When it was last closed within the span. */
  closedAt?: number;
  /** When it was opened again within the span. */
  reopened: readonly number[];
  /** It was created within the span, and stood open at its end. */
  isNew: boolean;
  isOpenAtEnd: boolean;
  response?: Outcome;
  resolution?: Outcome;
  /** Milliseconds until it was answered first, and closed, where they count (`desk/clock/response-times`). */
  answeredIn?: number;
  resolvedIn?: number;
  skipped: readonly { step: ClosureStep; reason: string; at: number }[];
  /** When the survey went out, with the ticket's closing. */
  surveyAt?: number;
  /** The tickets of the known incident that it is. */
  children?: readonly string[];
  /** Part of an incident. */
  parent?: string;
  /** Why it counts nowhere: it was no ticket after all. */
  leftOut?: 'deleted' | 'merged' | 'spam';
}

export interface AlertRow {
  table: 'alert';
  ref: string;
  title: string;
  url?: string;
  severity: Severity;
  /** What fails, without the device. */
  what: string;
  device?: ReviewDevice;
  seenAt: number;
  endedAt?: number;
  firings: number;
  /** It came within the span; one that was there before Deskbell first looked did not. */
  isNew: boolean;
  isOpenAtEnd: boolean;
  /** It was held back by a maintenance window. */
  isPlanned: boolean;
  /** Milliseconds until somebody had it, and until it was over, where they count. */
  acknowledgedIn?: number;
  resolvedIn?: number;
}

export interface TimeRow {
  table: 'time';
  ref: string;
  /** When the work ended. */
  at: number;
  hours: number;
  text: string;
  activity: string;
  billing: 'billable' | 'after hours' | 'not billable';
  state: TimeState;
  person: string;
  /** The number of its ticket. */
  ticket?: string;
  code?: string;
}

export type ReviewRow = TicketRow | AlertRow | TimeRow;

/** How a ticket's two clocks came out within the span, and the times that were taken of it there. */
export type Outcomes = Pick<TicketRow, 'response' | 'resolution' | 'answeredIn' | 'resolvedIn'>;

/** The name that a client has in the settings, whatever a source calls it. */
export function clientName(name: string | undefined, settings: Settings): string | undefined {
  return clientNamed(name, settings)?.name ?? name;
}

/** The row of a ticket, if anything of it falls into the span. `closedAt` counts for one that keeps no log. */
export function ticketRow(
  ticket: Ticket,
  outcomes: Outcomes,
  span: Span,
  closedAt: number | undefined,
): TicketRow | undefined {
  const { facts, gone, device, parent, children } = ticket;
  const log = logOf(ticket, closedAt);
  const closed = turns(log, true).filter((at) => isWithin(at, span));
  const reopened = turns(log, false).filter((at) => isWithin(at, span));
  const isNew = isWithin(facts.createdAt, span);
  const isOpenAtEnd = facts.createdAt < span.to && stateAt(log, span.to) !== 'over';
  const leftOut = gone?.how ?? (facts.status === 'spam' ? 'spam' : undefined);
  if (leftOut ? !isNew : !isNew && closed.length + reopened.length === 0 && !isOpenAtEnd && isBare(outcomes))
    return undefined;
  const code = codeOf(ticket);
  const last = closed.at(-1);
  return {
    table: 'ticket',
    ref: ticket.ref,
    number: words(facts.number),
    subject: words(facts.subject) || '(no subject)',
    ...addressOf(facts.links),
    priority: ticket.priority,
    stage: ticket.stage,
    category: words(ticket.category ?? '') || 'No category',
    channel: facts.channel,
    ...(device ? { device: { key: deviceKey(device.source, device.id), name: words(device.name) } } : {}),
    ...(code === undefined ? {} : { code }),
    createdAt: facts.createdAt,
    ...(last === undefined ? {} : { closedAt: last }),
    reopened,
    isNew,
    isOpenAtEnd,
    ...outcomes,
    skipped: skippedIn(ticket, span),
    ...surveyOf(ticket, last),
    ...(children && children.length > 0 ? { children: children.map(({ ref }) => ref) } : {}),
    ...(parent ? { parent: parent.ref } : {}),
    ...(leftOut ? { leftOut } : {}),
  };
}

function isBare(taken: object): boolean {
  return Object.values(taken).every((one) => one === undefined);
}

function logOf({ log, facts }: Ticket, closedAt: number | undefined): WorkLog {
  if (log && log.length > 0) return log;
  const open = { at: facts.createdAt, is: 'open' as const };
  return facts.status === 'closed' ? [open, { at: closedAt ?? facts.updatedAt, is: 'over' }] : [open];
}

/** When it went over, or came back from there. */
function turns(log: WorkLog, over: boolean): number[] {
  return log
    .filter(({ is }, index) => {
      const before = log[index - 1]?.is ?? 'open';
      return (is === 'over') === over && (before === 'over') !== over;
    })
    .map(({ at }) => at);
}

function stateAt(log: WorkLog, instant: number): WorkLog[number]['is'] {
  return (log.findLast(({ at }) => at < instant) ?? log[0])?.is ?? 'open';
}

function isWithin(at: number, { from, to }: Span): boolean {
  return at >= from && at < to;
}

function codeOf(ticket: Ticket): string | undefined {
  const code = closureOf(ticket).steps.code;
  return code?.is === 'done' ? words(code.said['code'] ?? '') || undefined : undefined;
}

function skippedIn(ticket: Ticket, span: Span): TicketRow['skipped'] {
  const { steps } = closureOf(ticket);
  return closureSteps.flatMap((step) => {
    const record = steps[step];
    if (record?.is !== 'skipped' || !isWithin(record.at, span)) return [];
    return [{ step, reason: words(record.reason ?? ''), at: record.at }];
  });
}

/** It goes with the summary, when the ticket is closed. */
function surveyOf(ticket: Ticket, closedAt: number | undefined): Pick<TicketRow, 'surveyAt'> {
  const isSent = closureOf(ticket).steps.csat?.is === 'done' && summaryGoes(ticket);
  return isSent && closedAt !== undefined ? { surveyAt: closedAt } : {};
}

/** The row of an alert, if anything of it falls into the span. `times` are how soon somebody had it and it was over. */
export function alertRow(
  alert: Alert,
  times: Pick<AlertRow, 'acknowledgedIn' | 'resolvedIn'>,
  span: Span,
): AlertRow | undefined {
  const { facts, seenAt, ended, places } = alert;
  const isBaseline = places.length > 0 && places.every(({ as }) => as === 'baseline');
  const isNew = isWithin(seenAt, span) && !isBaseline;
  const isOpenAtEnd = seenAt < span.to && (ended === undefined || ended.at >= span.to);
  if (!isNew && !isOpenAtEnd && isBare(times) && !(ended && isWithin(ended.at, span))) return undefined;
  const { device } = facts;
  return {
    table: 'alert',
    ref: alert.ref,
    title: words(facts.title),
    ...addressOf(facts.links),
    severity: alert.severity,
    what: whatFails(facts),
    ...(device ? { device: { key: deviceKey(alert.source, device.id), name: words(device.name) } } : {}),
    seenAt,
    ...(ended ? { endedAt: ended.at } : {}),
    firings: alert.firings,
    isNew,
    isOpenAtEnd,
    isPlanned: alert.muted !== undefined || (alert.mutedBy?.length ?? 0) > 0,
    ...times,
  };
}

function whatFails({ title, device }: Alert['facts']): string {
  const name = device === undefined ? '' : `${device.name}: `;
  return words(name !== '' && title.startsWith(name) ? title.slice(name.length) : title);
}

/** The row of an entry whose work ended within the span. `about` is its ticket, where that is of the same client. */
export function timeRow(entry: TimeEntry, about: Ticket | undefined, span: Span): TimeRow | undefined {
  const { wish, state } = entry;
  const { to: at } = workedIn(wish);
  if (state === 'undone' || !isWithin(at, span)) return undefined;
  const code = about && codeOf(about);
  return {
    table: 'time',
    ref: entry.ref,
    at,
    hours: wish.hours,
    text: words(wish.text),
    activity: words(wish.activity),
    billing: billingOf(wish),
    state,
    person: words(wish.person.name),
    ...(about ? { ticket: words(about.facts.number) } : {}),
    ...(code === undefined ? {} : { code }),
  };
}

function billingOf({ billable, rate }: TimeEntry['wish']): TimeRow['billing'] {
  if (!billable) return 'not billable';
  return rate === undefined ? 'billable' : 'after hours';
}

/** The client in whose review an entry counts: whom it is billed to. */
export function clientOfTime({ wish }: TimeEntry, settings: Settings): string {
  const { id, name } = wish.customer;
  const client = settings.clients.find(({ customer }) => customer === id) ?? clientNamed(name, settings);
  return (client ?? clientNamed(id, settings))?.name ?? name;
}

/** Untrusted words as a review shows them: masked, on one line, not too long. */
export function words(text: string): string {
  return cut(oneLine(mask(text)), WORDS);
}

/** Where the source shows it; an address that is none of the web's is left out. */
function addressOf(links: readonly Link[]): { url?: string } {
  const url = links.find((link) => /^https?:\/\//i.test(link.url))?.url;
  return url === undefined ? {} : { url };
}
