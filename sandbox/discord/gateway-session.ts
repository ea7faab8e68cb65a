import type { WebSocket } from 'ws';

export interface Frame {
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

const REPLAY_LIMIT = 2000;

export function createSession(id: string, intents: number, socket: WebSocket): Session {
  return { id, intents, sequence: 0, sent: [], socket };
}

export function dispatchTo(session: Session, event: string, payload: unknown): void {
  session.sequence += 1;
  const frame: Frame = { op: 0, t: event, s: session.sequence, d: structuredClone(payload) };
  session.sent.push(frame);
  if (session.sent.length > REPLAY_LIMIT) session.sent.shift();
  session.socket?.send(JSON.stringify(frame));
}

export function replay(session: Session, after: number): void {
  for (const frame of session.sent) if ((frame.s ?? 0) > after) session.socket?.send(JSON.stringify(frame));
}
