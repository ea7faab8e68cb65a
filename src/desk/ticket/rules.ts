import type { Priority } from './priority.ts';
import { clientByMail, clientNamed, type Settings } from '../settings.ts';
import type { TicketMatch } from './settings.ts';
import type { Ticket, TicketFacts } from './ticket.ts';

/** The first rule that matches, with the reason that it gives. */
export function priorityOf(
  facts: TicketFacts,
  client: string | undefined,
  settings: Settings,
): { priority: Priority; because: string } {
  const { priorities, priority } = settings.tickets;
  const rule = priorities.find(({ when }) => matches(when, facts, client, settings));
  return rule
    ? { priority: rule.is, because: rule.because }
    : { priority, because: 'no rule for its priority matched' };
}

/** What it is about, by the first rule that matches. */
export function categoryOf(facts: TicketFacts, client: string | undefined, settings: Settings): string | undefined {
  return settings.tickets.categories.find(({ when }) => matches(when, facts, client, settings))?.is;
}

function matches(when: TicketMatch, facts: TicketFacts, client: string | undefined, settings: Settings): boolean {
  if (when.client !== undefined && when.client !== client) return false;
  if (when.tier !== undefined && when.tier !== clientNamed(client, settings)?.tier) return false;
  if (when.mailbox !== undefined && when.mailbox !== facts.mailbox.name) return false;
  return when.subject === undefined || new RegExp(when.subject, 'i').test(facts.subject);
}

/** By the sender; a ticket that was made here is of the client of its alert where nobody knows the address. */
export function ticketClient(facts: TicketFacts, begun: Ticket['begun'], settings: Settings): string | undefined {
  return clientByMail(facts.customer.email, settings)?.name ?? begun?.client;
}
