import type { Ticket } from './ticket.ts';
import { ago } from '../clock/when.ts';

/** Why nothing can be done to a ticket any more, as a sentence; undefined while something can. */
export function whyGone({ facts, gone }: Ticket, now: number): string | undefined {
  if (!gone) return undefined;
  const how = {
    deleted: 'was deleted',
    merged: `was merged${gone.into === undefined ? '' : ` into ${gone.into}`}`,
    spam: 'was marked as spam',
  };
  return `Ticket #${facts.number} ${how[gone.how]} ${ago(gone.at, now)}; nothing was changed.`;
}
