import type { RawData, WebSocket } from 'ws';
import {
  dispatchTo,
  ENDING,
  type GatewayState,
  GUILDS,
  Op,
  replay,
  send,
  type Session,
  startsToday,
} from './gateway-session.ts';
import { guildCreateJson } from './profiles.ts';
import type { World } from './world.ts';

const PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15);
const HIGHEST_INTENT = 1 << 26;
const COMMANDS_PER_MINUTE = 120;
const HARMLESS: ReadonlySet<number> = new Set([Op.presence, Op.voice, Op.members]);

interface Identify {
  token?: string;
  intents?: number;
}

interface Resume {
  token?: string;
  session_id?: string;
  seq?: number;
}

/** Speaks with one socket of the bot, from HELLO until it closes. */
export function acceptSocket(world: World, state: GatewayState, address: string, socket: WebSocket): void {
  let received = 0;
  const minute = setInterval(() => (received = 0), 60_000).unref();

  function hear(raw: RawData): void {
    received += 1;
    if (received > COMMANDS_PER_MINUTE) return socket.close(4008, 'You are being rate limited.');
    const frame = parse(raw);
    if (!frame) return socket.close(4002, 'Error while decoding payload.');
    const { op, d = {} } = frame;
    const known = [...state.sessions.values()].some((session) => session.socket === socket);
    if (op === Op.heartbeat) return state.silent ? undefined : send(socket, Op.acknowledged, null);
    if (op === Op.identify || op === Op.resume) {
      if (known) return socket.close(4005, 'Already authenticated.');
      return op === Op.identify ? identify(world, state, address, socket, d) : resume(world, state, socket, d);
    }
    if (!known) return socket.close(4003, 'Not authenticated.');
    return HARMLESS.has(op) ? undefined : socket.close(4001, 'Unknown opcode.');
  }

  send(socket, Op.hello, { heartbeat_interval: world.settings.heartbeat });
  socket.on('message', hear);
  socket.on('error', () => socket.terminate());
  socket.on('close', (code) => {
    clearInterval(minute);
    for (const session of state.sessions.values()) {
      if (session.socket !== socket) continue;
      session.socket = undefined;
      if (ENDING.has(code)) state.sessions.delete(session.id);
    }
    world.changed();
  });
}

function identify(world: World, state: GatewayState, address: string, socket: WebSocket, data: Identify): void {
  if (!isToken(world, data.token)) return socket.close(4004, 'Authentication failed.');
  const intents = data.intents ?? -1;
  if (intents < 0 || intents >= HIGHEST_INTENT) return socket.close(4013, 'Invalid intent(s).');
  if (intents & PRIVILEGED) return socket.close(4014, 'Disallowed intent(s).');
  if (startsToday(state, world.now()) >= world.settings.startsPerDay) {
    world.settings.token = `reset-${world.newId()}`;
    return socket.close(4004, 'Authentication failed.');
  }
  state.identifies += 1;
  state.starts.push(world.now());
  const session: Session = { id: `session-${world.newId()}`, intents, sequence: 0, sent: [], socket };
  state.sessions.set(session.id, session);
  dispatchTo(session, 'READY', {
    v: 10,
    user: world.bot,
    guilds: [{ id: world.settings.guild.id, unavailable: true }],
    session_id: session.id,
    resume_gateway_url: address,
    application: { id: world.settings.applicationId, flags: 0 },
  });
  if (intents & GUILDS && !state.held) dispatchTo(session, 'GUILD_CREATE', guildCreateJson(world));
  world.changed();
}

/** A session that is gone is answered by op 9 and leaves the socket open for an IDENTIFY. */
function resume(world: World, state: GatewayState, socket: WebSocket, data: Resume): void {
  if (!isToken(world, data.token)) return socket.close(4004, 'Authentication failed.');
  const session = state.sessions.get(data.session_id ?? '');
  if (!session) return send(socket, Op.invalidSession, false);
  if ((data.seq ?? 0) > session.sequence) return socket.close(4007, 'Invalid seq.');
  const before = session.socket;
  session.socket = socket;
  before?.close(4000, 'Resumed elsewhere.');
  state.resumes += 1;
  replay(session, data.seq ?? 0);
  dispatchTo(session, 'RESUMED', {});
  world.changed();
}

function isToken(world: World, token: string | undefined): boolean {
  return token?.replace(/^Bot /, '') === world.settings.token;
}

function parse(raw: RawData): { op: number; d: object | undefined } | undefined {
  try {
    const frame = JSON.parse(Buffer.isBuffer(raw) ? raw.toString('utf8') : '') as { op?: unknown; d?: unknown };
    if (typeof frame.op !== 'number') return undefined;
    return { op: frame.op, d: typeof frame.d === 'object' && frame.d !== null ? frame.d : undefined };
  } catch {
    return undefined;
  }
}
