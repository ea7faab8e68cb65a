import { plainCard } from '../card.ts';
import type { DeskView, Notice } from '../decision.ts';
import { isOpen } from '../item.ts';
import { channelNotice, personNotice } from '../notices.ts';
import { findPerson } from '../people.ts';
import { oneLine } from '../text.ts';
import { TICKET_TONES } from './tone.ts';
import type { Stage, Ticket } from './ticket.ts';

const WAS: Partial<Record<Stage, string>> = {
  Awaiting: 'waited for the customer',
  Done: 'was done',
  Cancelled: 'was cancelled',
  Rejected: 'was rejected',
};

/** The customer's word brought the ticket back: whoever has it is told, and its channel where nobody can be. */
export function customerReturned(before: Ticket, item: Ticket, view: DeskView): Notice[] {
  const was = WAS[before.stage];
  const { lastCustomerAt, customer, number, subject, assignee, links } = item.facts;
  const wrote = (lastCustomerAt ?? 0) > (before.facts.lastCustomerAt ?? 0);
  if (was === undefined || !wrote || !isOpen(item) || WAS[item.stage] !== undefined) return [];
  const owner = findPerson(view.people, { system: item.source, account: assignee?.id, email: assignee?.email });
  const holder = owner?.name ?? assignee?.name;
  const card = plainCard({
    ref: item.ref,
    revision: item.revision,
    tone: TICKET_TONES[item.priority],
    title: `#${number} ${oneLine(subject)}: ${oneLine(customer.name)} wrote again`,
    lines: [[`It ${was}, and is ${item.stage} now. ${holder === undefined ? 'Nobody has it.' : `${holder} has it.`}`]],
    links,
  });
  const occasion = { item, occasion: `returned-${lastCustomerAt}`, at: view.now };
  const told = owner ? personNotice(occasion, owner, card, view) : [];
  return told.length > 0 ? told : channelNotice(occasion, card);
}
