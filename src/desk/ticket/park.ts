import { addWorking } from '../clock/calendar.ts';
import { type Decision, type DeskView, unchanged } from '../decision.ts';
import type { Actor } from '../people.ts';
import type { Settings } from '../settings.ts';
import { stopOf } from '../stop/stop.ts';
import { hoursOf } from '../clock/sla-policy.ts';
import { orderTicket } from './order.ts';
import type { Ticket } from './ticket.ts';
import { span } from '../clock/when.ts';

const DESK: Actor = { name: 'Deskbell', via: 'clock' };

/** When a ticket whose last word is ours goes to wait for the customer; undefined where it does not. */
export function parkAt(ticket: Ticket, settings: Settings): number | undefined {
  const { awaitAfter } = settings.tickets;
  if (awaitAfter === 'never' || !rests(ticket) || ticket.parkedAfter === lastMoved(ticket)) return undefined;
  return addWorking(lastMoved(ticket), awaitAfter, hoursOf(ticket.client, settings));
}

/** In somebody's hands, answered, and with nothing on its way. */
function rests({ stage, facts, gone, intent, orders = [] }: Ticket): boolean {
  const { assignee, lastReplyFrom } = facts;
  return stage === 'In progress' && !gone && !intent && orders.length === 0 && !!assignee && lastReplyFrom === 'staff';
}

function lastMoved({ facts, acknowledged, reopenedAt }: Ticket): number {
  const { createdAt, updatedAt, lastCustomerAt, lastReply, lastNote } = facts;
  const instants = [updatedAt, lastCustomerAt, lastReply?.at, lastNote?.at, acknowledged?.at, reopenedAt];
  return Math.max(createdAt, ...instants.filter((at) => at !== undefined));
}

/** Nothing has happened since our last word: it waits for the customer, once for each time of rest. Never at a client that is stopped. */
export function tickPark(ticket: Ticket, view: DeskView): Decision<Ticket> {
  const due = parkAt(ticket, view.settings);
  if (due === undefined || due > view.now || stopOf(ticket.client, view)) return unchanged();
  const since = lastMoved(ticket);
  const account = ticket.facts.assignee?.id ?? '';
  const seenCustomerAt = ticket.facts.lastCustomerAt ?? 0;
  const key = `await-${ticket.ref}-${since}`;
  const parked = { ...ticket, parkedAfter: since };
  const ordered = orderTicket(parked, { verb: 'await', key, by: DESK, account, seenCustomerAt }, view);
  if (ordered.is !== 'changed') return unchanged();
  const text = `Nothing happened for ${span(view.now - since)} after our last word: it waits for the customer`;
  return { ...ordered, entries: [{ at: view.now, by: DESK, what: 'parked', text }] };
}
