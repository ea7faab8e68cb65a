import type { Action } from '../card.ts';
import type { DeskView } from '../decision.ts';
import { canOrder } from './order-obstacle.ts';
import type { Ticket } from './ticket.ts';
import type { OrderVerb, Words } from './writing.ts';

const NOTE: Words = { to: 'colleagues', text: '' };
const REPLY: Words = { to: 'customer', text: '' };

/** The buttons by which a ticket is written in and moved, as far as its system takes it. */
export function wordsActions(ticket: Ticket, view: Pick<DeskView, 'abilities'>): Action[] {
  if (ticket.gone) return [];
  const can = (verb: OrderVerb, words?: Words): boolean =>
    canOrder(ticket, { verb, ...(words ? { words } : {}) }, view);
  if (ticket.facts.status === 'closed')
    return [
      ...(can('reopen') ? [{ verb: 'reopen', label: 'Reopen…' }] : []),
      ...(can('note', NOTE) ? [{ verb: 'internal-note', label: 'Internal note…' }] : []),
    ];
  return [
    ...(can('reply', REPLY) ? [{ verb: 'reply', label: 'Reply to the customer…' }] : []),
    ...(can('note', NOTE) ? [{ verb: 'internal-note', label: 'Internal note…' }] : []),
    ...(can('note', NOTE) || can('reply', REPLY) ? [{ verb: 'update', label: 'Update…' }] : []),
    ...(view.abilities[ticket.source]?.includes('assign') === true ? [{ verb: 'assign', label: 'Assign…' }] : []),
    ...(can('close') ? [{ verb: 'close', label: 'Close…' }] : []),
  ];
}
