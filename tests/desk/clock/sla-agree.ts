import { clocksOf, type TicketClock } from '../../../src/desk/clock/sla.ts';
import { oracle, type Told } from './sla-oracle.ts';
import type { Sample } from './sla-sample.ts';

const MINUTE = 60_000;

/** A window that runs over the end of what the oracle sees is none to it: what lies so close to that end is not compared. */
const LONGEST_WINDOW = 26 * 60 * MINUTE;

/** What engine and oracle say of both clocks, in the same words. What is due later than the oracle sees is `beyond` for both. */
export function compare({ ticket, settings, now, sight }: Sample): { engine: unknown; oracle: unknown } {
  const end = Date.parse(`${sight.day}T00:00Z`) + sight.after * 24 * 60 * MINUTE - LONGEST_WINDOW;
  const { response, resolution } = clocksOf(ticket, settings, now);
  return {
    engine: { response: told(response, end), resolution: told(resolution, end) },
    oracle: {
      response: seen(oracle('response', ticket, settings, now, sight), end),
      resolution: seen(oracle('resolution', ticket, settings, now, sight), end),
    },
  };
}

function seen(clock: Told | undefined, end: number): Told | undefined {
  if (!clock) return undefined;
  const clipped = (instant: Told['due']): Told['due'] =>
    typeof instant === 'number' && instant > end ? 'beyond' : instant;
  return { ...clock, due: clipped(clock.due), fifth: clipped(clock.fifth) };
}

function told(clock: TicketClock | undefined, end: number): Told | undefined {
  if (!clock) return undefined;
  const { state, elapsed, due, late, stoppedAt, target } = clock;
  const isDue = state === 'running' || stoppedAt !== undefined;
  const fifth = target === 0 ? undefined : clock.at(20);
  const beyond = (instant: number | undefined): number | 'beyond' =>
    instant === undefined || instant > end ? 'beyond' : instant;
  return {
    state,
    elapsed: elapsed / MINUTE,
    due: isDue ? beyond(due) : due,
    late: late === undefined ? undefined : late / MINUTE,
    stoppedAt,
    fifth: target !== 0 && state === 'running' ? beyond(fifth) : fifth,
  };
}
