import type { Changed, DeskView } from '../decision.ts';
import { isOpen } from '../item.ts';
import type { Ticket } from './ticket.ts';

/** A ticket that arrives while nobody has it may go to somebody by turn: it says so, and has it decided. */
export function withTurn(change: Changed<Ticket>, view: DeskView): Changed<Ticket> {
  const { item, effects } = change;
  if (!wantsTurn(item, view)) return change;
  const { ref, source } = item;
  return {
    ...change,
    item: { ...item, turn: { is: 'due', at: view.now } },
    effects: [...effects, { job: 'assign-turn', key: `assign-turn-${ref}`, ref, system: source }],
  };
}

function wantsTurn(ticket: Ticket, { settings, abilities }: DeskView): boolean {
  const { assign } = settings.tickets;
  if (!assign || abilities[ticket.source]?.includes('assign') !== true) return false;
  const { mailboxes, priorities } = assign;
  if (mailboxes.length > 0 && !mailboxes.includes(ticket.facts.mailbox.name)) return false;
  if (priorities.length > 0 && !priorities.includes(ticket.priority)) return false;
  return isFree(ticket) && ticket.facts.status === 'active' && !ticket.begun;
}

/** Its turn has not been decided, and it still needs one. */
export function isWaiting(ticket: Ticket): boolean {
  return ticket.turn?.is === 'due' && isFree(ticket);
}

/** Nobody has it, and nobody is taking it. */
function isFree(ticket: Ticket): boolean {
  return isOpen(ticket) && !ticket.facts.assignee && !ticket.intent;
}
