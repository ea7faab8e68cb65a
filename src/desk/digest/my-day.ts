import type { Alert } from '../alert/alert.ts';
import { type Card, type CardRow, NO_ITEM, plainCard } from '../card.ts';
import type { DayTime } from '../time/claimed.ts';
import { gapRows } from '../time/day-rows.ts';
import type { DeskView } from '../decision.ts';
import { mask } from '../mask.ts';
import type { Person } from '../people.ts';
import { severities } from '../alert/severity.ts';
import { clocksOf, type TicketClock } from '../clock/sla.ts';
import { stopLine } from '../stop/stop.ts';
import { cut, type Line, oneLine } from '../text.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { unbilledDigestRows } from '../time/unbilled-rows.ts';
import type { Unbilled } from '../time/unbilled.ts';

/** What is one person's to do this morning. */
export interface MyDay {
  person: Person;
  view: Pick<DeskView, 'now' | 'stops' | 'settings'>;
  alerts: readonly Alert[];
  tickets: readonly Ticket[];
  /** What they did the day before; absent where no time book is connected. */
  yesterday?: DayTime;
  /** What of everybody's hours is not billed, for those who are to know. */
  unbilled?: Unbilled;
}

/** So few of each that a message of every platform has room for all the buttons. */
const CLOCKS_SHOWN = 3;
const STOPS_SHOWN = 1;
const SUBJECT = 70;

/** The morning message of one person; `date` stands in its title where it is sent for a day. */
export function myDayCard({
  person,
  view,
  alerts,
  tickets,
  yesterday,
  unbilled,
  date,
}: MyDay & { date?: string }): Card {
  const clocks = runningOf(tickets, view);
  const worst = severities.find((severity) => alerts.some((alert) => alert.severity === severity));
  const urgent = worst === 'critical' || worst === 'high' ? worst : undefined;
  const gaps = yesterday ? gapRows(yesterday, 'Not logged yesterday') : [];
  const nothing = alerts.length + tickets.length === 0;
  return plainCard({
    title: `Your day, ${person.name}${date === undefined ? '' : `, ${date}`}`,
    tone: urgent ?? (clocks.some(({ late }) => late) ? 'high' : 'good'),
    ...(nothing ? { lines: [['No alert and no ticket is yours.']] } : {}),
    rows: [
      ...stopRows(view.stops),
      ...(nothing ? [] : [alertsRow(alerts), ticketsRow(tickets)]),
      ...clocks.slice(0, CLOCKS_SHOWN).map(clockRow),
      ...moreClocks(clocks.slice(CLOCKS_SHOWN)),
      ...gaps,
      ...(unbilled ? unbilledDigestRows(unbilled) : []),
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

/** A clock of a ticket that runs. */
interface Running {
  ticket: Ticket;
  kind: TicketClock['kind'];
  due: number;
  late: boolean;
}

/** Every clock that runs, what is due next first. Those that wait for a customer have time. */
function runningOf(tickets: readonly Ticket[], { settings, now }: MyDay['view']): Running[] {
  const running = tickets.flatMap((ticket) =>
    Object.values(clocksOf(ticket, settings, now)).flatMap(({ kind, state, due }: TicketClock): Running[] =>
      state === 'running' && due !== undefined ? [{ ticket, kind, due, late: due <= now }] : [],
    ),
  );
  return running.toSorted((left, right) => left.due - right.due);
}

function clockRow({ ticket, kind, due, late }: Running): CardRow {
  const { facts, ref } = ticket;
  const what = kind === 'response' ? 'first response' : 'resolution';
  const line: Line = [
    late ? '⏰ ' : '⏳ ',
    { bold: `#${oneLine(facts.number)} ${cut(oneLine(mask(facts.subject)), SUBJECT)}` },
    late ? ` · late: ${what} was due ` : ` · ${what} due `,
    { at: due, as: 'ago' },
  ];
  return { line, action: { verb: 'show', label: 'Open', ref } };
}

function moreClocks(rest: readonly Running[]): CardRow[] {
  if (rest.length === 0) return [];
  const late = rest.filter((one) => one.late).length;
  return [{ line: [`… and ${rest.length} more clocks run${late === 0 ? '' : `, ${late} of them late`}`] }];
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
