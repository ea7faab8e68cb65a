import { type Action, type CardRow, NO_ITEM } from '../card.ts';
import { entryRow, titleSpans } from './day-rows.ts';
import type { DeskView } from '../decision.ts';
import { cut, oneLine } from '../text.ts';
import type { TimeEntry } from './entry.ts';
import { type ClientHours, type Hours, hoursIn, type MissingTime, totalOf, type Unbilled } from './unbilled.ts';

const NAME = 40;

/** Clients that one line names. */
const NAMED = 4;

/** Hours with two digits at most. */
export function rounded(hours: number): string {
  return `${Math.round(hours * 100) / 100} h`;
}

export function yesterdayOf({ clients, yesterday }: Unbilled): number {
  return totals(clients, (one) => hoursIn(one, yesterday, yesterday));
}

export function weekOf({ clients, monday }: Unbilled): number {
  return totals(clients, (one) => hoursIn(one, monday));
}

function totals(clients: readonly ClientHours[], of: (one: ClientHours) => Hours): number {
  return clients.reduce((sum, one) => sum + totalOf(of(one)), 0);
}

/** Two rows for a digest, each with the way to what is behind it; none where everything is billed. */
export function unbilledDigestRows(unbilled: Unbilled): CardRow[] {
  const { clients, monday } = unbilled;
  const week = clients.filter((one) => totalOf(hoursIn(one, monday)) > 0);
  const names = week.slice(0, NAMED).map((one) => `${nameOf(one.client)} ${rounded(totalOf(hoursIn(one, monday)))}`);
  const rest = week.length - NAMED;
  const who = names.length === 0 ? '' : `: ${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  return [
    ...(clients.length === 0
      ? []
      : [
          {
            line: [
              '💶 ',
              { bold: 'Not billed yet' },
              ` · yesterday ${rounded(yesterdayOf(unbilled))} · this week `,
              { bold: rounded(weekOf(unbilled)) },
              who,
            ],
            action: { verb: 'unbilled', label: 'Show', ref: NO_ITEM, with: 'all.1' },
          },
        ]),
    ...unsettledRow(unbilled),
  ];
}

/** How much logged time is not in the book, and the way to it. */
export function unsettledRow({ unsettled }: Unbilled): CardRow[] {
  if (unsettled.length === 0) return [];
  const refused = unsettled.filter(({ state }) => state === 'refused').length;
  const hours = unsettled.reduce((sum, { wish }) => sum + wish.hours, 0);
  const parts = [
    ...(unsettled.length > refused ? [`${unsettled.length - refused} waiting`] : []),
    ...(refused > 0 ? [`${refused} refused`] : []),
  ];
  return [
    {
      line: ['⏳ ', { bold: `${rounded(hours)} logged and not in the book` }, `: ${parts.join(', ')}`],
      action: { verb: 'unbilled', label: 'Show', ref: NO_ITEM, with: 'waiting.1' },
    },
  ];
}

/** A client's hours of yesterday and this week. */
export function clientRow(one: ClientHours, { yesterday, monday }: Unbilled, action: Action): CardRow {
  const { missing, waiting, refused, drafts } = hoursIn(one, monday);
  const parts = [
    [missing, 'claimed and not logged'],
    [waiting, 'waiting'],
    [refused, 'refused'],
    [drafts, 'in drafts'],
  ] as const;
  const week = parts.filter(([hours]) => hours > 0).map(([hours, what]) => `${rounded(hours)} ${what}`);
  return {
    line: [
      { bold: nameOf(one.client) },
      ` · yesterday ${rounded(totalOf(hoursIn(one, yesterday, yesterday)))} · this week `,
      { bold: rounded(totalOf(hoursIn(one, monday))) },
    ],
    detail: [week.length === 0 ? 'Nothing this week' : `This week: ${week.join(' · ')}`],
    action,
  };
}

/** All that makes up a client's hours: what was not logged, then what was, the latest first. */
export function clientRows({ missing, entries }: ClientHours, view: Pick<DeskView, 'titles' | 'timeBook'>): CardRow[] {
  const latest = (left: { date: string }, right: { date: string }): number => right.date.localeCompare(left.date);
  return [
    ...missing.toSorted(latest).map(missingRow),
    ...entries.toSorted(latest).map(({ date, entry }) => someonesRow(entry, view, date)),
  ];
}

/** Somebody's entry as others see it: only its author can correct it. */
export function someonesRow(entry: TimeEntry, view: Pick<DeskView, 'titles' | 'timeBook'>, date?: string): CardRow {
  const { line, detail = [] } = entryRow(entry, view);
  const when = date === undefined ? [] : [` · ${date}`];
  const action: Action | undefined =
    entry.about === undefined ? undefined : { verb: 'show', label: 'Open', ref: entry.about };
  return {
    line,
    detail: [nameOf(entry.wish.person.name), ...when, ' · ', ...detail],
    ...(action === undefined ? {} : { action }),
  };
}

function missingRow({ person, date, item, hours }: MissingTime): CardRow {
  return {
    line: [...titleSpans(item), ' · ', { bold: `${rounded(hours)} not logged` }],
    detail: [`${nameOf(person.name)} · ${date}`],
    action: { verb: 'show', label: 'Open', ref: item.ref },
  };
}

function nameOf(text: string): string {
  return cut(oneLine(text), NAME);
}
