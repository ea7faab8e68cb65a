import type { Alert } from '../desk/alert.ts';
import type { Changed, DeskView } from '../desk/decision.ts';
import type { Actor } from '../desk/people.ts';
import { ticketWithoutAlert } from '../desk/ticket-alerts.ts';
import type { Ticket } from '../desk/ticket.ts';
import { readTicket } from './signals.ts';
import type { Store } from './store.ts';

/** The ticket from which an alert was taken away, if it knew of it. */
export async function leftTicket(store: Store, before: Alert, by: Actor, view: DeskView): Promise<Changed<Ticket>[]> {
  const ref = before.ticket?.ref;
  const ticket = ref === undefined ? undefined : await readTicket(store, ref);
  const left = ticket && ticketWithoutAlert(ticket, before.ref, by, view);
  return left ? [left] : [];
}
