import type { Outcome } from './review-rows.ts';
import type { ReviewSpan } from './review-span.ts';
import type { Settings } from './settings.ts';
import { clocksOf, type TicketClock } from './sla.ts';
import type { Ticket } from './ticket.ts';

/**
 * How the clocks of a ticket came out within the span: one that was met counts when it was stopped, one that was missed when its time
 * had passed, whether anybody has stopped it since or not. So each counts in one span alone.
 */
export function outcomesOf(
  ticket: Ticket,
  settings: Settings,
  { from, to }: Pick<ReviewSpan, 'from' | 'to'>,
  now: number,
): { response?: Outcome; resolution?: Outcome } {
  const { response, resolution } = clocksOf(ticket, settings, now);
  const within = (clock: TicketClock | undefined): Outcome | undefined => {
    const outcome = clock && outcomeOf(clock);
    return outcome && outcome.at >= from && outcome.at < to ? outcome : undefined;
  };
  const [first, last] = [within(response), within(resolution)];
  return { ...(first ? { response: first } : {}), ...(last ? { resolution: last } : {}) };
}

function outcomeOf({ state, stoppedAt, due, late, at, because }: TicketClock): Outcome | undefined {
  if (late === undefined)
    return stoppedAt === undefined
      ? undefined
      : { is: 'met', at: stoppedAt, because, ...(due === undefined ? {} : { due }) };
  const passedAt = at(100) ?? due ?? stoppedAt;
  if (passedAt === undefined) return undefined;
  return { is: 'missed', at: passedAt, due: passedAt, late, isRunning: state !== 'missed', because };
}
