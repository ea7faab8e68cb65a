import type { Alert } from '../alert/alert.ts';
import { isLate } from '../alert/response.ts';
import type { Action, CardRow } from '../card.ts';
import { isOverdue } from '../clock/ticket-clocks.ts';
import { dueSpans } from '../clock/lines.ts';
import type { DeskView } from '../decision.ts';
import { isOpen, type WorkItem } from '../item.ts';
import { mask } from '../mask.ts';
import { cut, type Line, oneLine } from '../text.ts';
import { personOf as holderOf } from '../ticket/command.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** So long words leave room for the others in a row. */
const SUBJECT = 70;
const NAME = 30;
/** An update so soon after the beginning is the beginning itself. */
const AT_ONCE = 60_000;

const SEVERITY = { critical: '🔴', high: '🟠', warning: '🟡', info: '🔵' } as const;
const PRIORITY = { P1: '🔴', P2: '🟠', P3: '🟡', P4: '🔵' } as const;

/** An item as a row of a list. */
export function itemRow(item: WorkItem, view: Pick<DeskView, 'people'>): CardRow {
  return item.kind === 'alert' ? alertRow(item) : ticketRow(item, view);
}

/** An alert as a row of a list. */
export function alertRow(alert: Alert): CardRow {
  return { line: alertLine(alert), action: opening(alert) };
}

/** A ticket as a row of a list; `system` is the device of its alert, where no device is linked with the ticket itself. */
export function ticketRow(ticket: Ticket, view: Pick<DeskView, 'people'>, system?: string): CardRow {
  return { line: ticketHead(ticket), detail: ticketDetail(ticket, view, system), action: opening(ticket) };
}

function opening({ ref }: WorkItem): Action {
  return { verb: 'show', label: 'Open', ref };
}

export function itemLine(item: WorkItem, view: Pick<DeskView, 'people'>): Line {
  return item.kind === 'alert' ? alertLine(item) : [...ticketHead(item), ' · ', ...ticketDetail(item, view)];
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

/** What decides whether to read on: how urgent, what, and whether nobody has looked. */
function ticketHead(ticket: Ticket): Line {
  const { facts, acknowledged, priority } = ticket;
  const open = isOpen(ticket);
  return [
    `${open ? PRIORITY[priority] : '✅'} #${cut(oneLine(facts.number), NAME)} `,
    { bold: cut(oneLine(mask(facts.subject)), SUBJECT) || '(no subject)' },
    open && isOverdue(ticket) ? ' · ⏰ overdue' : '',
    open && !acknowledged ? ' · 🆕 unseen' : '',
  ];
}

/** How it stands, whose it is, what it is about, and since when. */
function ticketDetail(ticket: Ticket, view: Pick<DeskView, 'people'>, system?: string): Line {
  const { facts, client, priority, stage } = ticket;
  const { createdAt, updatedAt } = facts;
  const who = holderOf(ticket, view)?.name ?? facts.assignee?.name;
  const about = ticket.device?.name ?? system;
  const updated: Line = updatedAt - createdAt < AT_ONCE ? [] : [' · updated ', { at: updatedAt, as: 'ago' }];
  return [
    `${priority} ${stage} · ${name(client ?? facts.customer.name)}`,
    ` · ${about === undefined ? '📥' : '💻'} ${name(about ?? facts.mailbox.name)}`,
    ...(who === undefined ? [' · ', { bold: 'nobody' }] : [` · 🙋 ${name(who)}`]),
    updated.length === 0 ? ' · created and updated ' : ' · created ',
    { at: createdAt, as: 'ago' },
    ...updated,
    ...(isOpen(ticket) ? dueSpans(ticket) : []),
  ];
}

function name(text: string): string {
  return cut(oneLine(text), NAME);
}
