import { type Figure, figureOf } from './figure.ts';
import { groupsOf } from './groups.ts';
import type { Picture, Section, Table } from './parts.ts';
import { NO_CODE } from './tickets.ts';
import type { TimeRow } from './rows.ts';

const BILLINGS = [
  { id: 'billable', title: 'Billable' },
  { id: 'after hours', title: 'Billable after hours' },
  { id: 'not billable', title: 'Not billable' },
] as const;

const STATES = [
  { id: 'saved', title: 'In the time book, as drafts' },
  { id: 'waiting', title: 'Waiting to be written there' },
  { id: 'refused', title: 'Refused there, to be corrected' },
] as const;

/** Where the hours went, and who pays for them. */
export function timeSection(entries: readonly TimeRow[]): Section {
  return {
    id: 'time',
    title: 'Hours',
    notes: [
      'Time that was logged for this client and whose work ended in these days; what was taken back is left out. Drafts are as they were written: what was changed in the time book since is not known here.',
    ],
    figures: [
      hoursOf('hours', 'Hours', entries),
      ...BILLINGS.map(({ id, title }) => hoursOf(`hours-billing:${id}`, title, billed(entries, id))),
    ],
    pictures: entries.length === 0 ? [] : [billingPicture(entries)],
    tables: [
      split('activity', 'By activity', 'Activity', entries, ({ activity }) => activity || 'No activity'),
      split('code', 'By what solved it', 'Resolution code', entries, ({ code, ticket }) => codeName(code, ticket)),
      {
        title: 'How far they are',
        head: ['State', 'Hours'],
        lines: STATES.map(({ id, title }) => ({
          name: title,
          figures: [
            hoursOf(
              `hours-state:${id}`,
              title,
              entries.filter(({ state }) => state === id),
            ),
          ],
        })),
      },
    ].filter(() => entries.length > 0),
    listings: [],
  };
}

function billingPicture(entries: readonly TimeRow[]): Picture {
  return {
    is: 'parts',
    title: 'Hours by who pays',
    unit: 'hours',
    labels: ['Hours'],
    series: BILLINGS.map(({ id, title }) => ({ name: title, values: [sum(billed(entries, id))] })),
  };
}

function codeName(code: string | undefined, ticket: string | undefined): string {
  return code ?? (ticket === undefined ? 'Without a ticket' : NO_CODE);
}

function billed(entries: readonly TimeRow[], billing: TimeRow['billing']): TimeRow[] {
  return entries.filter((entry) => entry.billing === billing);
}

function split(
  id: string,
  title: string,
  head: string,
  entries: readonly TimeRow[],
  nameOf: (entry: TimeRow) => string,
): Table {
  const lines = groupsOf(entries, nameOf)
    .map(([name, some]) => ({
      name,
      figures: [
        hoursOf(`hours-${id}:${name}`, `Hours, ${name}`, some),
        ...BILLINGS.map((billing) =>
          hoursOf(
            `hours-${id}-billing:${name}/${billing.id}`,
            `Hours, ${name}, ${billing.title.toLowerCase()}`,
            billed(some, billing.id),
          ),
        ),
      ],
    }))
    .toSorted((left, right) => (right.figures[0]?.value ?? 0) - (left.figures[0]?.value ?? 0));
  return { title, head: [head, 'Hours', ...BILLINGS.map((billing) => billing.title)], lines };
}

function hoursOf(id: string, title: string, entries: readonly TimeRow[]): Figure {
  return figureOf(
    { id, title, unit: 'hours', of: 'sum' },
    entries.map(({ ref, hours }) => ({ ref, amount: hours })),
  );
}

function sum(entries: readonly TimeRow[]): number {
  return entries.reduce((total, { hours }) => total + hours, 0);
}
