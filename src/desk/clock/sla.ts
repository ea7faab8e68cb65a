import { addWorking, type Hours, workingBetween } from './calendar.ts';
import type { Settings } from '../settings.ts';
import { type Policy, policyOf } from './sla-policy.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { withTicketLog } from './work-log.ts';
import type { WorkLog } from './work-state.ts';

/** How far a promise is, counted from the ticket's log each time. Lengths are working milliseconds, instants epoch milliseconds. */
export interface TicketClock {
  kind: 'response' | 'resolution';
  target: number;
  /** What was used up until now, or until it was stopped. */
  elapsed: number;
  /** `running`; `paused`: it waits for the customer; `met` or `missed`: it was stopped. A running or paused one can be late already. */
  state: 'running' | 'paused' | 'met' | 'missed';
  /** When it is due if it runs on; absent while it is paused, or where the calendar has no time. For stopped ones: when it was due. */
  due?: number;
  stoppedAt?: number;
  /** By how much it was missed, or is late now. */
  late?: number;
  /**
   * The instant at which so many hundredths of the target are used up, if it runs on. Of a paused or stopped one only what was
   * used up before.
   */
  at: (share: number) => number | undefined;
  /** `client Acme`, `tier gold` or `general`. */
  policy: string;
  /** Which part of the configuration decided, as a sentence without its end. */
  because: string;
}

export interface TicketClocks {
  /** Absent where no customer waits for an answer, nothing is promised, or the ticket is gone. */
  response?: TicketClock;
  resolution?: TicketClock;
}

/** The clocks of a ticket at an instant. What is deleted, merged or spam has none. */
export function clocksOf(ticket: Ticket, settings: Settings, now: number): TicketClocks {
  if (ticket.gone || ticket.facts.status === 'spam') return {};
  const log = withTicketLog(ticket, now).log ?? [];
  const response = ticket.facts.awaitsResponse
    ? clockOf('response', log, responseAt(ticket, log, settings), settings, now)
    : undefined;
  const resolution = clockOf('resolution', log, undefined, settings, now);
  return { ...(response ? { response } : {}), ...(resolution ? { resolution } : {}) };
}

/** When it was answered first, by what is configured to count as an answer. */
function responseAt({ facts, acknowledged }: Ticket, log: WorkLog, { sla }: Settings): number | undefined {
  const deeds = {
    reply: facts.firstReplyAt,
    claim: log.find(({ holder }) => holder)?.at,
    acknowledge: acknowledged?.at,
  };
  const instants = sla.responseBy.flatMap((deed) => deeds[deed] ?? []);
  return instants.length === 0 ? undefined : Math.min(...instants);
}

/** A stretch of the log in which the clock ran, by the hours that held then. The last one has no end while it runs. */
interface Stretch {
  from: number;
  to: number;
  hours: Hours;
}

function clockOf(
  kind: TicketClock['kind'],
  log: WorkLog,
  metAt: number | undefined,
  settings: Settings,
  now: number,
): TicketClock | undefined {
  const stoppedAt = metAt ?? overSince(log);
  // What changes after it was stopped changes nothing about how it was.
  const deciding = log.findLast(({ at }) => stoppedAt === undefined || at <= stoppedAt) ?? log[0];
  if (!deciding) return undefined;
  const policy = policyAt(kind, deciding, settings);
  const { target } = policy;
  if (target === undefined) return undefined;
  const pauses = kind === 'resolution' || settings.sla.responsePauses;
  const runs = ({ is }: WorkLog[number]): boolean => is === 'open' || (is === 'waiting' && !pauses);
  const stretches = log.flatMap((entry, index): Stretch[] => {
    const to = Math.min(log[index + 1]?.at ?? Infinity, stoppedAt ?? Infinity);
    return runs(entry) && to > entry.at ? [{ from: entry.at, to, hours: policyAt(kind, entry, settings).hours }] : [];
  });
  const isRunning = stoppedAt === undefined && runs(deciding);
  const after = stoppedAt === undefined ? [] : [{ from: stoppedAt, to: Infinity, hours: policy.hours }];
  const due = isRunning || stoppedAt !== undefined ? reached(target, [...stretches, ...after]) : undefined;
  const elapsed = used(stretches, now);
  return {
    kind,
    target,
    elapsed,
    state: stateOf(stoppedAt, isRunning, elapsed > target),
    ...(due === undefined ? {} : { due }),
    ...(stoppedAt === undefined ? {} : { stoppedAt }),
    ...(elapsed > target ? { late: elapsed - target } : {}),
    at: (share) => reached((target * share) / 100, stretches),
    policy: policy.name,
    because: policy.because,
  };
}

/** Since when it has been over without a break; undefined while it is not. */
function overSince(log: WorkLog): number | undefined {
  return log[log.findLastIndex(({ is }) => is !== 'over') + 1]?.at;
}

function policyAt(kind: TicketClock['kind'], { client, priority }: WorkLog[number], settings: Settings): Policy {
  return policyOf(kind, { client, priority: priority ?? settings.tickets.priority }, settings);
}

function stateOf(stoppedAt: number | undefined, isRunning: boolean, isLate: boolean): TicketClock['state'] {
  if (stoppedAt !== undefined) return isLate ? 'missed' : 'met';
  return isRunning ? 'running' : 'paused';
}

function used(stretches: readonly Stretch[], until: number): number {
  return stretches.reduce((sum, { from, to, hours }) => sum + workingBetween(from, Math.min(to, until), hours), 0);
}

/** The first instant at which so much working time is used up. */
function reached(working: number, stretches: readonly Stretch[]): number | undefined {
  let left = working;
  for (const { from, to, hours } of stretches) {
    const at = addWorking(from, left, hours);
    if (at !== undefined && at <= to) return at;
    if (to === Infinity) return undefined;
    left -= workingBetween(from, to, hours);
  }
  return undefined;
}
