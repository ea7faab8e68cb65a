import { type DeskView, titleOf } from '../decision.ts';
import { oneLine } from '../text.ts';
import { whyGone } from './gone.ts';
import type { Ticket } from './ticket.ts';
import { doing, movesTo, type OrderVerb, type TicketOrder, type Words } from './writing.ts';
import { ago } from '../clock/when.ts';

/** What somebody wants, and what they had seen when they began to write it. */
export interface Wanted {
  verb: OrderVerb;
  words?: Words;
  /** The customer's last word that the author has seen (epoch milliseconds; 0 where there was none); absent where it does not matter. */
  seenCustomerAt?: number;
  /** When the author began to write (epoch milliseconds): an answer that went out since is read first. */
  since?: number;
}

/** Why it cannot be ordered now, as a sentence. */
export function whyNotOrdered(ticket: Ticket, wanted: Wanted, view: DeskView): string | undefined {
  const gone = whyGone(ticket, view.now);
  if (gone !== undefined) return gone;
  const source = titleOf(ticket.source, view);
  const name = `Ticket #${ticket.facts.number}`;
  if (!canOrder(ticket, wanted, view)) return `${source} takes no such order from Deskbell: open ${name} there.`;
  return (
    whyNotInState(ticket, wanted, name) ?? whyBusy(ticket, wanted, source) ?? whatToReadFirst(ticket, wanted, view)
  );
}

/** Does the ticket system take this? */
export function canOrder(
  ticket: Pick<Ticket, 'source'>,
  { verb, words }: Pick<Wanted, 'verb' | 'words'>,
  view: Pick<DeskView, 'abilities'>,
): boolean {
  const can = view.abilities[ticket.source] ?? [];
  if (words) return can.includes(words.to === 'customer' ? 'reply' : 'note');
  return movesTo[verb] !== undefined && can.includes('status');
}

/** Words among colleagues are true whatever the customer says. */
export function mattersToCustomer({ verb, words }: Pick<TicketOrder, 'verb' | 'words'>): boolean {
  return words?.to === 'customer' || movesTo[verb] !== undefined;
}

function whyNotInState({ facts: { status } }: Ticket, { verb, words }: Wanted, name: string): string | undefined {
  if (verb === 'reopen') return status === 'closed' ? undefined : `${name} is open already.`;
  if (status !== 'closed') return undefined;
  if (verb === 'close') return `${name} is closed already.`;
  return verb === 'await' || words?.to === 'customer'
    ? `${name} is closed: reopen it first. Nothing was sent.`
    : undefined;
}

/** Two who answer a customer at once would contradict each other. */
function whyBusy({ orders = [], facts }: Ticket, wanted: Wanted, source: string): string | undefined {
  if (!mattersToCustomer(wanted)) return undefined;
  const busy = orders.find((order) => mattersToCustomer(order) && !isTemplate(order));
  if (!busy) return undefined;
  const state = busy.trouble === undefined ? 'at this moment' : `and waits for ${source}`;
  return `${busy.by.name} ${doing(busy)} in ticket #${facts.number} ${state}; try again when its card says that it is done. Nothing was sent.`;
}

/** What is told by itself contradicts nobody. */
function isTemplate({ verb, by }: TicketOrder): boolean {
  return by.id === undefined && movesTo[verb] === undefined;
}

function whatToReadFirst(ticket: Ticket, wanted: Wanted, view: DeskView): string | undefined {
  if (!mattersToCustomer(wanted)) return undefined;
  const { seenCustomerAt, since, words } = wanted;
  const { customer, lastCustomerAt = 0 } = ticket.facts;
  if (seenCustomerAt !== undefined && lastCustomerAt > seenCustomerAt)
    return `${oneLine(customer.name)} wrote again ${ago(lastCustomerAt, view.now)}: read it first. Nothing was sent.`;
  const { answered } = ticket;
  if (words?.to === 'customer' && since !== undefined && answered && answered.at > since)
    return `${answered.by.name} answered the customer ${ago(answered.at, view.now)}: read it first. Nothing was sent.`;
  return undefined;
}
