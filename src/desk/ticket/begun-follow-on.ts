import { closureOf } from '../closure/closure.ts';
import type { Changed, DeskView } from '../decision.ts';
import type { TicketSignal } from '../signal.ts';
import { decideTicketSignal } from './signal.ts';
import type { Ticket } from './ticket.ts';

/** The new ticket as it was read back, of the same client; undefined where it is gone again already. */
export function begunFollowOn(
  ticket: Ticket,
  key: string,
  before: Ticket | undefined,
  readBack: TicketSignal,
  view: DeskView,
): Changed<Ticket> | undefined {
  const by = closureOf(ticket).followOns?.find((one) => one.key === key)?.by ?? { name: 'Deskbell', via: 'clock' };
  const { client, facts } = ticket;
  const begun = { by, ...(client === undefined ? {} : { client }), follows: facts.number };
  const read = decideTicketSignal(before, readBack, view, false, begun);
  return read.is === 'changed' ? read : undefined;
}
