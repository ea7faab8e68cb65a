import type { Bulk } from '../storm/bulk.ts';
import type { Changed, DeskView } from '../decision.ts';
import { incidentName, maySay } from './lines.ts';
import { isOpen } from '../item.ts';
import { accountOf, orderTicket, type TicketOrderCommand } from '../ticket/order.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** What a round through the tickets of an incident makes of one of them, or in a few words why it leaves that alone. */
export function decideChild(bulk: Bulk, ticket: Ticket, view: DeskView): Changed<Ticket> | string {
  if (ticket.gone) return 'gone at their source';
  if (ticket.parent?.ref !== bulk.under?.ref) return 'not part of the incident any more';
  if (!isOpen(ticket)) return 'closed by then';
  const commands = commandsFor(bulk, ticket, view);
  let changed: Changed<Ticket> | undefined;
  for (const command of commands) {
    const decision = orderTicket(changed?.item ?? ticket, command, view);
    if (decision.is === 'refused')
      return decision.sentence.includes('at this moment') ? 'just being changed' : 'refused';
    if (decision.is === 'unchanged') continue;
    changed = changed ? both(changed, decision) : decision;
  }
  return changed ?? 'done before';
}

function commandsFor({ verb, by, ref, news }: Bulk, ticket: Ticket, view: DeskView): TicketOrderCommand[] {
  const base = { by, account: accountOf(by, ticket, view) };
  const key = (what: string): string => `${what}-${ref}-${ticket.ref}`;
  if (verb === 'close') {
    const text = `Deskbell: closed with its known incident: ${incidentName(ticket)}`;
    return [{ ...base, verb: 'close', key: key('close'), words: { to: 'colleagues', text }, as: 'Done' }];
  }
  const text = (maySay(ticket) ? news?.text : news?.neutral) ?? '';
  const note: TicketOrderCommand = { ...base, verb: 'note', key: key('note'), words: { to: 'colleagues', text } };
  const reply: TicketOrderCommand = { ...base, verb: 'reply', key: key('reply'), words: { to: 'customer', text } };
  return news?.reply === true ? [note, reply] : [note];
}

function both(first: Changed<Ticket>, second: Changed<Ticket>): Changed<Ticket> {
  return {
    ...second,
    entries: [...first.entries, ...second.entries],
    effects: [...first.effects, ...second.effects],
    notices: [...first.notices, ...second.notices],
  };
}
