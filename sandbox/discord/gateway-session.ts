import type { WebSocket } from 'ws';

interface Frame {
  op: number;
  d: unknown;
  s: number | null;
  t: string | null;
}

/** One identified connection of the bot; it outlives its socket, so that it can be resumed. */
export interface Session {
  id: string;
  intents: number;
  sequence: number;
  /** What was dispatched, to be sent again after a resume. */
  sent: Frame[];
  socket: WebSocket | undefined;
}

/** What the sockets share. */
export interface GatewayState {
  readonly sessions: Map<string, Session>;
  plugged: boolean;
  silent: boolean;
  held: boolean;
  identifies: number;
  /** When each IDENTIFY of the last 24 hours was, in epoch milliseconds. */
  starts: number[];
  resumes: number;
}

export const Op = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presence: 3,
  voice: 4,
  resume: 6,
  reconnect: 7,
  members: 8,
  invalidSession: 9,
  hello: 10,
  acknowledged: 11,
};

/** After these close codes a session cannot be resumed. */
export const ENDING: ReadonlySet<number> = new Set([1000, 1001, 4004, 4007, 4009, 4010, 4011, 4012, 4013, 4014]);

/** Bit of the one intent that the bot needs. */
export const GUILDS = 1;

const DAY = 24 * 3_600_000;
const REPLAY_LIMIT = 2000;

/** How often the bot has identified itself in the last 24 hours. */
export function startsToday(state: GatewayState, now: number): number {
  state.starts = state.starts.filter((at) => at > now - DAY);
  return state.starts.length;
}

export function send(socket: WebSocket, op: number, data: unknown): void {
  const frame: Frame = { op, d: data, s: null, t: null };
  socket.send(JSON.stringify(frame));
}

export function dispatchTo(session: Session, event: string, payload: unknown): void {
  session.sequence += 1;
  const frame: Frame = { op: Op.dispatch, t: event, s: session.sequence, d: structuredClone(payload) };
  session.sent.push(frame);
  if (session.sent.length > REPLAY_LIMIT) session.sent.shift();
  session.socket?.send(JSON.stringify(frame));
}

export function replay(session: Session, after: number): void {
  for (const frame of session.sent) if ((frame.s ?? 0) > after) session.socket?.send(JSON.stringify(frame));
}
