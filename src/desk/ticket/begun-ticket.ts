import type { Alert } from '../alert/alert.ts';
import { sightOf } from '../alert/ticket.ts';
import type { Changed, DeskView } from '../decision.ts';
import type { Actor } from '../people.ts';
import type { TicketSignal } from '../signal.ts';
import { ticketWithAlert } from './alerts.ts';
import type { TicketSight } from './link.ts';
import type { Ticket } from './ticket.ts';
import { decideTicketSignal } from './signal.ts';

/** The ticket that was made from an alert, as it was read back; undefined where it is gone again already. */
export function begunTicket(
  alert: Alert,
  before: Ticket | undefined,
  readBack: TicketSignal,
  view: DeskView,
): Changed<Ticket> | undefined {
  const by: Actor = alert.ticket?.by ?? { name: 'Deskbell', via: 'clock' };
  const { client } = alert.facts;
  const begun = { by, ...(client === undefined ? {} : { client }) };
  const read = decideTicketSignal(before, readBack, view, false, begun);
  if (read.is === 'changed') return read;
  return before && { is: 'changed', item: before, entries: [], effects: [], notices: [] };
}

/** How it shows on the alert's card. */
export function begunSight(
  alert: Alert,
  ticket: Ticket | undefined,
  { row }: TicketSignal,
  view: DeskView,
): TicketSight {
  return ticket ? sightOf(ticket, alert, view) : { number: row, state: 'deleted' };
}

/** The same ticket with the alert that has it now. */
export function withItsAlert(made: Changed<Ticket>, alert: Alert, view: DeskView): Changed<Ticket> {
  const linked = ticketWithAlert(made.item, alert, view);
  if (!linked) return made;
  return {
    ...linked,
    entries: [...made.entries, ...linked.entries],
    effects: [...made.effects, ...linked.effects],
    notices: [...made.notices, ...linked.notices],
  };
}
