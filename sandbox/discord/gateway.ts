import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { createSession, dispatchTo, replay, type Session } from './gateway-session.ts';
import { guildCreateJson } from './profiles.ts';
import type { World } from './world.ts';

/** The gateway's levers, for tests of what goes wrong. */
export interface Gateway {
  /** Sockets that are identified or resumed right now. */
  connections(): number;
  /** Every IDENTIFY so far; Discord allows 1000 a day. */
  identifies(): number;
  /** Every RESUME that was accepted so far. */
  resumes(): number;
  /** Closes all sockets with a code; 4004 and 4010 to 4014 are fatal to discord.js. */
  closeAll(code: number): void;
  /** Op 7: asks the bot to reconnect and resume. */
  askReconnect(): void;
  /** Op 9: tells the bot that its session is gone, or may be resumed. */
  invalidate(resumable: boolean): void;
  /** While true, heartbeats go unanswered, so that the connection is a zombie. */
  silence(silent: boolean): void;
  /** While true, the guild stays unavailable, as in an outage; turned off, GUILD_CREATE is sent. */
  holdGuild(held: boolean): void;
}

export interface WiredGateway extends Gateway {
  dispatch(event: string, payload: unknown, intent?: number): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  plug(plugged: boolean): void;
  stop(): void;
}

const GUILDS = 1;
const PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15);
const HIGHEST_INTENT = 1 << 26;
const COMMANDS_PER_MINUTE = 120;
/** After these the session cannot be resumed. */
const ENDING = new Set([1000, 1001, 4004, 4007, 4009, 4010, 4011, 4012, 4013, 4014]);

interface Identify {
  token?: string;
  intents?: number;
}

interface Resume {
  token?: string;
  session_id?: string;
  seq?: number;
}

export function createGateway(world: World, address: () => string): WiredGateway {
  const server = new WebSocketServer({ noServer: true });
  const sessions = new Map<string, Session>();
  const state = { plugged: true, silent: false, held: false, identifies: 0, resumes: 0 };

  function live(): Session[] {
    return [...sessions.values()].filter((session) => session.socket);
  }

  function greet(session: Session): void {
    const { guild, applicationId } = world.settings;
    dispatchTo(session, 'READY', {
      v: 10,
      user: world.bot,
      guilds: [{ id: guild.id, unavailable: true }],
      session_id: session.id,
      resume_gateway_url: address(),
      application: { id: applicationId, flags: 0 },
    });
    if (session.intents & GUILDS && !state.held) dispatchTo(session, 'GUILD_CREATE', guildCreateJson(world));
    world.changed();
  }

  function identify(socket: WebSocket, data: Identify): Session | undefined {
    if (data.token?.replace(/^Bot /, '') !== world.settings.token)
      return refuse(socket, 4004, 'Authentication failed.');
    const intents = data.intents;
    if (intents === undefined || intents < 0 || intents >= HIGHEST_INTENT) {
      return refuse(socket, 4013, 'Invalid intent(s).');
    }
    if (intents & PRIVILEGED) return refuse(socket, 4014, 'Disallowed intent(s).');
    state.identifies += 1;
    const session = createSession(`session-${world.newId()}`, intents, socket);
    sessions.set(session.id, session);
    greet(session);
    return session;
  }

  function resume(socket: WebSocket, data: Resume): Session | undefined {
    const session = sessions.get(data.session_id ?? '');
    if (data.token?.replace(/^Bot /, '') !== world.settings.token)
      return refuse(socket, 4004, 'Authentication failed.');
    if (!session) {
      send(socket, 9, false);
      return undefined;
    }
    if ((data.seq ?? 0) > session.sequence) return refuse(socket, 4007, 'Invalid `seq`.');
    session.socket?.close(4000, 'Resumed elsewhere.');
    session.socket = socket;
    state.resumes += 1;
    replay(session, data.seq ?? 0);
    dispatchTo(session, 'RESUMED', {});
    world.changed();
    return session;
  }

  function accept(socket: WebSocket): void {
    let session: Session | undefined;
    let received = 0;
    const minute = setInterval(() => (received = 0), 60_000).unref();
    send(socket, 10, { heartbeat_interval: world.settings.heartbeat, _trace: [] });
    socket.on('message', (raw) => {
      received += 1;
      if (received > COMMANDS_PER_MINUTE) return socket.close(4008, 'Rate limited.');
      const frame = parse(raw);
      if (!frame) return socket.close(4002, 'Error while decoding payload.');
      if (frame.op === 1) return state.silent ? undefined : send(socket, 11, null);
      if (frame.op === 2 || frame.op === 6) {
        if (session) return socket.close(4005, 'Already authenticated.');
        session = frame.op === 2 ? identify(socket, frame.d as Identify) : resume(socket, frame.d as Resume);
        return undefined;
      }
      if (!session) return socket.close(4003, 'Not authenticated.');
      if (![3, 4, 8].includes(frame.op)) return socket.close(4001, 'Unknown opcode.');
      return undefined;
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', (code) => {
      clearInterval(minute);
      if (session?.socket !== socket) return;
      session.socket = undefined;
      if (ENDING.has(code)) sessions.delete(session.id);
      world.changed();
    });
  }

  return {
    connections: () => live().length,
    identifies: () => state.identifies,
    resumes: () => state.resumes,
    closeAll(code) {
      for (const session of live()) {
        if (ENDING.has(code)) sessions.delete(session.id);
        session.socket?.close(code);
      }
    },
    askReconnect() {
      for (const session of live()) if (session.socket) send(session.socket, 7, null);
    },
    invalidate(resumable) {
      for (const session of live()) {
        if (session.socket) send(session.socket, 9, resumable);
        if (!resumable) sessions.delete(session.id);
      }
    },
    silence(silent) {
      state.silent = silent;
    },
    holdGuild(held) {
      state.held = held;
      const lost = { id: world.settings.guild.id, unavailable: true };
      for (const session of sessions.values()) {
        if (!(session.intents & GUILDS)) continue;
        if (held) dispatchTo(session, 'GUILD_DELETE', lost);
        else dispatchTo(session, 'GUILD_CREATE', guildCreateJson(world));
      }
    },
    dispatch(event, payload, intent = 0) {
      for (const session of sessions.values()) {
        if (!intent || session.intents & intent) dispatchTo(session, event, payload);
      }
    },
    upgrade(request, socket, head) {
      const url = new URL(request.url ?? '/', 'http://localhost');
      if (!state.plugged || url.pathname !== '/gateway') return void socket.destroy();
      server.handleUpgrade(request, socket, head, (webSocket) => {
        if (url.searchParams.get('v') !== '10') return webSocket.close(4012, 'Invalid API version');
        if (url.searchParams.get('encoding') !== 'json') return webSocket.close(4002, 'Only json is spoken here.');
        accept(webSocket);
        return undefined;
      });
    },
    plug(plugged) {
      state.plugged = plugged;
      if (plugged) return;
      for (const socket of server.clients) socket.terminate();
    },
    stop() {
      state.plugged = false;
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}

function refuse(socket: WebSocket, code: number, reason: string): undefined {
  socket.close(code, reason);
  return undefined;
}

function send(socket: WebSocket, op: number, data: unknown): void {
  socket.send(JSON.stringify({ op, d: data, s: null, t: null }));
}

function parse(raw: RawData): { op: number; d: unknown } | undefined {
  try {
    const frame = JSON.parse(Buffer.isBuffer(raw) ? raw.toString('utf8') : '') as { op?: unknown; d?: unknown };
    return typeof frame.op === 'number' ? { op: frame.op, d: frame.d } : undefined;
  } catch {
    return undefined;
  }
}
