import { stepTitles } from '../closure/record.ts';
import { countOf, figureOf } from './figure.ts';
import type { Section, Table } from './parts.ts';
import { groupsOf, isIn, stretchesOf, stretchName } from './groups.ts';
import type { TicketRow } from './rows.ts';
import type { ReviewSpan } from './span.ts';

/** What came, what was closed, and what stood open. `all` has those too that were no tickets after all. */
export function ticketSection(all: readonly TicketRow[], span: ReviewSpan): Section {
  const tickets = all.filter(isCounted);
  const came = tickets.filter(({ isNew }) => isNew);
  const closed = tickets.filter(({ closedAt }) => closedAt !== undefined);
  const lines = overTime(came, closed, span);
  const values = (column: number): number[] => lines.map(({ figures }) => figures[column]?.value ?? 0);
  return {
    id: 'tickets',
    title: 'Tickets',
    notes: [
      'A ticket counts as opened when it was created, and as closed when it was last closed within these days. Deleted, merged and spam tickets count nowhere else.',
    ],
    figures: [
      countOf('tickets-new', 'Opened', came),
      countOf('tickets-closed', 'Closed', closed),
      countOf(
        'tickets-open',
        'Open at the end',
        tickets.filter(({ isOpenAtEnd }) => isOpenAtEnd),
      ),
      countOf(
        'tickets-reopened',
        'Reopened',
        tickets.filter(({ reopened }) => reopened.length > 0),
      ),
      countOf(
        'tickets-left-out',
        'Left out',
        all.filter((row) => !isCounted(row)),
      ),
    ],
    pictures: [
      {
        is: 'bars',
        title: 'Tickets opened and closed',
        labels: lines.map(({ name }) => name),
        series: [
          { name: 'Opened', values: values(0) },
          { name: 'Closed', values: values(1) },
        ],
      },
    ],
    tables: [
      { title: 'Over time', head: [stretchName(span), 'Opened', 'Closed'], lines },
      by('category', 'By category', 'Category', came, ({ category }) => category),
      by('channel', 'By the way they came', 'Channel', came, ({ channel }) => channel),
      by('priority', 'By priority', 'Priority', came, ({ priority }) => priority),
    ].filter((table) => table.lines.length > 0),
    listings: [],
  };
}

function overTime(came: readonly TicketRow[], closed: readonly TicketRow[], span: ReviewSpan): Table['lines'] {
  return stretchesOf(span).map((stretch) => ({
    name: stretch.label,
    figures: [
      countOf(
        `tickets-new-in:${stretch.id}`,
        `Tickets opened, ${stretch.label}`,
        came.filter(({ createdAt }) => isIn(stretch, createdAt, span)),
      ),
      countOf(
        `tickets-closed-in:${stretch.id}`,
        `Tickets closed, ${stretch.label}`,
        closed.filter(({ closedAt }) => isIn(stretch, closedAt, span)),
      ),
    ],
  }));
}

export function isCounted({ leftOut }: TicketRow): boolean {
  return leftOut === undefined;
}

function by(
  id: string,
  title: string,
  head: string,
  rows: readonly TicketRow[],
  nameOf: (row: TicketRow) => string,
): Table {
  const lines = groupsOf(rows, nameOf).map(([name, some]) => ({
    name,
    figures: [countOf(`tickets-${id}:${name}`, `Tickets opened, ${name}`, some)],
  }));
  return { title, head: [head, 'Opened'], lines };
}

/** Known incidents: what struck several at once. */
export function incidentSection(tickets: readonly TicketRow[]): Section {
  const incidents = tickets.filter(({ children }) => children !== undefined);
  const parts = tickets.filter(({ parent }) => parent !== undefined);
  const numbers = new Map(tickets.map(({ ref, number }) => [ref, number]));
  return {
    id: 'incidents',
    title: 'Incidents',
    notes: [
      'A known incident is a ticket to which others were linked, since one fault was behind them all. Tickets from before these days are not named.',
    ],
    figures: [
      countOf('incidents', 'Known incidents', incidents),
      countOf('incident-tickets', 'Tickets that were part of one', parts),
    ],
    pictures: [],
    tables: [],
    listings: [
      {
        title: 'Known incidents',
        head: ['Ticket', 'Subject', 'Opened', 'Its tickets'],
        lines: incidents.map(({ ref, number, subject, createdAt, children = [] }) => ({
          ref,
          cells: [
            `#${number}`,
            subject,
            { at: createdAt },
            children
              .flatMap((child) => numbers.get(child) ?? [])
              .map((one) => `#${one}`)
              .join(', ') || '–',
          ],
        })),
      },
    ].filter(({ lines }) => lines.length > 0),
  };
}

/** How well tickets were closed: what solved them, what was left out, and whether the customer was asked. */
export function closingSection(tickets: readonly TicketRow[]): Section {
  const closed = tickets.filter(({ closedAt }) => closedAt !== undefined);
  const skipped = tickets.flatMap((ticket) => ticket.skipped.map((skip) => ({ ...skip, ticket })));
  const steps = groupsOf(skipped, ({ step }) => stepTitles[step]).map(([name, some]) => ({
    name,
    figures: [
      countOf(
        `skipped:${some[0]?.step ?? ''}`,
        `Steps skipped, ${name}`,
        some.map(({ ticket }) => ticket),
      ),
    ],
  }));
  const codes = groupsOf(closed, ({ code }) => code ?? NO_CODE).map(([name, some]) => ({
    name,
    figures: [countOf(`closed-code:${name}`, `Tickets closed, ${name}`, some)],
  }));
  return {
    id: 'closing',
    title: 'Closing and satisfaction',
    notes: [
      'Satisfaction: Deskbell knows to whom a survey (CSAT) went, with the ticket’s closing. It does not see the answers: the survey tool has them.',
    ],
    figures: [
      countOf(
        'surveys',
        'Surveys sent',
        tickets.filter(({ surveyAt }) => surveyAt !== undefined),
      ),
      figureOf(
        { id: 'skipped', title: 'Closing steps skipped', unit: 'count', of: 'sum' },
        skipped.map(({ ticket }) => ({ ref: ticket.ref, amount: 1 })),
      ),
    ],
    pictures: [],
    tables: [
      { title: 'What solved them', head: ['Resolution code', 'Closed'], lines: codes },
      { title: 'Steps that were skipped', head: ['Step', 'Skipped'], lines: steps },
    ].filter(({ lines }) => lines.length > 0),
    listings: [
      {
        title: 'Why steps were skipped',
        head: ['Ticket', 'Step', 'Reason', 'When'],
        lines: skipped.map(({ ticket, step, reason, at }) => ({
          ref: ticket.ref,
          cells: [`#${ticket.number}`, stepTitles[step], reason, { at }],
        })),
      },
    ].filter(({ lines }) => lines.length > 0),
  };
}

export const NO_CODE = 'No code';
