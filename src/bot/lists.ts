import type { Alert } from '../desk/alert.ts';
import { type Action, type CardRow, NO_ITEM, plainCard } from '../desk/card.ts';
import type { Destination } from '../desk/destination.ts';
import type { DeskView } from '../desk/decision.ts';
import { byUrgency } from '../desk/group-card.ts';
import { clientOf, isOpen, type WorkItem } from '../desk/item.ts';
import { mayShow } from '../desk/routing.ts';
import { severities } from '../desk/severity.ts';
import { type Line, oneLine } from '../desk/text.ts';
import { personOf as holderOf } from '../desk/ticket-command.ts';
import type { Ticket } from '../desk/ticket.ts';
import { isWork, readItem, readOpen } from '../store/read.ts';
import { viewNow } from '../store/view.ts';
import type { Answer } from './contract.ts';
import { perform } from './act.ts';
import { cardOf, membersOf } from './show.ts';
import { type Click, type Command, type Desk, type Press, said, type Verb } from './table.ts';

const PAGE = 8;

/** What a list can be narrowed to; the same words in commands, buttons and digests. */
export const alertFilters = ['all', ...severities, 'unacknowledged', 'mine'] as const;
export const ticketFilters = ['all', 'unassigned', 'mine', 'breached', 'unseen'] as const;

const BADGE = { critical: '🔴', high: '🟠', warning: '🟡', info: '🔵' } as const;

export const alertsCommand: Verb<Command> = {
  least: 'anyone',
  run: (desk, press) => listed(desk, press, 'alerts', press.ask.argument, 1),
};
export const ticketsCommand: Verb<Command> = {
  least: 'anyone',
  run: (desk, press) => listed(desk, press, 'tickets', press.ask.argument, 1),
};

/** A page of a list; the button's word is `alerts.critical.2`. */
export const list: Verb<Click> = {
  least: 'anyone',
  async run(desk, press) {
    const [what, filter, page] = (press.ask.with ?? '').split('.');
    return listed(desk, press, what === 'tickets' ? 'tickets' : 'alerts', filter, Number(page) || 1);
  },
};

/** One item with all its buttons, for the presser alone. */
export const show: Verb<Click> = {
  least: 'anyone',
  async run({ store }, press) {
    const item = await readItem(store, press.ask.ref);
    const view = await viewNow(store);
    if (!item || !isWork(item)) return said('This item is no longer kept.');
    if (!mayShow(clientOf(item), press.place, view.settings)) return said('This item belongs to another channel.');
    return { is: 'card', card: cardOf(item, view) };
  },
};

/** The members of a group card, page by page. */
export const groupList: Verb<Click> = {
  least: 'anyone',
  async run({ store }, press) {
    const group = await readItem(store, press.ask.ref);
    if (group?.kind !== 'group') return said('This group is no longer kept.');
    const view = await viewNow(store);
    const members = (await membersOf(store, group.members, press.place, view)).toSorted(
      (left, right) => Number(left.ended !== undefined) - Number(right.ended !== undefined) || byUrgency(left, right),
    );
    return pageOf(members, Number(press.ask.with) || 1, `${members.length} alerts of this storm`, view, (page) => ({
      verb: 'group-list',
      label: '',
      ref: group.ref,
      with: String(page),
    }));
  },
};

/** Acknowledges every member that nobody has acknowledged yet. */
export const groupAcknowledge: Verb<Click> = {
  least: 'technician',
  async run(desk, press) {
    const group = await readItem(desk.store, press.ask.ref);
    if (group?.kind !== 'group') return said('This group is no longer kept.');
    const view = await viewNow(desk.store);
    const waiting = (await membersOf(desk.store, group.members, press.place, view)).filter(
      (alert) => !alert.ended && !alert.acknowledged,
    );
    let count = 0;
    for (const alert of waiting) {
      if ((await perform(desk, press, alert, 'acknowledge')).is === 'changed') count += 1;
    }
    return said(`You acknowledged ${count} alerts. They are not solved by that.`);
  },
};

