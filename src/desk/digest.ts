import { type CardRow, NO_ITEM, plainCard, type Card } from './card.ts';
import type { Alert } from './alert.ts';
import { isLate } from './alert-response.ts';
import { isOverdue } from './sla.ts';
import type { Severity } from './severity.ts';
import { severities } from './severity.ts';
import { type Stop, stopLine } from './stop.ts';
import { type Line, oneLine } from './text.ts';
import type { Ticket } from './ticket.ts';

/** What a source says of itself, beside our own count. */
export interface SourceCount {
  title: string;
  ours: number;
  theirs: number | undefined;
  /** When the source was last heard. */
  heardAt: number | undefined;
  failing: string | undefined;
}

/** Everything a digest tells for one place. */
export interface Digest {
  title: string;
  now: number;
  /** Only what may be shown there. */
  alerts: readonly Alert[];
  tickets: readonly Ticket[];
  /** Since the last day. */
  came: { alerts: number; tickets: number };
  ended: { alerts: number; tickets: number };
  /** Names of who holds how much. */
  holders: readonly { name: string; alerts: number; tickets: number }[];
  sources: readonly SourceCount[];
  /** Clients where nothing automatic may happen now. */
  stops: readonly Stop[];
  /** How the last nightly counts ended, a line each. */
  proofs?: readonly Line[];
  /** Absent where no time book is connected. */
  waitingTime?: number;
}

const STOPS_SHOWN = 3;

const BADGE = { critical: '🔴', high: '🟠', warning: '🟡', info: '🔵' } as const;
const SOON = 3_600_000;

/** How things stand; each number has a button that opens its rows. */
export function digestCard(digest: Digest): Card {
  const { alerts, tickets, now } = digest;
  const breached = tickets.filter(isOverdue);
  const close = tickets.filter(
    (ticket) => ticket.breachedAt === undefined && ticket.responseDue !== undefined && ticket.responseDue - now < SOON,
  );
  const details: Line[] = [
    ...(close.length > 0
      ? [[`⏳ ${close.length} first ${close.length === 1 ? 'response is' : 'responses are'} due within the hour.`]]
      : []),
    ...oldestLines(alerts, tickets),
    ...flowLines(digest),
    ...digest.sources.map(sourceLine),
    ...(digest.proofs ?? []),
  ];
  return plainCard({
    title: digest.title,
    tone: toneOf(alerts, breached),
    rows: [...stopRows(digest.stops), ...allRows(alerts, tickets, breached), ...details.map((line) => ({ line }))],
  });
}

function allRows(alerts: readonly Alert[], tickets: readonly Ticket[], breached: readonly Ticket[]): CardRow[] {
  return [
    ...severities.map((severity) => severityRow(severity, alerts)),
    row(
      alerts.filter((alert) => !alert.acknowledged).length,
      'alerts that nobody has acknowledged',
      'alerts.unacknowledged',
    ),
    row(alerts.filter(isLate).length, 'alerts that nobody answered in time', 'alerts.late'),
    ...mutedRow(alerts),
    row(tickets.length, `open tickets (${stagesOf(tickets)})`, 'tickets.all'),
    row(tickets.filter((ticket) => !ticket.facts.assignee).length, 'tickets that nobody has', 'tickets.unassigned'),
    row(breached.length, 'tickets past their first response', 'tickets.breached'),
  ];
}

function flowLines({ came, ended, holders, waitingTime }: Digest): Line[] {
  const held = holders.map(({ name, alerts, tickets }) => `${name} ${alerts + tickets}`).join(', ');
  return [
    [
      `In the last day: ${came.alerts} alerts came and ${ended.alerts} ended; ${came.tickets} tickets came and ${ended.tickets} were closed.`,
    ],
    ...(held === '' ? [] : [[`Who holds what: ${held}.`]]),
    ...(waitingTime ? [[`⏱ ${waitingTime} time entries wait to be saved.`]] : []),
  ];
}

function stopRows(stops: readonly Stop[]): CardRow[] {
  const rest = stops.length - STOPS_SHOWN;
  return [
    ...stops.slice(0, STOPS_SHOWN).map((stop) => ({
      line: stopLine(stop),
      action: { verb: 'stop-show', label: 'Open', ref: stop.ref },
    })),
    ...(rest > 0 ? [{ line: [`… and ${rest} more: `, { code: '/desk stops' }] }] : []),
  ];
}

function toneOf(alerts: readonly Alert[], breached: readonly Ticket[]): Card['tone'] {
  const worst = severities.find((severity) => alerts.some((alert) => alert.severity === severity));
  if (worst === 'critical' || worst === 'high') return worst;
  return breached.length > 0 ? 'high' : 'good';
}

function severityRow(severity: Severity, alerts: readonly Alert[]): CardRow {
  const count = alerts.filter((alert) => alert.severity === severity).length;
  return row(count, `${severity} alerts`, `alerts.${severity}`, `${BADGE[severity]} `);
}

function row(count: number, what: string, filter: string, badge = ''): CardRow {
  const line: Line = [badge, { bold: String(count) }, ` ${what}`];
  return count === 0 ? { line } : { line, action: { verb: 'list', label: 'Show', ref: NO_ITEM, with: `${filter}.1` } };
}

/** They are counted above as well: what is held back is open all the same. */
function mutedRow(alerts: readonly Alert[]): CardRow[] {
  const muted = alerts.filter((alert) => alert.muted).length;
  return muted === 0 ? [] : [row(muted, 'open alerts are held back by maintenance', 'alerts.muted', '🔧 ')];
}

function stagesOf(tickets: readonly Ticket[]): string {
  const counts = new Map<string, number>();
  for (const { stage } of tickets) counts.set(stage, (counts.get(stage) ?? 0) + 1);
  return [...counts].map(([stage, count]) => `${count} ${stage}`).join(', ') || 'none';
}

function oldestLines(alerts: readonly Alert[], tickets: readonly Ticket[]): Line[] {
  const alert = alerts.toSorted((left, right) => left.facts.startedAt - right.facts.startedAt)[0];
  const ticket = tickets.toSorted((left, right) => left.facts.createdAt - right.facts.createdAt)[0];
  return [
    ...(alert
      ? [
          [
            'Oldest alert: ',
            { bold: oneLine(alert.facts.title) },
            ' ',
            { at: alert.facts.startedAt, as: 'ago' as const },
          ],
        ]
      : []),
    ...(ticket
      ? [
          [
            `Oldest ticket: `,
            { bold: `#${ticket.facts.number} ${oneLine(ticket.facts.subject)}` },
            ' ',
            { at: ticket.facts.createdAt, as: 'ago' as const },
          ],
        ]
      : []),
  ];
}

/** Our number beside the source's own, and aloud where they differ. */
function sourceLine(source: SourceCount): Line {
  if (source.failing !== undefined) return [`❌ ${source.title} does not answer: ${source.failing}`];
  if (source.theirs === undefined || source.heardAt === undefined) return [`⚠️ ${source.title} was not heard yet.`];
  const heard: Line = [`, counted `, { at: source.heardAt, as: 'ago' }];
  if (source.theirs === source.ours) return [`✅ ${source.title} counts ${source.theirs} open, and so do we`, ...heard];
  return [`⚠️ ${source.title} counts ${source.theirs} open, we count ${source.ours}`, ...heard];
}
