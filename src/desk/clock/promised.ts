import { isOpen } from '../item.ts';
import type { Settings } from '../settings.ts';
import { clocksOf, type TicketClock } from './sla.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** Which promises are looked at: an answer or a solution that is late, and either of them that is due soon. */
export const promises = ['answer-late', 'solution-late', 'due-soon', 'due-shift'] as const;
export type Promised = (typeof promises)[number];

const HOUR = 3_600_000;
/** What is due within this time is close, or falls into the next shift. */
const NEAR = { 'due-soon': 4 * HOUR, 'due-shift': 12 * HOUR } as const;

/** A ticket with the clock that is meant. */
export interface PromisedTicket {
  ticket: Ticket;
  clock: TicketClock;
}

/** Open tickets with a clock that is late or will be soon, the one that is or was due first at the top; each ticket once. */
export function promised(
  what: Promised,
  tickets: readonly Ticket[],
  settings: Settings,
  now: number,
): PromisedTicket[] {
  return tickets
    .filter(isOpen)
    .flatMap((ticket) => {
      const clock = clockFor(what, ticket, settings, now);
      return clock ? [{ ticket, clock }] : [];
    })
    .toSorted((left, right) => (left.clock.due ?? 0) - (right.clock.due ?? 0));
}

function clockFor(what: Promised, ticket: Ticket, settings: Settings, now: number): TicketClock | undefined {
  const { response, resolution } = clocksOf(ticket, settings, now);
  if (what === 'answer-late') return response && isLate(response) ? response : undefined;
  if (what === 'solution-late') return resolution && isLate(resolution) ? resolution : undefined;
  const soon = [response, resolution].filter((clock) => clock !== undefined && isNear(clock, now + NEAR[what]));
  return soon.toSorted((left, right) => (left?.due ?? 0) - (right?.due ?? 0))[0];
}

function isLate({ state, late }: TicketClock): boolean {
  return (state === 'running' || state === 'paused') && late !== undefined;
}

function isNear({ state, late, due }: TicketClock, until: number): boolean {
  return state === 'running' && late === undefined && due !== undefined && due < until;
}
