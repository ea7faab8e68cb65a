import type { CardView } from '../alert/card.ts';
import { breachLines } from '../clock/breach-card.ts';
import { callerLines } from './caller.ts';
import type { Action, Card, CardField, Tone } from '../card.ts';
import { isOverdue } from '../clock/ticket-clocks.ts';
import { clockLines } from '../clock/lines.ts';
import { type DeskView, titleOf } from '../decision.ts';
import { chainLines } from '../on-call/chain-card.ts';
import { closureLines } from '../closure/lines.ts';
import { deviceLines, deviceLinks } from '../device/lines.ts';
import { escalationLines } from '../escalation/lines.ts';
import { fullTextAction, shownText } from '../full-text.ts';
import { incidentLines } from '../incident/lines.ts';
import { isOpen } from '../item.ts';
import { clientNamed } from '../settings.ts';
import { cut, type Line, oneLine } from '../text.ts';
import { personOf } from './command.ts';
import { doing, type TicketOrder } from './writing.ts';
import { alertLines } from './lines.ts';
import { isTurn } from './intent.ts';
import { ticketMoreActions } from './more.ts';
import { TICKET_TONES } from './tone.ts';
import type { Ticket } from './ticket.ts';
import { timeLines } from '../time/lines.ts';

const CHANNELS = {
  email: 'by mail',
  phone: 'by phone',
  chat: 'by chat',
  web: 'on the web',
  api: 'by another system',
  other: 'otherwise',
} as const;

export type TicketView = CardView & Pick<DeskView, 'people'>;

/** The ticket as it stands at its source, with what was ordered here and is still on its way. */
export function ticketCard(ticket: Ticket, view: TicketView): Card {
  const { facts } = ticket;
  const url = facts.links[0]?.url;
  const preview = shownText(ticket);
  return {
    ref: ticket.ref,
    revision: ticket.revision,
    tone: toneOf(ticket),
    badge: badgeOf(ticket),
    title: `#${facts.number} ${oneLine(facts.subject) || '(no subject)'}`,
    ...(url === undefined ? {} : { url }),
    lines: [
      stateLine(ticket, view),
      holderLine(ticket, view),
      ...orderLines(ticket, view),
      ...coverageLines(ticket, view),
      ...escalationLines(ticket),
      ...incidentLines(ticket),
      ...callerLines(ticket),
      ...deviceLines(ticket, view),
      ...alertLines(ticket),
      ...chainLines(ticket, view),
      ...clockLines(ticket),
      ...breachLines(ticket),
      ...closureLines(ticket),
      ...timeLines(ticket.time, view),
    ],
    fields: fieldsOf(ticket, view),
    ...(preview === '' ? {} : { quote: { text: preview, as: 'prose' as const } }),
    rows: [],
    footer: footerOf(ticket, view),
    actions: ticketActions(ticket, view),
    links: [...facts.links, ...deviceLinks(ticket, view)],
  };
}

function toneOf(ticket: Ticket): Tone {
  if (!isOpen(ticket)) return ticket.facts.status === 'closed' && !ticket.gone ? 'good' : 'neutral';
  return TICKET_TONES[ticket.priority];
}

function badgeOf(ticket: Ticket): string {
  if (ticket.gone) return { deleted: '🗑 DELETED', merged: '🔀 MERGED', spam: '🚫 SPAM' }[ticket.gone.how];
  if (ticket.facts.status === 'closed') return '✅ DONE';
  return `🎫 ${ticket.priority} · ${ticket.stage}${isOverdue(ticket) ? ' · SLA BREACHED' : ''}`;
}

function stateLine(ticket: Ticket, view: TicketView): Line {
  const { facts, gone } = ticket;
  const source = titleOf(ticket.source, view);
  if (gone) {
    const how = {
      deleted: `Deleted in ${source} `,
      merged: `Merged into ticket ${gone.into ?? 'another'} `,
      spam: `Marked as spam in ${source} `,
    };
    return [how[gone.how], { at: gone.at, as: 'ago' }];
  }
  if (facts.status === 'closed') return [`Closed in ${source}, arrived `, { at: facts.createdAt, as: 'ago' }];
  const waits: Line =
    facts.lastReplyFrom === 'customer' && facts.lastCustomerAt !== undefined
      ? [' · the customer wrote ', { at: facts.lastCustomerAt, as: 'ago' }]
      : [];
  return ['Arrived ', { at: facts.createdAt, as: 'ago' }, ` ${CHANNELS[facts.channel]}`, ...waits];
}

