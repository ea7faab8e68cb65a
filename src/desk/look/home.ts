import type { Alert, Link } from '../alert/alert.ts';
import { isLate as isAlertLate } from '../alert/response.ts';
import { type Card, type CardRow, NO_ITEM, plainCard, type Tone } from '../card.ts';
import { isOverdue } from '../clock/ticket-clocks.ts';
import type { DayTime } from '../time/claimed.ts';
import type { DeskView } from '../decision.ts';
import { alertRow, type HomeView, noteRow, ticketRow } from './home-rows.ts';
import type { WorkItem } from '../item.ts';
import type { Person } from '../people.ts';
import { severities, severityRank } from '../alert/severity.ts';
import { type Stop, stopLine } from '../stop/stop.ts';
import type { Line } from '../text.ts';
import { personOf } from '../ticket/command.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** Names the card, so that its own newer state can take its place. */
export const HOME = 'home';

/** A source that cannot be relied on now: what it would report is missing here. */
export interface Silence {
  title: string;
  /** Since when; absent where it was never heard. */
  since?: number;
  /** In the source's own words, where they may be told. */
  why?: string;
}

/** What was answered to a press on the page: shown below the item that it was about. */
export interface HomeNote {
  ref: string;
  row: CardRow;
}

/** All open items of one kind in their order, and how many of them there is room for. */
interface Part<Kind extends WorkItem> {
  all: readonly Kind[];
  shown: readonly Kind[];
}

/** What one person sees of the desk. */
export interface Picked {
  alerts: Part<Alert>;
  tickets: Part<Ticket>;
}

export interface Home extends HomeView {
  picked: Picked;
  silences: readonly Silence[];
  /** Those that this reader may know of. */
  stops: readonly Stop[];
  /** Who is on call; nothing where no rotation is configured. */
  onCall: readonly Line[];
  /** Is anything watched at all? */
  watching: boolean;
  links: readonly Link[];
  note?: HomeNote;
  /** Their hours of today, where they log any. */
  today?: DayTime;
}

const STOPS_SHOWN = 3;

const BADGE = { critical: '🔴', high: '🟠', warning: '🟡', info: '🔵' } as const;

/** Alerts by severity and then the oldest first; tickets one's own first, then the late ones, then the oldest. */
export function pick(
  open: { alerts: readonly Alert[]; tickets: readonly Ticket[] },
  person: Person,
  view: Pick<DeskView, 'people'>,
  room: number,
): Picked {
  const alerts = open.alerts.toSorted(
    (left, right) =>
      severityRank(left.severity) - severityRank(right.severity) || left.facts.startedAt - right.facts.startedAt,
  );
  const rank = (ticket: Ticket): number =>
    (personOf(ticket, view)?.id === person.id ? 0 : 2) + (isOverdue(ticket) ? 0 : 1);
  const tickets = open.tickets.toSorted(
    (left, right) => rank(left) - rank(right) || left.facts.createdAt - right.facts.createdAt,
  );
  const half = Math.ceil(room / 2);
  const forAlerts = Math.min(alerts.length, Math.max(half, room - tickets.length));
  return {
    alerts: { all: alerts, shown: alerts.slice(0, forAlerts) },
    tickets: { all: tickets, shown: tickets.slice(0, room - forAlerts) },
  };
}

/** The desk in three parts: alerts, tickets, and what one does next. It never says that all is calm where a source is silent. */
export function homeCard(home: Home): Card {
  const { picked, note, silences } = home;
  const { alerts, tickets } = picked;
  const shown = [...alerts.shown, ...tickets.shown].some(({ ref }) => ref === note?.ref);
  const rows = (item: WorkItem): CardRow[] => [
    item.kind === 'alert' ? alertRow(item, home) : ticketRow(item, home),
    ...(item.ref === note?.ref ? [noteRow(note.row)] : []),
  ];
  return plainCard({
    ref: HOME,
    tone: toneOf(home),
    title: titleOf(home),
    lines: [...stopLines(home.stops), ...silences.map(silenceLine), ...home.onCall],
    rows: [
      ...(note && !shown ? [noteRow(note.row)] : []),
      { line: alertHeading(alerts.all) },
      ...alerts.shown.flatMap(rows),
      ...moreRow(alerts, 'alerts'),
      { line: ticketHeading(tickets.all) },
      ...tickets.shown.flatMap(rows),
      ...moreRow(tickets, 'tickets'),
      ...unloggedRow(home.today),
    ],
    footer: ['As of ', { at: home.view.now, as: 'clock' }],
    actions: [
      ...(home.acts && home.view.timeBook !== undefined
        ? [{ verb: 'log-time', label: 'Log time', style: 'primary' as const, ref: NO_ITEM }]
        : []),
      { verb: HOME, label: 'Refresh', ...(home.word === undefined ? {} : { with: home.word }) },
    ],
    links: home.links,
  });
}

