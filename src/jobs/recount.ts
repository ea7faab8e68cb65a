import { recountTickets } from '../store/recount.ts';
import type { JobParts } from './parts.ts';

/** What is promised may have changed while nobody ran: cards and wake-ups follow it, without waiting for the next word in each ticket. */
export async function recount({ store, log }: JobParts): Promise<void> {
  const tickets = await recountTickets(store);
  if (tickets > 0) log.info({ tickets }, 'clocks were counted anew, since what is promised has changed');
}
