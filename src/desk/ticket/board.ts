import { type Action, type Card, type CardRow, NO_ITEM, plainCard, type Tone } from '../card.ts';
import { isOverdue } from '../clock/ticket-clocks.ts';
import { dealt } from '../storm/deal.ts';
import type { DeskView } from '../decision.ts';
import { ticketRow } from '../look/item-rows.ts';
import type { Line } from '../text.ts';
import { Stage, type Ticket } from './ticket.ts';

/** Tickets in rows of their own: as many as every chat has room for beside the stages. */
const SHOWN = 7;

const ENDS: readonly Stage[] = ['Done', 'Cancelled', 'Rejected'];
const MARKS = {
  New: '🆕',
  'In progress': '🔧',
  Awaiting: '⏸️',
  Done: '✅',
  Cancelled: '⏹️',
  Rejected: '🚫',
} as const satisfies Record<Stage, string>;

/** Tickets by stage, each stage with its newest update first. */
export interface Board {
  /** What it is narrowed to, after the heading; empty for nothing. */
  of: string;
  open: readonly Ticket[];
  /** Those of the last days. */
  closed: readonly Ticket[];
  days: number;
  /** The device of a ticket, by its reference. */
  systems: ReadonlyMap<string, string>;
  /** The word of the list of a whole stage, and that of this board. */
  listOf: (stage: Stage) => string;
  word: string;
}

/** How many there are in each stage, the newest of each, and the way to all of them. */
export function boardCard(board: Board, view: Pick<DeskView, 'people'>): Card {
  const rows = columnsOf(board.open).flatMap(({ stage, tickets, shown }): CardRow[] => [
    { line: headingOf(stage, tickets) },
    ...shown.map((ticket) => ticketRow(ticket, view, board.systems.get(ticket.ref))),
  ]);
  const counts = new Map(Stage.options.map((stage) => [stage, countOf(stage, board)]));
  const { length } = board.open;
  return plainCard({
    tone: toneOf(board.open),
    title: `${length} open ${length === 1 ? 'ticket' : 'tickets'} by stage${board.of}`,
    rows: [...rows, { line: endsLine(counts, board.days) }],
    actions: [
      ...Stage.options.flatMap((stage) => listAction(stage, counts.get(stage) ?? 0, board)),
      { verb: 'board', label: 'Refresh', ref: NO_ITEM, with: board.word },
    ],
  });
}

/** The tickets that a board shows in rows of their own. */
export function shownOn(open: readonly Ticket[]): Ticket[] {
  return columnsOf(open).flatMap(({ shown }) => shown);
}

interface Column {
  stage: Stage;
  tickets: readonly Ticket[];
  shown: readonly Ticket[];
}

function columnsOf(open: readonly Ticket[]): Column[] {
  const stages = Stage.options.filter((stage) => !ENDS.includes(stage));
  const columns = stages.map((stage) => ({ stage, tickets: open.filter((ticket) => ticket.stage === stage) }));
  const shares = dealt(
    columns.map(({ tickets }) => tickets.length),
    SHOWN,
  );
  return columns.map((column, index) => ({ ...column, shown: column.tickets.slice(0, shares[index]) }));
}

function headingOf(stage: Stage, tickets: readonly Ticket[]): Line {
  const last = tickets.at(-1);
  const quiet: Line =
    last && tickets.length > 1 ? [' · longest without news: ', { at: last.facts.updatedAt, as: 'ago' }] : [];
  return [`${MARKS[stage]} `, { bold: stage }, ` · ${tickets.length === 0 ? 'none' : tickets.length}`, ...quiet];
}

function endsLine(counts: ReadonlyMap<Stage, number>, days: number): Line {
  const parts = ENDS.map((stage) => `${MARKS[stage]} ${counts.get(stage) ?? 0} ${stage}`);
  return [`Closed in the last ${days} days: ${parts.join(' · ')}`];
}

function countOf(stage: Stage, { open, closed }: Board): number {
  return (ENDS.includes(stage) ? closed : open).filter((ticket) => ticket.stage === stage).length;
}

function listAction(stage: Stage, count: number, { listOf }: Board): Action[] {
  if (count === 0) return [];
  return [{ verb: 'list', label: `${stage} (${count})`, ref: NO_ITEM, with: `tickets.${listOf(stage)}.1` }];
}

function toneOf(open: readonly Ticket[]): Tone {
  return open.some(isOverdue) ? 'high' : 'neutral';
}
