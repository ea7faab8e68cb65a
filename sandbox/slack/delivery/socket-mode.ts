import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket, WebSocketServer } from 'ws';
import { isObject, type Json } from '../block-kit.ts';
import { BOT } from '../options.ts';
import type { World } from '../world.ts';
import type { Ack, Parcel } from './parcel.ts';

export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled' | 'too_many_websockets';

export interface SocketMode {
  /** A fresh address for one connection; its ticket works once. */
  issueAddress(): string;
  /** Number of connections that may get something, and of those that still linger after a disconnect frame. */
  connections(): { open: number; closing: number };
  /** Hands a parcel to one of the connections; undefined when there is none. */
  send(parcel: Parcel): { connection: number; ack: Promise<Ack> } | undefined;
  /** Tells a connection, or all of them, to go away; whoever stays is cut off ten seconds later by the clock. */
  disconnect(reason: DisconnectReason, connection?: number): void;
  /** Breaks every connection without a word. */
  cut(): void;
  /** Cuts off those whose ten seconds are over. */
  breakLingering(): void;
  setRefusing(refusing: boolean): void;
  /** The next acks get lost on the way, as when a socket breaks right behind them. */
  loseAcks(count: number): void;
  close(): Promise<void>;
}

interface Connection {
  number: number;
  socket: WebSocket;
  leaving: boolean;
  /** Until when it may linger once it was told to leave. */
  leavesBy: number;
}

interface Waiting {
  startedAt: number;
  acks: number;
  settle: ((ack: Ack) => void) | undefined;
}

const MOST_CONNECTIONS = 10;
const GRACE = 10_000;
const SWEEP = 1000;
const REMEMBERED = 10_000;
const CLOSE_TRIES = 20;

/** Socket Mode over the stand-in's own server, under `/link/`. */
export function createSocketMode(world: World): SocketMode {
  const sockets = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const waiting = new Map<string, Waiting>();
  const timers = new Set<NodeJS.Timeout>();
  let connections: Connection[] = [];
  let counter = 0;
  let refusing = false;
  let lost = 0;

  function later(milliseconds: number, run: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, milliseconds);
    timers.add(timer);
  }

  function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? '/', 'http://loopback');
    const ticket = url.searchParams.get('ticket') ?? '';
    if (refusing) {
      stream.destroy();
    } else if (url.pathname !== '/link/' || !tickets.delete(ticket)) {
      stream.end('HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
    } else sockets.handleUpgrade(request, stream, head, welcome);
  }

  function welcome(socket: WebSocket): void {
    counter += 1;
    const connection: Connection = { number: counter, socket, leaving: false, leavesBy: Infinity };
    const full = connections.filter((one) => !one.leaving).length >= MOST_CONNECTIONS;
    connections.push(connection);
    socket.on('message', (data: Buffer) => hear(data.toString('utf8')));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      connections = connections.filter((one) => one !== connection);
      world.standIn.changed();
    });
    if (full) return sendAway(connection, 'too_many_websockets');
    say(socket, {
      type: 'hello',
      num_connections: connections.filter((one) => !one.leaving).length,
      debug_info: { host: 'applink-sandbox', build_number: 1, approximate_connection_time: 18_060 },
      connection_info: { app_id: BOT.appId },
    });
    world.standIn.changed();
  }

  function hear(text: string): void {
    const frame = parsed(text);
    const id = frame?.['envelope_id'];
    const entry = typeof id === 'string' ? waiting.get(id) : undefined;
    if (lost > 0) {
      lost -= 1;
      return;
    }
    if (!frame || !entry) return world.mistake('unknown_envelope', text.slice(0, 200));
    entry.acks += 1;
    const milliseconds = performance.now() - entry.startedAt;
    if (entry.settle) entry.settle({ acked: true, payload: frame['payload'], milliseconds });
    else if (entry.acks > 1) world.mistake('double_ack', `envelope ${String(id)} was acked ${entry.acks} times`);
    else world.mistake('late_ack', `envelope ${String(id)} was acked after ${Math.round(milliseconds)} ms`);
  }

  function expectAck(id: string): Promise<Ack> {
    return new Promise((resolve) => {
      const entry: Waiting = { startedAt: performance.now(), acks: 0, settle: undefined };
      entry.settle = (ack) => {
        entry.settle = undefined;
        resolve(ack);
      };
      waiting.set(id, entry);
      forgetOldest();
      later(world.settings.ackDeadline, () =>
        entry.settle?.({ acked: false, error: 'operation_timeout', milliseconds: world.settings.ackDeadline }),
      );
    });
  }

  function forgetOldest(): void {
    const [oldest] = waiting.keys();
    if (waiting.size > REMEMBERED && oldest !== undefined) waiting.delete(oldest);
  }

  function sendAway(connection: Connection, reason: DisconnectReason): void {
    connection.leaving = true;
    say(connection.socket, { type: 'disconnect', reason, debug_info: { host: 'applink-sandbox' } });
    connection.leavesBy = world.standIn.now() + GRACE;
  }

  function breakLingering(): void {
    for (const one of connections) if (one.leavesBy <= world.standIn.now()) one.socket.terminate();
  }

  const sweep = setInterval(breakLingering, SWEEP).unref();

  world.standIn.server.server.on('upgrade', upgrade);

  return {
    issueAddress() {
      const ticket = world.nextId('ticket-');
      tickets.add(ticket);
      return `${world.standIn.url.replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${BOT.appId}`;
    },
    connections() {
      const open = connections.filter((one) => !one.leaving).length;
      return { open, closing: connections.length - open };
    },
    send(parcel) {
      const ready = connections.filter((one) => !one.leaving && one.socket.readyState === WebSocket.OPEN);
      const chosen = ready[Math.floor(world.random() * ready.length)];
      if (!chosen) return undefined;
      const ack = expectAck(parcel.id);
      say(chosen.socket, envelope(parcel));
      return { connection: chosen.number, ack };
    },
    disconnect(reason, number) {
      for (const one of connections) if (number === undefined || one.number === number) sendAway(one, reason);
      world.standIn.changed();
    },
    cut() {
      for (const one of connections) one.socket.terminate();
    },
    breakLingering,
    loseAcks(count) {
      lost += count;
    },
    setRefusing(value) {
      refusing = value;
    },
    async close() {
      clearInterval(sweep);
      for (const timer of timers) clearTimeout(timer);
      for (const one of connections) one.socket.close(1001);
      for (let tries = 0; connections.length > 0 && tries < CLOSE_TRIES; tries += 1) await pause(10);
      for (const one of connections) one.socket.terminate();
      await new Promise<void>((resolve) => sockets.close(() => resolve()));
    },
  };
}

function envelope(parcel: Parcel): Json {
  const retry = { retry_attempt: parcel.attempt, retry_reason: parcel.reason ?? '' };
  return {
    envelope_id: parcel.id,
    type: parcel.type,
    accepts_response_payload: parcel.takesAnswer,
    ...(parcel.type === 'events_api' ? retry : {}),
    payload: parcel.payload,
  };
}

function say(socket: WebSocket, frame: Json): void {
  socket.send(JSON.stringify(frame));
}

function parsed(text: string): Json | undefined {
  try {
    const frame: unknown = JSON.parse(text);
    return isObject(frame) ? frame : undefined;
  } catch {
    return undefined;
  }
}
