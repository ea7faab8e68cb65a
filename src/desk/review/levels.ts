import { countOf, type Figure, figureOf, shareOf } from './figure.ts';
import { priorities } from '../ticket/priority.ts';
import type { Listing, Picture, Section, Table } from './parts.ts';
import type { Outcome, TicketRow } from './rows.ts';

const CLOCKS = [
  { id: 'response', title: 'First response' },
  { id: 'resolution', title: 'Resolution' },
] as const;
type Clock = (typeof CLOCKS)[number];

interface Measured {
  ref: string;
  ticket: TicketRow;
  outcome: Outcome;
}

/** What was promised and what was kept. */
export function levelSection(tickets: readonly TicketRow[]): Section {
  const measured = CLOCKS.map((clock) => ({ clock, all: measuredBy(clock, tickets) }));
  return {
    id: 'levels',
    title: 'Service levels',
    notes: [
      'Each target counts once: when it was met, or when its time had passed. Times are working time by the client’s policy; waiting for the customer stops them where the policy says so.',
    ],
    figures: measured.flatMap(({ clock, all }) => (all.length === 0 ? [] : outcomeFigures(clock, all, ''))),
    pictures: measured.flatMap(({ clock, all }) => picture(clock, all)),
    tables: [...measured.flatMap(({ clock, all }) => byPriority(clock, all)), ...lengths(tickets)],
    listings: measured.flatMap(({ clock, all }) => misses(clock, all)),
  };
}

function measuredBy({ id }: Clock, tickets: readonly TicketRow[]): Measured[] {
  return tickets.flatMap((ticket) => {
    const outcome = ticket[id];
    return outcome ? [{ ref: ticket.ref, ticket, outcome }] : [];
  });
}

/** Met, missed, and how many of all were met. `part` narrows the figure: `P1`. */
function outcomeFigures({ id, title }: Clock, all: readonly Measured[], part: string): [Figure, Figure, Figure] {
  const [tail, words] = part === '' ? ['', ''] : [`:${part}`, `, ${part}`];
  return [
    countOf(`${id}-met${tail}`, `${title} met${words}`, all.filter(isMet)),
    countOf(
      `${id}-missed${tail}`,
      `${title} missed${words}`,
      all.filter((one) => !isMet(one)),
    ),
    shareOf(`${id}-share${tail}`, `${title} within target${words}`, all, isMet),
  ];
}

function isMet({ outcome }: Measured): boolean {
  return outcome.is === 'met';
}

function byPriority(clock: Clock, all: readonly Measured[]): Table[] {
  if (all.length === 0) return [];
  const lines = priorities
    .map((priority) => ({ name: priority, some: all.filter(({ ticket }) => ticket.priority === priority) }))
    .filter(({ some }) => some.length > 0)
    .map(({ name, some }) => ({ name, figures: outcomeFigures(clock, some, name) }));
  return [{ title: `${clock.title} by priority`, head: ['Priority', 'Met', 'Missed', 'Within target'], lines }];
}

function picture(clock: Clock, all: readonly Measured[]): Picture[] {
  const used = priorities.filter((priority) => all.some(({ ticket }) => ticket.priority === priority));
  if (used.length === 0) return [];
  const count = (met: boolean): number[] =>
    used.map((priority) => all.filter((one) => one.ticket.priority === priority && isMet(one) === met).length);
  return [
    {
      is: 'parts',
      title: `${clock.title} by priority`,
      unit: 'count',
      labels: used,
      series: [
        { name: 'Met', tone: 'good', values: count(true) },
        { name: 'Missed', tone: 'bad', values: count(false) },
      ],
    },
  ];
}

function misses(clock: Clock, all: readonly Measured[]): Listing[] {
  const missed = all.filter((one) => !isMet(one));
  if (missed.length === 0) return [];
  return [
    {
      title: `${clock.title}: what was missed, by how much, and why`,
      head: ['Ticket', 'Subject', 'Priority', 'Was due', 'Late by', 'Reason'],
      lines: missed.map(({ ticket, outcome }) => ({
        ref: ticket.ref,
        cells: [
          `#${ticket.number}`,
          ticket.subject,
          ticket.priority,
          outcome.due === undefined ? '–' : { at: outcome.due },
          outcome.late === undefined ? '–' : { took: outcome.late, isRunning: outcome.isRunning === true },
          outcome.reason ?? 'none was given',
        ],
      })),
    },
  ];
}

function lengths(tickets: readonly TicketRow[]): Table[] {
  const lines = [
    { id: 'answered', name: 'First response', times: timesOf(tickets, 'answeredIn') },
    { id: 'resolved', name: 'Resolution', times: timesOf(tickets, 'resolvedIn') },
  ].filter(({ times }) => times.length > 0);
  if (lines.length === 0) return [];
  return [
    {
      title: 'How long it took, round the clock',
      note: 'From the ticket’s creation; less what it waited for the customer or was closed.',
      head: ['', 'Tickets', 'Mean', 'Median', 'Nine of ten within'],
      lines: lines.map(({ id, name, times }) => ({ name, figures: lengthFigures(id, name, times) })),
    },
  ];
}

function timesOf(tickets: readonly TicketRow[], of: 'answeredIn' | 'resolvedIn'): { ref: string; amount: number }[] {
  return tickets.flatMap((ticket) => {
    const amount = ticket[of];
    return amount === undefined ? [] : [{ ref: ticket.ref, amount }];
  });
}

/** How many times were taken, and what they come to. */
export function lengthFigures(id: string, title: string, times: readonly { ref: string; amount: number }[]): Figure[] {
  return [
    countOf(`${id}-count`, `${title}: how many`, times),
    figureOf({ id: `${id}-mean`, title: `${title}: mean`, unit: 'time', of: 'mean' }, times),
    figureOf({ id: `${id}-median`, title: `${title}: median`, unit: 'time', of: 'median' }, times),
    figureOf({ id: `${id}-p90`, title: `${title}: nine of ten within`, unit: 'time', of: 'p90' }, times),
  ];
}
