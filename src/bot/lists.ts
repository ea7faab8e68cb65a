import type { Alert } from '../desk/alert.ts';
import { isLate } from '../desk/alert-response.ts';
import { type Action, type CardRow, NO_ITEM } from '../desk/card.ts';
import type { Destination } from '../desk/destination.ts';
import type { DeskView } from '../desk/decision.ts';
import { byUrgency, drawnAt, togetherActions } from '../desk/group-card.ts';
import { clientOf, isOpen, type WorkItem } from '../desk/item.ts';
import { mayShow } from '../desk/routing.ts';
import { type Line, oneLine } from '../desk/text.ts';
import { personOf as holderOf } from '../desk/ticket-command.ts';
import type { Ticket } from '../desk/ticket.ts';
import { isFolded } from '../store/members.ts';
import { readOpen } from '../store/read.ts';
import { viewNow } from '../store/view.ts';
import { type AlertFilter, filterOf, isOfFilter, nameOf, parseFilter, wordOf } from './alert-filter.ts';
import type { Answer } from './contract.ts';
import { isAlert } from './group-showing.ts';
import { itemHere } from './here.ts';
import { pageCard } from './page-card.ts';
import { wholeCard } from './show.ts';
import { type Click, type Command, type Desk, type Press, said, type Verb } from './table.ts';

/** What a list of tickets can be narrowed to; the same words in commands, buttons and digests. */
export const ticketFilters = ['all', 'unassigned', 'mine', 'breached', 'unseen'] as const;

const OWN_CARD: Action = { verb: 'own-card', label: 'Own card' };

const BADGE = { critical: '🔴', high: '🟠', warning: '🟡', info: '🔵' } as const;

export const alertsCommand: Verb<Command> = {
  least: 'anyone',
  async run(desk, press) {
    const view = await viewNow(desk.store);
    const alerts = await visibleAlerts(desk, press.place, view);
    const filter = parseFilter(press.ask.argument ?? '', alerts, view.settings);
    return typeof filter === 'string' ? said(filter) : alertsPage(alerts, filter, 1, press, view);
  },
};
export const ticketsCommand: Verb<Command> = {
  least: 'anyone',
  run: (desk, press) => ticketsPage(desk, press, press.ask.argument, 1),
};

/** A page of a list; the button's word is `alerts.critical.2`. */
export const list: Verb<Click> = {
  least: 'anyone',
  async run(desk, press) {
    const [what, word = 'all', page] = (press.ask.with ?? '').split('.');
    if (what === 'tickets') return ticketsPage(desk, press, word, Number(page) || 1);
    const view = await viewNow(desk.store);
    const alerts = await visibleAlerts(desk, press.place, view);
    const filter = filterOf(word, alerts, view.settings);
    return filter
      ? alertsPage(alerts, filter, Number(page) || 1, press, view)
      : said('Nothing of this list fails any more.');
  },
};

/** The alerts of a list that were there when its button was drawn; the word is `critical.<instant>`. */
export async function listedRefs(desk: Desk, press: Press, word: string): Promise<string[]> {
  const [filterWord = '', drawn = ''] = word.split('.');
  const view = await viewNow(desk.store);
  const alerts = await visibleAlerts(desk, press.place, view);
  const filter = filterOf(filterWord, alerts, view.settings);
  const seenBy = Number.parseInt(drawn, 36);
  if (!filter || !Number.isFinite(seenBy)) return [];
  return filtered(alerts, filter, press.person?.id, view)
    .filter((alert) => alert.seenAt <= seenBy)
    .map(({ ref }) => ref);
}

/** One item with all its buttons, for the presser alone. */
export const show: Verb<Click> = {
  least: 'anyone',
  async run({ store }, press) {
    const item = await itemHere(store, press.ask.ref, press.place);
    if (typeof item === 'string') return said(item);
    const card = await wholeCard(store, item, await viewNow(store));
    const splits = item.kind === 'alert' && isOpen(item) && (await isFolded(store, item));
    return { is: 'card', card: splits ? { ...card, actions: [...card.actions, OWN_CARD] } : card };
  },
};

function alertsPage(all: readonly Alert[], filter: AlertFilter, wanted: number, press: Press, view: DeskView): Answer {
  const alerts = filtered(all, filter, press.person?.id, view);
  const { what, where } = nameOf(filter);
  const unseen = alerts.filter((alert) => !alert.acknowledged).length;
  const unclaimed = alerts.filter((alert) => !alert.claimed).length;
  const word = `${wordOf(filter)}.${drawnAt(view.now)}`;
  const actions = alerts.length > 1 ? togetherActions({ open: alerts.length, unseen, unclaimed }, word) : [];
  const turn = (next: number) => ({ verb: 'list', ref: NO_ITEM, with: `alerts.${wordOf(filter)}.${next}` });
  const page = pageCard(alerts.map(alertRow), wanted, `${alerts.length} ${what} alerts${where}`, turn, { actions });
  return { is: 'card', card: page };
}