/** Straight into the form where only one item is in question. */
function unloggedRow(today: DayTime | undefined): CardRow[] {
  if (!today || today.gap === 0) return [];
  const [one, ...more] = today.items.filter(({ gap }) => gap > 0);
  const { date } = today.day;
  const action =
    one && more.length === 0
      ? { verb: 'log-gap', label: 'Log time', ref: one.item.ref, with: date }
      : { verb: 'day', label: 'Show the day', ref: NO_ITEM, with: date };
  return [{ line: ['⏱ ', { bold: `${today.gap} h of today are not logged` }], action }];
}

/** The rest of them, and the way to lift one, is a command away. */
function stopLines(stops: readonly Stop[]): Line[] {
  const rest = stops.length - STOPS_SHOWN;
  const all: Line = [rest > 0 ? `… and ${rest} more: ` : 'All of it: ', { code: '/desk stops' }];
  return stops.length === 0 ? [] : [...stops.slice(0, STOPS_SHOWN).map(stopLine), all];
}

function titleOf({ picked, silences, stops, watching }: Home): string {
  if (stops.length > 0) return `⛔ ${stops.length} ${stops.length === 1 ? 'client is' : 'clients are'} stopped`;
  const count = picked.alerts.all.length + picked.tickets.all.length;
  if (count > 0) return 'The desk';
  if (!watching) return 'Nothing is watched: no source of alerts or tickets is connected';
  return silences.length > 0 ? 'Nothing is known to be open' : 'All is calm: nothing is open';
}

function toneOf({ picked, silences, stops }: Home): Tone {
  if (stops.length > 0) return 'critical';
  const worst = picked.alerts.all[0]?.severity;
  if (worst === 'critical' || worst === 'high') return worst;
  if (silences.length > 0 || picked.tickets.all.some(isOverdue)) return 'high';
  return worst ?? 'good';
}

function silenceLine({ title, since, why }: Silence): Line {
  const missing = ' What it knows is missing here or old.';
  if (since === undefined) return ['❌ ', { bold: title }, ' was not heard yet.', missing];
  return [
    '❌ ',
    { bold: title },
    ' is silent since ',
    { at: since, as: 'ago' },
    why === undefined ? '.' : `: ${why}.`.replace(/\.\.$/, '.'),
    missing,
  ];
}

function alertHeading(alerts: readonly Alert[]): Line {
  if (alerts.length === 0) return [{ bold: 'Alerts' }, ' · none is open'];
  const counts = severities
    .map((severity) => ({ severity, count: alerts.filter((alert) => alert.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => ` · ${BADGE[severity]} ${count} ${severity}`);
  const late = alerts.filter(isAlertLate).length;
  const unseen = alerts.filter(({ acknowledged, claimed }) => !acknowledged && !claimed).length;
  return [
    { bold: 'Alerts' },
    ...counts,
    ...(unseen === 0 ? [] : [' · ', { bold: `nobody has seen ${unseen} of them` }]),
    ...(late === 0 ? [] : [` · ⏰ ${late} not answered in time`]),
  ];
}

function ticketHeading(tickets: readonly Ticket[]): Line {
  if (tickets.length === 0) return [{ bold: 'Tickets' }, ' · none is open'];
  const free = tickets.filter(({ facts, intent }) => !facts.assignee && !intent).length;
  const late = tickets.filter(isOverdue).length;
  return [
    { bold: 'Tickets' },
    ` · ${tickets.length} open`,
    ...(free === 0 ? [] : [` · nobody has ${free} of them`]),
    ...(late === 0 ? [] : [` · ⏰ ${late} overdue`]),
  ];
}

/** How many there was no room for, and the way to them. */
function moreRow({ all, shown }: Part<WorkItem>, what: 'alerts' | 'tickets'): CardRow[] {
  const left = all.length - shown.length;
  if (left === 0) return [];
  const action = { verb: 'list', label: `Show all ${all.length}`, ref: NO_ITEM, with: `${what}.all.1` };
  return [{ line: [`… and ${left} more: `, { code: `/${what}` }], action }];
}
