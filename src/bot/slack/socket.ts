import { setTimeout as pause } from 'node:timers/promises';
import { SocketModeClient } from '@slack/socket-mode';
import type { PlatformLog } from '../contract.ts';
import type { SlackEnvironment } from './environment.ts';
import { libraryLog, reasonOf } from './library-log.ts';
import { PATIENCE } from './limits.ts';
import { clientOptions } from './web-client.ts';

/** What Slack puts into one frame, and the one way to answer it. */
export interface Envelope {
  body: Record<string, unknown>;
  ack(response?: unknown): Promise<void>;
  retryNum?: number;
  retryReason?: string;
}

/** One connection, from hello to its end. */
export interface Socket {
  /** Resolves when Slack asks it to go, or when it is gone: time for the next one. */
  readonly leaving: Promise<string>;
  /** Lets the answers under way out, then closes. */
  retire(): Promise<void>;
}

/** Milliseconds from the call to Slack's hello, which the library would await for ever. */
const HELLO = 15_000;
/** The event loop of a busy machine may stall; the library's own 5 s would then drop a sound connection. */
const PONG = 10_000;
const CLOSING = 1_000;

interface Delivered {
  ack: (response?: Record<string, unknown>) => Promise<void>;
  body: Record<string, unknown>;
  retry_num?: number;
  retry_reason?: string;
}

/**
 * Opens a connection that does not reconnect by itself: the library's own way of doing so leaves a hole of five seconds
 * and ends the process when Slack refuses. Rejects when Slack refuses or cannot be reached.
 */
export async function openSocket(
  environment: SlackEnvironment,
  log: PlatformLog,
  heard: (envelope: Envelope) => void,
  signal: AbortSignal,
): Promise<Socket> {
  const client = newClient(environment, log);
  const leaving = Promise.withResolvers<string>();
  const unanswered = new Set<object>();
  const ended = new Promise<void>((resolve) => client.once('disconnected', () => resolve()));
  interceptFrames(client, log, leaving.resolve);
  client.on('slack_event', (delivered: Delivered) => {
    const waiting = {};
    unanswered.add(waiting);
    heard({
      body: delivered.body,
      async ack(response) {
        if (unanswered.delete(waiting)) await delivered.ack(answerOf(response));
      },
      ...(delivered.retry_num === undefined ? {} : { retryNum: delivered.retry_num }),
      ...(delivered.retry_reason === undefined ? {} : { retryReason: delivered.retry_reason }),
    });
  });
  await hello(client, leaving.promise, signal);
  void ended.then(() => leaving.resolve('the connection broke'));
  return {
    leaving: leaving.promise,
    async retire() {
      for (let waited = 0; unanswered.size > 0 && waited < PATIENCE; waited += 25) await pause(25);
      await close(client);
    },
  };
}

function newClient(environment: SlackEnvironment, log: PlatformLog): SocketModeClient {
  return new SocketModeClient({
    appToken: environment.SLACK_APP_TOKEN ?? '',
    autoReconnectEnabled: false,
    clientPingTimeout: PONG,
    logger: libraryLog(log),
    clientOptions: clientOptions(environment, 'patient', log),
  });
}

/** Waits for Slack's hello; whatever of the connection comes later than it is wanted is closed again. */
async function hello(client: SocketModeClient, leaving: Promise<string>, signal: AbortSignal): Promise<void> {
  const started = client.start().catch(rethrow);
  const timer = new AbortController();
  const late = pause(HELLO, undefined, { signal: AbortSignal.any([signal, timer.signal]) }).then(() => {
    throw new Error('Slack opened a connection and said nothing on it.');
  });
  const sentAway = leaving.then((reason) => {
    throw new Error(`Slack sent the connection away (${reason}).`);
  });
  try {
    await Promise.race([started, late, sentAway]);
  } catch (error) {
    await close(client);
    started.then(() => client.disconnect()).catch(() => {});
    throw error;
  } finally {
    timer.abort();
    late.catch(() => {});
    sentAway.catch(() => {});
  }
}

/** The library rejects with nothing when the socket closes before the hello. */
function rethrow(error: unknown): never {
  throw error ?? new Error('Slack closed the connection before its hello.');
}

/**
 * Stands between the socket and the library, whose own listener would close at once when Slack says goodbye, with answers
 * still under way, and whose failures would end the process.
 */
function interceptFrames(client: SocketModeClient, log: PlatformLog, leave: (reason: string) => void): void {
  const listeners = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', (data: unknown, isBinary: boolean) => {
    const farewell = farewellIn(data);
    if (farewell !== undefined) return leave(farewell);
    read(data, isBinary).catch((error: unknown) => {
      log.warn({ reason: reasonOf(error) }, 'a frame from Slack could not be read');
    });
  });

  async function read(data: unknown, isBinary: boolean): Promise<void> {
    for (const listener of listeners) {
      const heard: unknown = listener(data, isBinary);
      await heard;
    }
  }
}

function farewellIn(data: unknown): string | undefined {
  if (typeof data !== 'string' || !data.includes('"disconnect"')) return undefined;
  try {
    const frame: unknown = JSON.parse(data);
    if (typeof frame !== 'object' || frame === null || !('type' in frame) || frame.type !== 'disconnect')
      return undefined;
    return 'reason' in frame ? String(frame.reason) : 'disconnect';
  } catch {
    return undefined;
  }
}

function answerOf(response: unknown): Record<string, unknown> | undefined {
  return typeof response === 'object' && response !== null ? { ...response } : undefined;
}

async function close(client: SocketModeClient): Promise<void> {
  const timer = new AbortController();
  await Promise.race([
    client.disconnect().catch(() => {}),
    pause(CLOSING, undefined, { signal: timer.signal }).catch(() => {}),
  ]);
  timer.abort();
}
