import { setTimeout as pause } from 'node:timers/promises';
import type { Destination } from '../../desk/destination.ts';
import type { Lease } from '../../store/lease.ts';
import { LONGEST_SEND, type Row } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import { endTrouble, noteTrouble } from '../../store/troubles.ts';
import type { Breath } from './breath.ts';
import type { Allowance, Budgets } from './budgets.ts';
import { type Platform, type PlatformLog, type Post, SendError } from '../contract.ts';

/** How long something that was refused lets everything else go first: the fault may be its own. */
const STEP_ASIDE = 10 * 60_000;

/** How long a destination rests after a send that failed, by what kind of failure it was. */
const REST = { later: 2_000, unsure: 1_000, gone: 0, refused: 60_000, bug: 2_000 } as const;

/** Milliseconds until the lease is looked at again when too little of it was left for a send. */
const LEASE_PAUSE = 250;

/** What every send at one destination has at hand. */
export interface Sender {
  store: Store;
  platform: Platform;
  log: PlatformLog;
  lease: Lease;
  destination: Destination;
  budgets: Budgets;
  /** Whether this process knows that no trouble is noted of the destination. */
  health: { clear?: boolean };
  /** Counts what was shown in the channel of alerts and groups. */
  recent: Recent;
  /** How many members an overview needs before another list of them is worth a try. */
  listable: Map<string, number>;
  /** Until when what was refused steps aside, by reference or key: `performance.now()`. */
  aside: Map<string, number>;
  breath: Breath;
}

const MINUTE = 60_000;

/** Instants of the last minute. */
export interface Recent {
  note(at: number): void;
  within(now: number): number;
}

export function createRecent(): Recent {
  let instants: number[] = [];
  return {
    note: (at) => void instants.push(at),
    within(now) {
      instants = instants.filter((at) => now - at < MINUTE);
      return instants.length;
    },
  };
}

/** What holds the lease must renew it before anything can be sent. */
export async function pauseForLease(): Promise<void> {
  await pause(LEASE_PAUSE);
}

/** A send whose end is unknown: it failed in the dark, another process began it, or Redis did not hear how it ended. */
export function isDoubtful(row: Row): boolean {
  return row.state === 'sending' && row.reference === undefined;
}

type Guarded<T> = { is: 'sent'; value: T } | { is: 'failed'; trouble: SendError['trouble'] | 'bug'; sentence: string };

/** Runs a call to the platform about `name`; its failure becomes a rest for this destination and a trouble that people can see. */
export async function guarded<T>(
  sender: Sender,
  allowance: Allowance,
  name: string,
  call: () => Promise<T>,
): Promise<Guarded<T> & { value?: T }> {
  const { store, destination, log, health } = sender;
  try {
    const value = await call();
    sender.aside.delete(name);
    await allIsWell(sender);
    return { is: 'sent', value };
  } catch (error) {
    if (!(error instanceof SendError)) {
      allowance.rest(performance.now() + REST.bug);
      log.error({ destination, error }, 'a message could not be made');
      return { is: 'failed', trouble: 'bug', sentence: String(error) };
    }
    const { trouble, retryAfter, message } = error;
    allowance.rest(performance.now() + (retryAfter ?? REST[trouble]));
    log.warn({ destination, trouble, retryAfter, reason: message }, 'a message was not sent');
    if (trouble === 'refused') {
      health.clear = false;
      sender.aside.set(name, performance.now() + STEP_ASIDE);
      await noteTrouble(store, destination, message);
    }
    return { is: 'failed', trouble, sentence: message };
  }
}

/** What was sent counts as sent, whether or not the trouble before it can be taken off the list now. */
async function allIsWell({ store, destination, health }: Sender): Promise<void> {
  if (health.clear) return;
  health.clear = await endTrouble(store, destination).then(
    () => true,
    () => false,
  );
}

export function withSignal(post: Omit<Post, 'signal'>): Post {
  return { ...post, signal: AbortSignal.timeout(LONGEST_SEND) };
}
