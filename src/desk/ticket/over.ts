import { type DeskView, titleOf } from '../decision.ts';
import { whyGone } from './gone.ts';
import type { Ticket } from './ticket.ts';

/** Why nothing can be done about a ticket any more, as a sentence; undefined while it is open. */
export function whyOver(ticket: Ticket, view: Pick<DeskView, 'now' | 'titles'>): string | undefined {
  const gone = whyGone(ticket, view.now);
  if (gone !== undefined) return gone;
  const name = `Ticket #${ticket.facts.number}`;
  const { status } = ticket.facts;
  if (status === 'closed') return `${name} is closed in ${titleOf(ticket.source, view)}; reopen it first.`;
  return status === 'spam' ? `${name} is spam; nothing was changed.` : undefined;
}
