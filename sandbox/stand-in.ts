import { setTimeout as pause } from 'node:timers/promises';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { serveControl } from './control.ts';

/** What a fault does to a matching request. Drops cut the socket and delays wait: before the work is done, or after it. */
export type FaultAction =
  | { do: 'answer'; status: number; headers?: Record<string, string>; body?: unknown }
  | { do: 'drop-before' }
  | { do: 'drop-after' }
  | { do: 'delay'; milliseconds: number }
  | { do: 'delay-after'; milliseconds: number };

/** One rule of misbehaviour. `path` is a regular expression on the path; without `times` it holds until cleared. */
export interface Fault {
  path: string;
  method?: string;
  times?: number;
  /** 0 to 1, drawn from the stand-in's own seeded source. Default 1. */
  probability?: number;
  action: FaultAction;
}

export interface RecordedRequest {
  at: number;
  method: string;
  path: string;
  headers: Record<string, unknown>;
  body: unknown;
  status?: number;
}

/** What every stand-in offers besides its wire protocol; over HTTP the same is under `/_sandbox/`. */
export interface StandIn {
  /** Root address without a trailing slash, always on loopback. */
  readonly url: string;
  readonly port: number;
  readonly server: FastifyInstance;
  /** Every request that reached the wire protocol, oldest first (the last 20,000). */
  readonly requests: readonly RecordedRequest[];
  /** Instant in epoch milliseconds; runs with the machine's clock plus what was added. */
  now(): number;
  advance(milliseconds: number): void;
  fail(fault: Fault): void;
  clearFaults(): void;
  /** Cut all traffic: every request is dropped until plugged in again. */
  unplug(): void;
  plug(): void;
  /** Tells the page that something is different now. */
  changed(): void;
  close(): Promise<void>;
}

export interface StandInOptions {
  port?: number;
  seed?: number;
  /** What `GET /_sandbox/state` shows. */
  state?: () => unknown;
  /** The clock was moved by so much, back if negative; `now()` already says the new instant. */
  onAdvance?: (milliseconds: number) => void;
  /** Ends open sockets and timers of the system, before the server closes. */
  onClose?: () => Promise<void> | void;
}

const RECORDED_LIMIT = 20_000;

/** A seeded source of numbers in [0, 1), so that a run with faults can be repeated (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A server on loopback with a request log, a clock and faults; `build` adds the system's own routes before it listens. */
export async function startStandIn(
  options: StandInOptions,
  build: (standIn: StandIn) => Promise<void> | void,
): Promise<StandIn> {
  const server = Fastify({ bodyLimit: 30 * 1024 * 1024, forceCloseConnections: true });
  const requests: RecordedRequest[] = [];
  const faults: { fault: Fault; left: number }[] = [];
  const watchers = new Set<FastifyReply>();
  const random = seededRandom(options.seed ?? 1);
  const pending = new WeakMap<FastifyRequest, FaultAction>();
  const recorded = new WeakMap<FastifyRequest, RecordedRequest>();
  let offset = 0;
  let unplugged = false;

  const standIn: StandIn = {
    get url() {
      return `http://127.0.0.1:${this.port}`;
    },
    get port() {
      const address = server.addresses()[0];
      return typeof address === 'object' ? address.port : 0;
    },
    server,
    requests,
    now: () => Date.now() + offset,
    advance(milliseconds) {
      offset += milliseconds;
      options.onAdvance?.(milliseconds);
    },
    fail(fault) {
      faults.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
    },
    clearFaults() {
      faults.length = 0;
    },
    unplug() {
      unplugged = true;
    },
    plug() {
      unplugged = false;
    },
    changed() {
      for (const reply of watchers) reply.raw.write('data: changed\n\n');
    },
    async close() {
      for (const reply of watchers) reply.raw.end();
      watchers.clear();
      await options.onClose?.();
      await server.close();
    },
  };

  function faultFor(request: FastifyRequest): FaultAction | undefined {
    const path = pathOf(request);
    for (const rule of faults) {
      if (rule.left <= 0 || (rule.fault.method && rule.fault.method !== request.method)) continue;
      if (!new RegExp(rule.fault.path).test(path) || random() >= (rule.fault.probability ?? 1)) continue;
      rule.left -= 1;
      return rule.fault.action;
    }
    return undefined;
  }

  server.addHook('onRequest', async (request, reply) => {
    if (pathOf(request).startsWith('/_sandbox/')) return;
    if (unplugged) return cut(request, reply);
    const action = faultFor(request);
    if (!action) return;
    if (action.do === 'drop-before') return cut(request, reply);
    if (action.do === 'answer') {
      for (const [name, value] of Object.entries(action.headers ?? {})) reply.header(name, value);
      return reply.code(action.status).send(action.body ?? '');
    } else pending.set(request, action);
  });
  server.addHook('preHandler', async (request) => {
    if (pathOf(request).startsWith('/_sandbox/')) return;
    const { method, headers, body } = request;
    const entry: RecordedRequest = { at: standIn.now(), method, path: request.url, headers, body };
    recorded.set(request, entry);
    requests.push(entry);
    if (requests.length > RECORDED_LIMIT) requests.shift();
    // Only now, with all of it read: what somebody gave up waiting for is done all the same.
    const action = pending.get(request);
    if (action?.do === 'delay') await pause(action.milliseconds);
  });
  server.addHook('onSend', async (request, reply, payload) => {
    reply.header('date', new Date(standIn.now()).toUTCString());
    const entry = recorded.get(request);
    if (entry) entry.status = reply.statusCode;
    const action = pending.get(request);
    if (action?.do === 'delay-after') await pause(action.milliseconds);
    if (action?.do === 'drop-after') request.raw.socket.destroy();
    return payload;
  });

  serveControl(standIn, watchers, () => options.state?.() ?? {});

  await build(standIn);
  await server.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  return standIn;
}

function pathOf(request: FastifyRequest): string {
  return decodeURIComponent(request.url.split('?', 1)[0] ?? '');
}

function cut(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  request.raw.socket.destroy();
  return reply.hijack();
}