async function listed(
  desk: Desk,
  press: Press,
  what: 'alerts' | 'tickets',
  typed: string | undefined,
  page: number,
): Promise<Answer> {
  const filter = (typed ?? 'all').trim().toLowerCase() || 'all';
  const filters: readonly string[] = what === 'alerts' ? alertFilters : ticketFilters;
  if (!filters.includes(filter))
    return said(`There is no list "${oneLine(filter)}". Lists of ${what}: ${filters.join(', ')}.`);
  const view = await viewNow(desk.store);
  const items = await filtered(desk, press, what, filter, view);
  const title = `${items.length} ${filter === 'all' ? 'open' : filter} ${what}`;
  return pageOf(items, page, title, view, (next) => ({
    verb: 'list',
    label: '',
    ref: NO_ITEM,
    with: `${what}.${filter}.${next}`,
  }));
}

async function filtered(
  desk: Desk,
  press: Press,
  what: 'alerts' | 'tickets',
  filter: string,
  view: DeskView,
): Promise<WorkItem[]> {
  const kind = what === 'alerts' ? 'alert' : 'ticket';
  const visible = await visibleOpen(desk, kind, press.place, view);
  return visible.filter((item) => matchesFilter(item, filter, press.person?.id, view)).toSorted(inOrder);
}

/** Open items that may be shown at a place. */
async function visibleOpen(
  desk: Pick<Desk, 'store'>,
  kind: WorkItem['kind'],
  place: Destination,
  view: DeskView,
): Promise<WorkItem[]> {
  return (await readOpen(desk.store, kind)).filter(
    (item) => isOpen(item) && mayShow(clientOf(item), place, view.settings),
  );
}

function matchesFilter(item: WorkItem, filter: string, person: string | undefined, view: DeskView): boolean {
  if (filter === 'all') return true;
  if (item.kind === 'alert') {
    if (filter === 'unacknowledged') return item.acknowledged === undefined;
    if (filter === 'mine') return person !== undefined && (item.claimed ?? item.acknowledged)?.by.id === person;
    return item.severity === filter;
  }
  if (filter === 'unassigned') return item.facts.assignee === undefined;
  if (filter === 'mine') return person !== undefined && holderOf(item, view)?.id === person;
  if (filter === 'breached') return item.breachedAt !== undefined && item.facts.firstReplyAt === undefined;
  return item.acknowledged === undefined;
}

function inOrder(left: WorkItem, right: WorkItem): number {
  if (left.kind === 'alert' && right.kind === 'alert') return byUrgency(left, right);
  if (left.kind === 'ticket' && right.kind === 'ticket') return right.facts.updatedAt - left.facts.updatedAt;
  return 0;
}

function pageOf(
  items: readonly WorkItem[],
  wanted: number,
  title: string,
  view: DeskView,
  turn: (page: number) => Action,
): Answer {
  const pages = Math.max(1, Math.ceil(items.length / PAGE));
  const page = Math.min(Math.max(1, wanted), pages);
  const shown = items.slice((page - 1) * PAGE, page * PAGE);
  const actions = [
    ...(page > 1 ? [{ ...turn(page - 1), label: 'Previous' }] : []),
    ...(page < pages ? [{ ...turn(page + 1), label: 'Next' }] : []),
  ];
  return {
    is: 'card',
    card: plainCard({
      title,
      lines: items.length === 0 ? [['Nothing here.']] : [],
      rows: shown.map((item) => rowOf(item, view)),
      ...(pages > 1 ? { footer: [`Page ${page} of ${pages}`] } : {}),
      actions,
    }),
  };
}

function rowOf(item: WorkItem, view: DeskView): CardRow {
  const line = item.kind === 'alert' ? alertLine(item) : ticketLine(item, view);
  return { line, action: { verb: 'show', label: 'Open', ref: item.ref } };
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
    who === undefined ? ' · nobody' : ` · ${who}`,
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