async function ticketsPage(desk: Desk, press: Press, typed: string | undefined, wanted: number): Promise<Answer> {
  const filter = (typed ?? 'all').trim().toLowerCase() || 'all';
  const filters: readonly string[] = ticketFilters;
  if (!filters.includes(filter))
    return said(`There is no list "${oneLine(filter)}". Lists of tickets: ${filters.join(', ')}.`);
  const view = await viewNow(desk.store);
  const open = await visibleOpen(desk, 'ticket', press.place, view);
  const tickets = open
    .filter((item): item is Ticket => item.kind === 'ticket' && isTicketOf(item, filter, press.person?.id, view))
    .toSorted((left, right) => right.facts.updatedAt - left.facts.updatedAt);
  const rows = tickets.map((ticket) => ({ line: ticketLine(ticket, view), action: opening(ticket) }));
  const title = `${tickets.length} ${filter === 'all' ? 'open' : filter} tickets`;
  const turn = (next: number) => ({ verb: 'list', ref: NO_ITEM, with: `tickets.${filter}.${next}` });
  return { is: 'card', card: pageCard(rows, wanted, title, turn) };
}

/** Open alerts that may be shown at a place. */
export async function visibleAlerts(
  desk: Pick<Desk, 'store'>,
  place: Destination,
  view: Pick<DeskView, 'settings'>,
): Promise<Alert[]> {
  return (await visibleOpen(desk, 'alert', place, view)).filter(isAlert);
}

/** Open items that may be shown at a place. */
async function visibleOpen(
  desk: Pick<Desk, 'store'>,
  kind: WorkItem['kind'],
  place: Destination,
  view: Pick<DeskView, 'settings'>,
): Promise<WorkItem[]> {
  return (await readOpen(desk.store, kind)).filter(
    (item) => isOpen(item) && mayShow(clientOf(item), place, view.settings),
  );
}

/** The alerts of a list, the worst first. */
function filtered(alerts: readonly Alert[], filter: AlertFilter, person: string | undefined, view: DeskView): Alert[] {
  return alerts
    .filter((alert) => isOfFilter(alert, filter, view.settings) && isAlertOf(alert, filter.filter, person))
    .toSorted(byUrgency);
}

function isAlertOf(alert: Alert, filter: string, person: string | undefined): boolean {
  if (filter === 'all') return true;
  if (filter === 'muted') return alert.muted !== undefined;
  if (filter === 'unacknowledged') return alert.acknowledged === undefined;
  if (filter === 'late') return isLate(alert);
  if (filter === 'mine') return person !== undefined && (alert.claimed ?? alert.acknowledged)?.by.id === person;
  return alert.severity === filter;
}

function isTicketOf(ticket: Ticket, filter: string, person: string | undefined, view: DeskView): boolean {
  if (filter === 'all') return true;
  if (filter === 'unassigned') return ticket.facts.assignee === undefined;
  if (filter === 'mine') return person !== undefined && holderOf(ticket, view)?.id === person;
  if (filter === 'breached') return ticket.breachedAt !== undefined && ticket.facts.firstReplyAt === undefined;
  return ticket.acknowledged === undefined;
}

/** An item as a row of a list. */
export function itemRow(item: WorkItem, view: DeskView): CardRow {
  return { line: itemLine(item, view), action: opening(item) };
}

/** An alert as a row of a list. */
export function alertRow(alert: Alert): CardRow {
  return { line: alertLine(alert), action: opening(alert) };
}

function opening({ ref }: WorkItem): Action {
  return { verb: 'show', label: 'Open', ref };
}

export function itemLine(item: WorkItem, view: DeskView): Line {
  return item.kind === 'alert' ? alertLine(item) : ticketLine(item, view);
}

function alertLine(alert: Alert): Line {
  const who = alert.claimed?.by.name ?? alert.acknowledged?.by.name;
  const where = [alert.facts.client, alert.facts.site].filter(Boolean).join(', ');
  const badge = alert.ended ? '✅' : BADGE[alert.severity];
  return [
    `${badge} `,
    { bold: oneLine(alert.facts.title) },
    where === '' ? '' : ` · ${oneLine(where)}`,
    ' · ',
    { at: alert.facts.startedAt, as: 'ago' },
    alert.muted ? ' · 🔧 in maintenance' : '',
    who === undefined ? ' · nobody' : ` · ${who}`,
    isLate(alert) ? ' · ⏰ late' : '',
  ];
}

function ticketLine(ticket: Ticket, view: DeskView): Line {
  const { facts } = ticket;
  const who = holderOf(ticket, view)?.name ?? facts.assignee?.name ?? 'nobody';
  return [
    `🎫 #${facts.number} `,
    { bold: oneLine(facts.subject) || '(no subject)' },
    ` · ${ticket.client ?? oneLine(facts.customer.name)} · ${ticket.priority} ${ticket.stage} · arrived `,
    { at: facts.createdAt, as: 'ago' },
    ', changed ',
    { at: facts.updatedAt, as: 'ago' },
    ` · ${who}`,
  ];
}
