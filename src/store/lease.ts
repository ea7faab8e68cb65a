import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from './redis.ts';

/** A lease ends this long after its holder was last heard of. */
export const LEASE_MILLISECONDS = 15_000;

const RENEW_EVERY = 1_000;

/** Work that fails again and again rests this long at most: a platform bars whoever logs in without end. */
const LONGEST_REST = 60_000;

export interface Lease {
  readonly name: string;
  readonly holder: string;
  readonly epoch: number;
}

/**
 * Runs `work` while this process holds the lease, again and again until stopped. `work` must end when its signal aborts:
 * the lease is lost, or the process stops. What it throws goes to `onError`, and the lease is tried for again.
 */
export async function holdLease(
  database: Database,
  name: string,
  stop: AbortSignal,
  work: (lease: Lease, signal: AbortSignal) => Promise<void>,
  onError: (error: unknown) => void,
): Promise<void> {
  const holder = randomUUID();
  let failures = 0;
  while (!stop.aborted) {
    const epoch = await acquire(database, name, holder).catch(() => 0);
    const began = performance.now();
    const failed = epoch > 0 && !(await serve(database, { name, holder, epoch }, stop, work, onError));
    failures = failed && performance.now() - began < LONGEST_REST ? failures + 1 : 0;
    const rest = Math.min((RENEW_EVERY / 2) * 2 ** failures, LONGEST_REST);
    await pause(rest, undefined, { signal: stop }).catch(() => undefined);
  }
}

/**
 * Does some work while nobody else does; false where somebody else is at it. `work` must end when its signal aborts: the lease is lost,
 * or the process stops.
 */
export async function withLease(
  database: Database,
  name: string,
  stop: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<boolean> {
  const holder = randomUUID();
  const epoch = await acquire(database, name, holder);
  if (epoch === 0) return false;
  let failure: { error: unknown } | undefined;
  await serve(
    database,
    { name, holder, epoch },
    stop,
    (_, signal) => work(signal),
    (error) => {
      failure = { error };
    },
  );
  if (failure) throw failure.error;
  return true;
}

/** False when the work failed. */
async function serve(
  database: Database,
  lease: Lease,
  stop: AbortSignal,
  work: (lease: Lease, signal: AbortSignal) => Promise<void>,
  onError: (error: unknown) => void,
): Promise<boolean> {
  const lost = new AbortController();
  const signal = AbortSignal.any([stop, lost.signal]);
  const renewal = renew(database, lease, lost);
  const well = await work(lease, signal).then(
    () => true,
    (error: unknown) => {
      onError(error);
      return false;
    },
  );
  lost.abort();
  await renewal;
  await database.run('release', lease.name, lease.holder).catch(() => undefined);
  return well;
}

/** Renews until aborted. A lease that could not be renewed in time, or was taken over, is lost. */
async function renew(database: Database, lease: Lease, lost: AbortController): Promise<void> {
  let until = performance.now() + LEASE_MILLISECONDS;
  while (!lost.signal.aborted) {
    await pause(RENEW_EVERY, undefined, { signal: lost.signal }).catch(() => undefined);
    const asked = performance.now();
    const epoch = await acquire(database, lease.name, lease.holder).catch(() => undefined);
    if (epoch === lease.epoch) until = asked + LEASE_MILLISECONDS;
    else if (epoch !== undefined || performance.now() >= until) lost.abort();
  }
}

async function acquire(database: Database, name: string, holder: string): Promise<number> {
  return Number(await database.run('lease', name, holder, LEASE_MILLISECONDS));
}
