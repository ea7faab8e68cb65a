import type { Alert } from './alert.ts';
import { type Card, type CardRow, NO_ITEM, plainCard } from './card.ts';
import type { DayTime } from './claimed.ts';
import { isOverdue } from './sla.ts';
import { gapRows } from './day-rows.ts';
import type { DeskView } from './decision.ts';
import type { Person } from './people.ts';
import { severities } from './severity.ts';
import { stopLine } from './stop.ts';
import { cut, type Line, oneLine } from './text.ts';
import type { Ticket } from './ticket.ts';

/** What is one person's to do this morning. */
export interface MyDay {
  person: Person;
  view: Pick<DeskView, 'now' | 'stops'>;
  alerts: readonly Alert[];
  tickets: readonly Ticket[];
  /** What they did the day before; absent where no time book is connected. */
  yesterday?: DayTime;
}

const CLOCKS_SHOWN = 4;
const STOPS_SHOWN = 3;
const SUBJECT = 70;

/** The morning message of one person; `date` stands in its title where it is sent for a day. */
export function myDayCard({ person, view, alerts, tickets, yesterday, date }: MyDay & { date?: string }): Card {
  const clocks = clocksOf(tickets);
  const late = clocks.filter(isOverdue).length;
  const worst = severities.find((severity) => alerts.some((alert) => alert.severity === severity));
  const urgent = worst === 'critical' || worst === 'high' ? worst : undefined;
  const gaps = yesterday ? gapRows(yesterday, 'Not logged yesterday') : [];
  const nothing = alerts.length + tickets.length === 0;
  return plainCard({
    title: `Your day, ${person.name}${date === undefined ? '' : `, ${date}`}`,
    tone: urgent ?? (late > 0 ? 'high' : 'good'),
    ...(nothing ? { lines: [['No alert and no ticket is yours.']] } : {}),
    rows: [
      ...stopRows(view.stops),
      ...(nothing ? [] : [alertsRow(alerts), ticketsRow(tickets)]),
      ...clocks.slice(0, CLOCKS_SHOWN).map(clockRow),
      ...moreClocks(clocks.length - CLOCKS_SHOWN),
      ...gaps,
    ],
  });
}

function alertsRow(alerts: readonly Alert[]): CardRow {
  const counts = severities.flatMap((severity) => {
    const count = alerts.filter((alert) => alert.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  return row(alerts.length, `${alerts.length === 1 ? 'alert is' : 'alerts are'} yours`, counts, 'alerts.mine.1');
}

function ticketsRow(tickets: readonly Ticket[]): CardRow {
  const stages = [...Map.groupBy(tickets, ({ stage }) => stage)].map(([stage, some]) => `${some.length} ${stage}`);
  return row(tickets.length, `${tickets.length === 1 ? 'ticket is' : 'tickets are'} yours`, stages, 'tickets.mine.1');
}

function row(count: number, what: string, parts: readonly string[], list: string): CardRow {
  const line: Line = [{ bold: String(count) }, ` ${what}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`];
  return count === 0 ? { line } : { line, action: { verb: 'list', label: 'Show', ref: NO_ITEM, with: list } };
}

/** Tickets whose clock runs, what is due next first. */
function clocksOf(tickets: readonly Ticket[]): Ticket[] {
  return tickets
    .filter(({ facts, responseDue }) => facts.firstReplyAt === undefined && responseDue !== undefined)
    .toSorted((left, right) => (left.responseDue ?? 0) - (right.responseDue ?? 0));
}

function clockRow(ticket: Ticket): CardRow {
  const { facts, ref, responseDue = 0 } = ticket;
  const line: Line = [
    isOverdue(ticket) ? '⏰ ' : '⏳ ',
    { bold: `#${oneLine(facts.number)} ${cut(oneLine(facts.subject), SUBJECT)}` },
    isOverdue(ticket) ? ' · first response was due ' : ' · first response due ',
    { at: responseDue, as: 'ago' },
  ];
  return { line, action: { verb: 'show', label: 'Open', ref } };
}

function moreClocks(count: number): CardRow[] {
  if (count <= 0) return [];
  const action = { verb: 'list', label: 'Show', ref: NO_ITEM, with: 'tickets.mine.1' };
  return [{ line: [`… and ${count} more with a clock that runs`], action }];
}

function stopRows(stops: MyDay['view']['stops']): CardRow[] {
  const rest = stops.length - STOPS_SHOWN;
  return [
    ...stops.slice(0, STOPS_SHOWN).map((stop) => ({
      line: stopLine(stop),
      action: { verb: 'stop-show', label: 'Open', ref: stop.ref },
    })),
    ...(rest > 0 ? [{ line: [`… and ${rest} more: `, { code: '/desk stops' }] }] : []),
  ];
}
