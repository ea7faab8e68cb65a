import type { Span } from '../clock/spans.ts';
import { type Outcome, words } from './rows.ts';
import type { Settings } from '../settings.ts';
import { clocksOf, type TicketClock } from '../clock/sla.ts';
import type { Ticket } from '../ticket/ticket.ts';

/**
 * How the clocks of a ticket came out within the span: one that was met counts when it was stopped, one that was missed when its time
 * had passed, whether anybody has stopped it since or not. So each counts in one span alone.
 */
export function outcomesOf(
  ticket: Ticket,
  settings: Settings,
  { from, to }: Span,
  now: number,
): { response?: Outcome; resolution?: Outcome } {
  const { response, resolution } = clocksOf(ticket, settings, now);
  const within = (clock: TicketClock | undefined): Outcome | undefined => {
    const outcome = clock && outcomeOf(clock, ticket);
    return outcome && outcome.at >= from && outcome.at < to ? outcome : undefined;
  };
  const [first, last] = [within(response), within(resolution)];
  return { ...(first ? { response: first } : {}), ...(last ? { resolution: last } : {}) };
}

function outcomeOf(
  { kind, state, stoppedAt, due, late, at, because }: TicketClock,
  ticket: Ticket,
): Outcome | undefined {
  if (late === undefined)
    return stoppedAt === undefined
      ? undefined
      : { is: 'met', at: stoppedAt, because, ...(due === undefined ? {} : { due }) };
  const passedAt = at(100) ?? due ?? stoppedAt;
  if (passedAt === undefined) return undefined;
  const reason = reasonOf(ticket, kind);
  const missed = { is: 'missed' as const, at: passedAt, due: passedAt, late, isRunning: state !== 'missed', because };
  return { ...missed, ...(reason === undefined ? {} : { reason }) };
}

/** What somebody said last about why it was missed. */
function reasonOf({ breaches = [] }: Ticket, kind: TicketClock['kind']): string | undefined {
  const reason = breaches.findLast((breach) => breach.clock === kind && breach.reason)?.reason;
  if (!reason) return undefined;
  const { why, note = '' } = reason;
  return words(note.trim() === '' ? why : `${why}: ${note}`);
}
