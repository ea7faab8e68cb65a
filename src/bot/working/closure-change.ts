import { type Failing, closureStand, summaryGoes } from '../../desk/closure/closure.ts';
import { closureCard } from '../../desk/closure/card.ts';
import { whyNotClosing } from '../../desk/closure/command.ts';
import { type Decision, type DeskView, refused } from '../../desk/decision.ts';
import type { Destination } from '../../desk/destination.ts';
import type { Line } from '../../desk/text.ts';
import type { Ticket } from '../../desk/ticket/ticket.ts';
import { change, type Outcome } from '../../store/change.ts';
import { readFailing } from '../../store/failing.ts';
import { readTicket } from '../../store/signals.ts';
import type { Store } from '../../store/store.ts';
import { viewNow } from '../../store/view.ts';
import type { Answer } from '../contract.ts';
import { ticketHere } from '../here.ts';
import { said } from '../table.ts';

/** What a closing is decided by: the ticket, and what fails at this instant. */
interface ClosureSubject {
  ticket: Ticket | undefined;
  failing: readonly Failing[];
}

async function readClosure(store: Store, ref: string): Promise<ClosureSubject> {
  const ticket = await readTicket(store, ref);
  return { ticket, failing: ticket ? await readFailing(store, ticket) : [] };
}

/** One change of a ticket's closing list, by what is known at the commit. */
export async function changeClosure(
  store: Store,
  ref: string,
  decide: (ticket: Ticket, failing: readonly Failing[], view: DeskView) => Decision<Ticket>,
): Promise<Outcome<Ticket>> {
  return change<Ticket, ClosureSubject>(
    store,
    {
      read: () => readClosure(store, ref),
      decide: ({ ticket, failing }, view) =>
        ticket ? decide(ticket, failing, view) : refused('This ticket is no longer kept here.'),
    },
    { urgent: true },
  );
}

/** The list as it stands now, with a line on top. */
export async function closureAnswer(store: Store, ref: string, first: readonly Line[] = []): Promise<Answer> {
  const { ticket, failing } = await readClosure(store, ref);
  if (!ticket) return said('This ticket is no longer kept here.');
  return { is: 'card', card: closureCard(ticket, failing, await viewNow(store), first) };
}

/** The list, where a plain close would be refused for what is missing on it; undefined where it would do. */
export async function listInstead(store: Store, ref: string, place: Destination): Promise<Answer | undefined> {
  const ticket = await ticketHere(store, ref, place);
  if (typeof ticket === 'string') return undefined;
  const view = await viewNow(store);
  if (whyNotClosing(ticket, view) !== undefined) return undefined;
  const failing = await readFailing(store, ticket);
  const { mayClose } = closureStand(ticket, failing, view);
  return mayClose && !summaryGoes(ticket) ? undefined : { is: 'card', card: closureCard(ticket, failing, view) };
}
