import { type CardRow, NO_ITEM } from '../card.ts';
import { type Digest, flowRow, stopRows } from './digest.ts';
import { isStrange, sourceRow } from './source.ts';
import { figureRow } from '../review/figure-row.ts';
import type { Holding } from './holders.ts';
import type { Severity } from '../alert/severity.ts';
import { markOf } from '../review/name-mark.ts';
import { countOf, oneLine } from '../text.ts';
import { Stage } from '../ticket/ticket.ts';
import { phaseAt, type Window } from '../quiet/window.ts';

/** How far the next shift is looked into, in milliseconds. */
const AHEAD = 12 * 3_600_000;

const WINDOWS_SHOWN = 3;
/** The word of the list that waits for customers. */
const AWAITING = `tickets.all~~${Stage.options.indexOf('Awaiting')}`;

/** What a handover is made of. */
export interface HandoverFacts {
  digest: Digest;
  /** What those hold who go. */
  leaving: readonly Holding[];
  windows: readonly Window[];
}

/** What the next shift must know, what cannot wait first; what is nothing is left out. */
export function handoverRows({ digest, leaving, windows }: HandoverFacts): CardRow[] {
  const { alerts, tickets, promised } = digest;
  const of = (severity: Severity): number => alerts.filter((alert) => alert.severity === severity).length;
  const rows = [
    figureRow(of('critical'), 'critical alerts', 'alerts.critical', '🔴 '),
    figureRow(of('high'), 'high alerts', 'alerts.high', '🟠 '),
    figureRow(
      alerts.filter((alert) => !alert.acknowledged).length,
      'alerts that nobody has acknowledged',
      'alerts.unacknowledged',
    ),
    figureRow(promised['answer-late'], 'tickets past their first answer', 'promised.answer-late', '⏰ '),
    figureRow(promised['solution-late'], 'tickets past their solution', 'promised.solution-late', '⏰ '),
    figureRow(promised['due-shift'], 'tickets due within twelve hours', 'promised.due-shift', '⏳ '),
    figureRow(tickets.filter(({ facts }) => !facts.assignee).length, 'tickets that nobody has', 'tickets.unassigned'),
    figureRow(tickets.filter(({ stage }) => stage === 'Awaiting').length, 'tickets waiting for customers', AWAITING),
  ].filter(({ action }) => action);
  const quiet: CardRow[] = rows.length === 0 ? [{ line: ['Nothing is open that cannot wait.'] }] : [];
  return [
    ...stopRows(digest.stops),
    ...digest.sources.filter(isStrange).map(sourceRow),
    ...quiet,
    ...rows,
    ...leaving.map(leavingRow),
    ...windowRows(windows, digest.now),
    flowRow(digest),
  ];
}

function leavingRow({ name, alerts, tickets }: Holding): CardRow {
  const parts = [
    ...(alerts.length > 0 ? [countOf(alerts.length, 'alert')] : []),
    ...(tickets.length > 0 ? [countOf(tickets.length, 'ticket')] : []),
  ];
  return {
    line: ['🙋 ', { bold: oneLine(name) }, ' goes and still holds ', { bold: parts.join(' and ') }],
    action: { verb: 'list', label: 'Show', ref: NO_ITEM, with: `held.${markOf(name)}.1` },
  };
}

function windowRows(windows: readonly Window[], now: number): CardRow[] {
  const near = windows.filter((window) => phaseAt(window, now) !== 'over' && window.from < now + AHEAD);
  const rest = near.length - WINDOWS_SHOWN;
  return [
    ...near.slice(0, WINDOWS_SHOWN).map((window): CardRow => ({
      line: [
        `🔧 Maintenance of ${oneLine(window.scope.label)}, `,
        { at: window.from, as: 'clock' },
        ...(window.to === undefined
          ? [' until its source ends it']
          : [' to ', { at: window.to, as: 'clock' as const }]),
      ],
    })),
    ...(rest > 0 ? [{ line: [`… and ${rest} more: `, { code: '/desk mutes' }] }] : []),
  ];
}