function holderLine(ticket: Ticket, view: TicketView): Line {
  const source = titleOf(ticket.source, view);
  const { intent, acknowledged, facts } = ticket;
  const seen: Line = acknowledged
    ? [' · 👀 seen by ', { bold: acknowledged.by.name }, ' ', { at: acknowledged.at, as: 'ago' }]
    : [];
  if (intent && isTurn(intent) && !intent.instead)
    return ['✍️ ', { bold: intent.assignee?.name ?? '' }, ` gets it by turn, writing to ${source}…`, ...seen];
  if (intent?.instead) return ['✍️ ', { bold: intent.instead.by.name }, ` takes it, writing to ${source}…`, ...seen];
  if (intent) {
    const order = `${holding(intent)}, writing to ${source}…`;
    return ['✍️ ', { bold: intent.by.name }, ` ${order}`, ...seen];
  }
  const name = personOf(ticket, view)?.name ?? facts.assignee?.name;
  if (name === undefined) return [isOpen(ticket) ? { bold: 'Nobody has it.' } : 'Nobody had it.', ...seen];
  const byTurn = ticket.turn?.is === 'given' && ticket.turn.account === facts.assignee?.id ? ', by turn' : '';
  return ['🙋 ', { bold: name }, `${isOpen(ticket) ? ' has it' : ' had it'}${byTurn}`, ...seen];
}

function holding({ assignee, by }: NonNullable<Ticket['intent']>): string {
  if (!assignee) return 'releases it';
  return assignee.person === by.id ? 'takes it' : `hands it to ${assignee.name}`;
}

/** What is on its way and has not been read back. */
function orderLines({ orders = [], source }: Ticket, view: TicketView): Line[] {
  return orders
    .filter(({ quiet }) => quiet !== true)
    .map((order) => ['✍️ ', { bold: order.by.name }, ` ${doing(order)}${stateOf(order, titleOf(source, view))}`]);
}

function stateOf({ trouble }: TicketOrder, source: string): string {
  return trouble === undefined ? `, writing to ${source}…` : `: waiting for ${source} (${cut(oneLine(trouble), 150)})`;
}

const COVERAGE = { 'help desk': 'help desk', monitoring: 'monitoring only', none: 'no contract' } as const;

/** Said where work would not be paid for as a matter of course, while there is any to do. */
function coverageLines(ticket: Ticket, view: TicketView): Line[] {
  const client = clientNamed(ticket.client, view.settings);
  if (!client || client.coverage === 'help desk' || !isOpen(ticket)) return [];
  const means = {
    monitoring: `help desk work for ${client.name} is not covered`,
    none: `nothing is covered for ${client.name}`,
  }[client.coverage];
  const headline = { monitoring: 'Monitoring only', none: 'No contract' }[client.coverage];
  return [['💶 ', { bold: headline }, `: ${means}. Agree on the price before you start.`]];
}

function fieldsOf(ticket: Ticket, view: TicketView): CardField[] {
  const { facts, category } = ticket;
  const from =
    facts.customer.email === undefined ? facts.customer.name : `${facts.customer.name} <${facts.customer.email}>`;
  const found: [string, string][] = [
    ['From', from],
    ['Client', clientWords(ticket, view)],
    ['Mailbox', facts.mailbox.name],
    ...(category === undefined ? [] : [['Category', category] satisfies [string, string]]),
    ...(facts.attachments > 0 ? [['Attachments', String(facts.attachments)] satisfies [string, string]] : []),
  ];
  return found.map(([name, value]) => ({ name, value: [oneLine(value)] }));
}

function clientWords(ticket: Ticket, view: TicketView): string {
  const client = clientNamed(ticket.client, view.settings);
  if (client) {
    const tier = client.tier === undefined ? '' : `${client.tier}, `;
    return `${client.name} (${tier}${COVERAGE[client.coverage]})`;
  }
  return ticket.client ?? '⚠️ unknown sender: no client has this address';
}

function footerOf(ticket: Ticket, view: TicketView): Line {
  return [`${titleOf(ticket.source, view)} ticket · `, { at: ticket.facts.createdAt, as: 'clock' }];
}

function ticketActions(ticket: Ticket, view: TicketView): Action[] {
  const logTime: Action[] = view.timeBook === undefined ? [] : [{ verb: 'log-time', label: 'Log time' }];
  const why: Action = { verb: 'why', label: 'Why?' };
  const more: Action[] = ticketMoreActions(ticket, view).length > 0 ? [{ verb: 'more', label: 'More…' }] : [];
  const read: Action[] = ticket.gone ? [] : [{ verb: 'view', label: 'View' }];
  if (!isOpen(ticket)) return [...logTime, ...read, ...(ticket.gone ? [] : more), ...fullTextAction(ticket), why];
  const mayAssign = view.abilities[ticket.source]?.includes('assign') === true;
  const owned = ticket.facts.assignee !== undefined;
  const claim: Action = owned
    ? { verb: 'release', label: 'Release' }
    : { verb: 'claim', label: 'Claim', style: 'primary' };
  return [
    ticket.acknowledged
      ? { verb: 'unacknowledge', label: 'Un-acknowledge' }
      : { verb: 'acknowledge', label: 'Acknowledge' },
    ...(mayAssign && !ticket.intent ? [claim] : []),
    ...logTime,
    ...read,
    ...more,
    ...fullTextAction(ticket),
    why,
  ];
}
