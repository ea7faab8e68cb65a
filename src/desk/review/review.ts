import type { Figure } from './figure.ts';
import { alertSection, deviceSection } from './alerts.ts';
import { levelSection } from './levels.ts';
import type { Section } from './parts.ts';
import type { AlertRow, ReviewRow, TicketRow, TimeRow } from './rows.ts';
import type { ReviewSpan } from './span.ts';
import { closingSection, incidentSection, isCounted, ticketSection } from './tickets.ts';
import { timeSection } from './time.ts';

/** Everything of one client that falls into a span. */
export interface ReviewRows {
  tickets: readonly TicketRow[];
  alerts: readonly AlertRow[];
  entries: readonly TimeRow[];
}

export interface Review extends ReviewRows {
  client: string;
  span: ReviewSpan;
  /** When it was made, in epoch milliseconds: nothing that came later is in it. */
  at: number;
  sections: readonly Section[];
}

/** The review of a client: every number in it is made of the rows that it names. */
export function reviewOf(client: string, span: ReviewSpan, rows: ReviewRows, at: number): Review {
  const tickets = rows.tickets.filter(isCounted);
  const sections = [
    ticketSection(rows.tickets, span),
    levelSection(tickets),
    timeSection(rows.entries),
    alertSection(rows.alerts, span),
    deviceSection(tickets, rows.alerts),
    incidentSection(tickets),
    closingSection(tickets),
  ];
  return { client, span, at, ...rows, sections };
}

export function isEmpty({ tickets, alerts, entries }: ReviewRows): boolean {
  return tickets.length + alerts.length + entries.length === 0;
}

/** Every figure, once, in the order in which they are read. */
export function figuresOf({ sections }: Pick<Review, 'sections'>): Figure[] {
  return sections.flatMap(({ figures, tables }) => [
    ...figures,
    ...tables.flatMap(({ lines }) => lines.flatMap((line) => line.figures)),
  ]);
}

/** Figures that are made of the very same rows, such as a mean and a median, stand together. */
export function figureSets(review: Pick<Review, 'sections'>): (readonly [Figure, ...Figure[]])[] {
  const sets = Map.groupBy(
    figuresOf(review).filter(({ rows }) => rows.length > 0),
    ({ rows }) => rows,
  );
  return [...sets.values()].flatMap(([first, ...others]) => (first ? [[first, ...others] as const] : []));
}

/** The rows by their references. */
export function rowsByRef({ tickets, alerts, entries }: ReviewRows): Map<string, ReviewRow> {
  return new Map([...tickets, ...alerts, ...entries].map((row) => [row.ref, row]));
}
