import type { AlertEnd, AlertFacts } from './alert/alert.ts';
import type { TicketEnd, TicketFacts } from './ticket/ticket.ts';

/** What a source says of one condition. `readAt` is the instant at which the read began (epoch milliseconds). */
export interface AlertSignal {
  kind: 'alert';
  source: string;
  /** The source's id of the row. */
  row: string;
  /** Whatever row reports it: at most 60 characters, beginning with the source's id. */
  condition: string;
  readAt: number;
  seen:
    | { state: 'open'; facts: AlertFacts }
    /** With `facts` where the row itself was read: it may have come and gone before anybody looked. */
    | { state: 'ended'; how: AlertEnd; at: number; facts?: AlertFacts };
}

/** What a source says of one ticket. */
export interface TicketSignal {
  kind: 'ticket';
  source: string;
  row: string;
  readAt: number;
  seen:
    | { state: 'there'; facts: TicketFacts }
    | { state: 'gone'; how: TicketEnd; at: number; into?: string | undefined };
}

export type Signal = AlertSignal | TicketSignal;

/** Clocks of two machines differ by less than this. */
const CLOCK_PATIENCE = 60_000;

/** Has something as new as this read been taken in already? What is known from the future is from before the clock was set back. */
export function isOld(readAt: number, known: number, now: number): boolean {
  return readAt <= known && known <= now + CLOCK_PATIENCE;
}
