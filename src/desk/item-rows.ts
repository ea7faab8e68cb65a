import type { Alert } from './alert.ts';
import { isLate } from './alert-response.ts';
import type { Action, CardRow } from './card.ts';
import { isOverdue } from './clock.ts';
import type { DeskView } from './decision.ts';
import { isOpen, type WorkItem } from './item.ts';
import { cut, type Line, oneLine } from './text.ts';
import { personOf as holderOf } from './ticket-command.ts';
import type { Ticket } from './ticket.ts';

/** So long words leave room for the others in a row. */
const SUBJECT = 70;
const NAME = 30;

const SEVERITY = { critical: '🔴', high: '🟠', warning: '🟡', info: '🔵' } as const;
const PRIORITY = { P1: '🔴', P2: '🟠', P3: '🟡', P4: '🔵' } as const;

/** An item as a row of a list. */
export function itemRow(item: WorkItem, view: Pick<DeskView, 'people'>): CardRow {
  return { line: itemLine(item, view), action: opening(item) };
}

/** An alert as a row of a list. */
export function alertRow(alert: Alert): CardRow {
  return { line: alertLine(alert), action: opening(alert) };
}

/** A ticket as a row of a list; `system` is the device it is about, where one is known. */
export function ticketRow(ticket: Ticket, view: Pick<DeskView, 'people'>, system?: string): CardRow {
  return { line: ticketLine(ticket, view, system), action: opening(ticket) };
}

function opening({ ref }: WorkItem): Action {
  return { verb: 'show', label: 'Open', ref };
}

export function itemLine(item: WorkItem, view: Pick<DeskView, 'people'>): Line {
  return item.kind === 'alert' ? alertLine(item) : ticketLine(item, view);
}

function alertLine(alert: Alert): Line {
  const who = alert.claimed?.by.name ?? alert.acknowledged?.by.name;
  const where = [alert.facts.client, alert.facts.site].filter(Boolean).join(', ');
  const badge = alert.ended ? '✅' : SEVERITY[alert.severity];
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

/** What decides comes first: how urgent, what, how it stands; then whose it is, what it is about, and since when. */
function ticketLine(ticket: Ticket, view: Pick<DeskView, 'people'>, system?: string): Line {
  const { facts, client, priority, stage, acknowledged } = ticket;
  const who = holderOf(ticket, view)?.name ?? facts.assignee?.name;
  const open = isOpen(ticket);
  return [
    `${open ? PRIORITY[priority] : '✅'} #${cut(oneLine(facts.number), NAME)} `,
    { bold: cut(oneLine(facts.subject), SUBJECT) || '(no subject)' },
    ` · ${priority} ${stage}`,
    open && isOverdue(ticket) ? ' · ⏰ overdue' : '',
    open && !acknowledged ? ' · 🆕 unseen' : '',
    ` · ${name(client ?? facts.customer.name)}`,
    ` · ${system === undefined ? '📥' : '💻'} ${name(system ?? facts.mailbox.name)}`,
    ...(who === undefined ? [' · ', { bold: 'nobody' }] : [` · 🙋 ${name(who)}`]),
    ' · created ',
    { at: facts.createdAt, as: 'ago' },
    ' · updated ',
    { at: facts.updatedAt, as: 'ago' },
  ];
}

function name(text: string): string {
  return cut(oneLine(text), NAME);
}
