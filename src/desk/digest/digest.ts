import type { Alert } from '../alert/alert.ts';
import { isLate } from '../alert/response.ts';
import { type Card, type CardRow, NO_ITEM, plainCard } from '../card.ts';
import { type DigestSource, isStrange, sourceRow } from './source.ts';
import { figureRow } from '../review/figure-row.ts';
import type { Happening } from './happened.ts';
import type { Promised } from '../clock/promised.ts';
import { type Severity, severities } from '../alert/severity.ts';
import type { Span } from '../clock/spans.ts';
import { type Stop, stopLine } from '../stop/stop.ts';
import { type Line, oneLine } from '../text.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { Stage } from '../ticket/ticket.ts';
import { span as lengthOf } from '../clock/when.ts';

/** What is told of the time since the last digest. */
export const flows = ['alerts-came', 'alerts-ended', 'tickets-came', 'tickets-closed', 'tickets-reopened'] as const;
export type Flow = Extract<Happening, (typeof flows)[number]>;

/** Everything a digest tells for one place. */
export interface Digest {
  title: string;
  now: number;
  /** There is no source of tickets: nothing is said of any. */
  ticketless?: boolean;
  /** Only what may be shown there. */
  alerts: readonly Alert[];
  tickets: readonly Ticket[];
  /** From the last digest of this place on; `isFirst`: there was none, so it is a day. */
  since: Span & { isFirst: boolean };
  flow: Readonly<Record<Flow, number>>;
  /** Open tickets by how their clocks stand. */
  promised: Readonly<Record<Promised, number>>;
  /** Who holds how much, whoever has most first. */
  holders: readonly { name: string; count: number }[];
  sources: readonly DigestSource[];
  /** Clients where nothing automatic may happen now. */
  stops: readonly Stop[];
  /** How the last nightly counts ended, a line each. */
  proofs?: readonly Line[];
  /** Absent where no time book is connected. */
  waitingTime?: number;
}

const STOPS_SHOWN = 3;
const HOLDERS_SHOWN = 8;

const BADGE = { critical: '🔴', high: '🟠', warning: '🟡', info: '🔵' } as const;

/** How things stand; each number has a button that opens its rows. What a message has no room for is behind the last button. */
export function digestCard(digest: Digest): Card {
  const { title, now } = digest;
  return plainCard({
    title,
    tone: toneOf(digest),
    rows: digestRows(digest),
    footer: ['As of ', { at: now, as: 'clock' }, ' · a button shows how it stands when it is pressed'],
    actions: [{ verb: 'digest', label: 'All numbers now', ref: NO_ITEM, with: '1' }],
  });
}

/** The numbers with their buttons, what matters most first. */
export function digestRows(digest: Digest): CardRow[] {
  const { alerts, tickets } = digest;
  return [
    ...stopRows(digest.stops),
    ...digest.sources.filter(isStrange).map(sourceRow),
    ...severities.map((severity) => severityRow(severity, alerts)),
    figureRow(
      alerts.filter((alert) => !alert.acknowledged).length,
      'alerts that nobody has acknowledged',
      'alerts.unacknowledged',
    ),
    figureRow(alerts.filter(isLate).length, 'alerts that nobody answered in time', 'alerts.late'),
    ...ticketRows(digest),
    flowRow(digest),
    holdersRow(digest.holders),
    ...oldestRows(alerts, tickets),
    ...mutedRow(alerts),
    ...digest.sources.filter((source) => !isStrange(source)).map(sourceRow),
    ...(digest.proofs ?? []).map((line) => ({ line })),
    ...(digest.waitingTime ? [{ line: [`⏱ ${digest.waitingTime} time entries wait to be saved.`] }] : []),
  ];
}

function ticketRows({ ticketless, tickets, promised }: Digest): CardRow[] {
  if (ticketless) return [];
  return [
    figureRow(tickets.filter(({ facts }) => !facts.assignee).length, 'tickets that nobody has', 'tickets.unassigned'),
    figureRow(promised['answer-late'], 'tickets past their first answer', 'promised.answer-late'),
    figureRow(promised['solution-late'], 'tickets past their solution', 'promised.solution-late'),
    figureRow(promised['due-soon'], 'tickets due within four hours', 'promised.due-soon', '⏳ '),
    stagesRow(tickets),
  ];
}

