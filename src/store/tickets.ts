import type { Alert } from '../desk/alert/alert.ts';
import { type Changed, type Decision, type DeskView, unchanged } from '../desk/decision.ts';
import type { Actor } from '../desk/people.ts';
import { ticketWithoutAlert } from '../desk/ticket/alerts.ts';
import type { Ticket } from '../desk/ticket/ticket.ts';
import { change, type Outcome } from './change.ts';
import type { CommitOptions } from './commit.ts';
import { readTicket } from './signals.ts';
import type { Store } from './store.ts';

/** The ticket from which an alert was taken away, if it knew of it. */
export async function leftTicket(store: Store, before: Alert, by: Actor, view: DeskView): Promise<Changed<Ticket>[]> {
  const ref = before.ticket?.ref;
  const ticket = ref === undefined ? undefined : await readTicket(store, ref);
  const left = ticket && ticketWithoutAlert(ticket, before.ref, by, view);
  return left ? [left] : [];
}

/** Changes a ticket; one that is not kept any more stays so. */
export function changeTicket(
  store: Store,
  ref: string,
  decide: (ticket: Ticket, view: DeskView) => Decision<Ticket>,
  options: CommitOptions = {},
): Promise<Outcome<Ticket>> {
  return change<Ticket, Ticket | undefined>(
    store,
    {
      read: () => readTicket(store, ref),
      decide: (ticket, view) => (ticket ? decide(ticket, view) : unchanged()),
    },
    options,
  );
}
