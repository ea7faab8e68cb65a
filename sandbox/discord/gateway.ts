import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import {
  dispatchTo,
  ENDING,
  type GatewayState,
  GUILDS,
  Op,
  send,
  type Session,
  startsToday,
} from './gateway-session.ts';
import { acceptSocket } from './gateway-socket.ts';
import { guildCreateJson } from './profiles.ts';
import type { World } from './world.ts';

/** The gateway's levers, for tests of what goes wrong. */
export interface Gateway {
  /** Sockets that are identified or resumed right now. */
  connections(): number;
  /** Every IDENTIFY so far. */
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
  /** While true, the guild is unavailable, as in an outage; turned off, GUILD_CREATE is sent. */
  holdGuild(held: boolean): void;
}

/** What the rest of the stand-in does with the gateway. */
export interface WiredGateway extends Gateway {
  dispatch(event: string, payload: unknown, intent?: number): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** How often the bot may still identify itself today. */
  startsLeft(): number;
  plug(plugged: boolean): void;
  stop(): void;
}

const PATH = '/gateway';

export function createGateway(world: World, address: () => string): WiredGateway {
  const server = new WebSocketServer({ noServer: true });
  const sessions = new Map<string, Session>();
  const state: GatewayState = {
    sessions,
    plugged: true,
    silent: false,
    held: false,
    identifies: 0,
    starts: [],
    resumes: 0,
  };

  function plug(plugged: boolean): void {
    state.plugged = plugged;
    if (plugged) return;
    for (const socket of server.clients) socket.terminate();
  }

  return {
    ...levers(world, state),
    dispatch(event, payload, intent = 0) {
      for (const session of sessions.values()) {
        if (!intent || session.intents & intent) dispatchTo(session, event, payload);
      }
    },
    upgrade(request, socket, head) {
      const url = new URL(request.url ?? '/', 'http://localhost');
      if (!state.plugged || url.pathname !== PATH) {
        socket.destroy();
        return;
      }
      server.handleUpgrade(request, socket, head, (webSocket) => {
        if (url.searchParams.get('v') !== '10') webSocket.close(4012, 'Invalid API version');
        else if (url.searchParams.get('encoding') !== 'json') webSocket.close(4002, 'Only JSON is spoken here');
        else acceptSocket(world, state, address(), webSocket);
      });
    },
    startsLeft: () => world.settings.startsPerDay - startsToday(state, world.now()),
    plug,
    stop() {
      plug(false);
      server.close();
    },
  };
}

function levers(world: World, state: GatewayState): Gateway {
  const { sessions } = state;

  function live(): Session[] {
    return [...sessions.values()].filter((session) => session.socket);
  }

  function tellAll(op: number, data: unknown): void {
    for (const { socket } of live()) if (socket) send(socket, op, data);
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
    askReconnect: () => tellAll(Op.reconnect, null),
    invalidate(resumable) {
      tellAll(Op.invalidSession, resumable);
      for (const session of live()) session.socket = undefined;
      if (!resumable) sessions.clear();
      world.changed();
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
  };
}