/** Clients where nothing automatic may happen now. */
export function stopRows(stops: readonly Stop[]): CardRow[] {
  const rest = stops.length - STOPS_SHOWN;
  return [
    ...stops.slice(0, STOPS_SHOWN).map((stop) => ({
      line: stopLine(stop),
      action: { verb: 'stop-show', label: 'Open', ref: stop.ref },
    })),
    ...(rest > 0 ? [{ line: [`… and ${rest} more: `, { code: '/desk stops' }] }] : []),
  ];
}

function toneOf({ alerts, promised }: Digest): Card['tone'] {
  const worst = severities.find((severity) => alerts.some((alert) => alert.severity === severity));
  if (worst === 'critical' || worst === 'high') return worst;
  return promised['answer-late'] + promised['solution-late'] > 0 ? 'high' : 'good';
}

function severityRow(severity: Severity, alerts: readonly Alert[]): CardRow {
  const count = alerts.filter((alert) => alert.severity === severity).length;
  return figureRow(count, `${severity} alerts`, `alerts.${severity}`, `${BADGE[severity]} `);
}

/** They are counted above as well: what is held back is open all the same. */
function mutedRow(alerts: readonly Alert[]): CardRow[] {
  const muted = alerts.filter((alert) => alert.muted).length;
  return muted === 0 ? [] : [figureRow(muted, 'open alerts held back by maintenance', 'alerts.muted', '🔧 ')];
}

/** Each stage opens behind its button. */
function stagesRow(tickets: readonly Ticket[]): CardRow {
  const counts = Stage.options.flatMap((stage) => {
    const count = tickets.filter((ticket) => ticket.stage === stage).length;
    return count === 0 ? [] : [`${count} ${stage}`];
  });
  const line: Line = [
    { bold: String(tickets.length) },
    ` open ${tickets.length === 1 ? 'ticket' : 'tickets'}${counts.length === 0 ? '' : ` (${counts.join(', ')})`}`,
  ];
  return counts.length === 0
    ? { line }
    : { line, action: { verb: 'board', label: 'By stage', ref: NO_ITEM, with: 'all' } };
}

/** What came and ended since then, and the way to the rows. */
export function flowRow({ since, flow, ticketless }: Digest): CardRow {
  const length = lengthOf(since.to - since.from);
  const when: Line = since.isFirst
    ? [`In the last ${length}: `]
    : [`Since the last digest, ${length} ago (`, { at: since.from, as: 'clock' }, '): '];
  const back = flow['tickets-reopened'] === 0 ? '' : `, ${flow['tickets-reopened']} came back`;
  const line: Line = [
    ...when,
    `alerts: ${flow['alerts-came']} came, ${flow['alerts-ended']} ended`,
    ticketless ? '.' : `; tickets: ${flow['tickets-came']} came, ${flow['tickets-closed']} closed${back}.`,
  ];
  const isAny = flows.some((one) => flow[one] > 0);
  const word = `flow.${since.from.toString(36)}~${since.to.toString(36)}.1`;
  return isAny ? { line, action: { verb: 'list', label: 'Show', ref: NO_ITEM, with: word } } : { line };
}

function holdersRow(holders: Digest['holders']): CardRow {
  if (holders.length === 0) return { line: ['Nobody holds anything.'] };
  const named = holders.slice(0, HOLDERS_SHOWN).map(({ name, count }) => `${oneLine(name)} ${count}`);
  const rest = holders.length - named.length;
  const line: Line = [`Alerts and tickets in hand: ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`];
  return { line, action: { verb: 'list', label: 'Show', ref: NO_ITEM, with: 'held.all.1' } };
}

function oldestRows(alerts: readonly Alert[], tickets: readonly Ticket[]): CardRow[] {
  const alert = alerts.toSorted((left, right) => left.facts.startedAt - right.facts.startedAt)[0];
  const ticket = tickets.toSorted((left, right) => left.facts.createdAt - right.facts.createdAt)[0];
  return [
    ...(alert ? [oldestRow('alert', oneLine(alert.facts.title), alert.facts.startedAt, alert.ref)] : []),
    ...(ticket
      ? [
          oldestRow(
            'ticket',
            `#${ticket.facts.number} ${oneLine(ticket.facts.subject)}`,
            ticket.facts.createdAt,
            ticket.ref,
          ),
        ]
      : []),
  ];
}

function oldestRow(kind: string, title: string, at: number, ref: string): CardRow {
  return {
    line: [`Oldest ${kind}: `, { bold: title }, ' ', { at, as: 'ago' }],
    action: { verb: 'show', label: 'Open', ref },
  };
}
