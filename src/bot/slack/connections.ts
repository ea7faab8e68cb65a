import { setTimeout as pause } from 'node:timers/promises';
import type { PlatformLog } from '../contract.ts';
import { reasonOf } from './library-log.ts';
import type { Socket } from './socket.ts';
import { createSocketPool } from './socket-pool.ts';
import { mendFor, refusalOf } from './trouble.ts';

/** Several connections that are kept up, whatever happens to each. */
export interface Connections {
  /** Resolves with the first connection, or after ten seconds without; rejects when Slack refuses the bot. */
  start(): Promise<void>;
  /** Undefined while at least one is open; else since when there is none, and why. */
  trouble(): string | undefined;
  /** Opens no more, and closes those there are. */
  stop(): Promise<void>;
}

/** While one is being replaced, the other listens. Slack allows ten an app. */
const CONNECTIONS = 2;
const PATIENCE_AT_START = 10_000;
/** Milliseconds before the next attempt, doubled with each failure in a row. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;
/** A connection that breaks sooner counts as a failure, so that a broken one is not opened in a tight loop. */
const SHORTEST_LIFE = 5_000;
/** Slack recycles connections now and then; after these reasons the next one is opened at once. */
const ORDINARY = new Set(['warning', 'refresh_requested']);
/** Slack's words for its own trouble, after which the next attempt may succeed. */
const PASSING = new Set(['internal_error', 'fatal_error', 'request_timeout', 'service_unavailable', 'ratelimited']);

export function keepConnections(open: (signal: AbortSignal) => Promise<Socket>, log: PlatformLog): Connections {
  const pool = createSocketPool();
  const over = new AbortController();
  const { signal } = over;
  const stopped = aborted(signal);
  const started = Promise.withResolvers<void>();
  let loops: Promise<void>[] = [];

  /** Opens one, keeps it until it is to go, and lets it close while its successor is opened. */
  async function once(): Promise<'well' | 'badly'> {
    const socket = await open(signal);
    const openedAt = Date.now();
    pool.add(socket);
    started.resolve();
    const reason = await Promise.race([socket.leaving, stopped]);
    pool.retire(socket, reason);
    if (signal.aborted) return 'well';
    log.info({ reason }, 'a connection to Slack is being replaced');
    return ORDINARY.has(reason) || Date.now() - openedAt >= SHORTEST_LIFE ? 'well' : 'badly';
  }

  function failed(error: unknown): void {
    const word = refusalOf(error);
    const reason = word === undefined ? reasonOf(error) : mendFor(word);
    if (word !== undefined && !PASSING.has(word)) started.reject(new Error(reason));
    pool.lost(reason);
    log.warn({ reason }, 'Slack could not be connected to');
  }

  async function keepOne(): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      try {
        failures = (await once()) === 'well' ? 0 : failures + 1;
      } catch (error) {
        if (signal.aborted) return;
        failures += 1;
        failed(error);
      }
      await pause(pauseAfter(failures), undefined, { signal }).catch(() => {});
    }
  }

  async function stop(): Promise<void> {
    over.abort();
    await Promise.all(loops);
    await pool.closed();
  }

  async function start(): Promise<void> {
    loops = Array.from({ length: CONNECTIONS }, keepOne);
    try {
      await within(Promise.race([started.promise, stopped]), PATIENCE_AT_START);
    } catch (error) {
      await stop();
      throw error;
    }
  }

  return { start, stop, trouble: () => pool.trouble() };
}

function pauseAfter(failures: number): number {
  return failures === 0 ? 0 : Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE);
}

async function aborted(signal: AbortSignal): Promise<string> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  return 'The connections to Slack were closed.';
}

/** Waits for the work, but not for ever; a later failure of the work is nobody's concern. */
async function within(work: Promise<unknown>, milliseconds: number): Promise<void> {
  const timer = new AbortController();
  work.catch(() => {});
  try {
    await Promise.race([work, pause(milliseconds, undefined, { signal: timer.signal })]);
  } finally {
    timer.abort();
  }
}
