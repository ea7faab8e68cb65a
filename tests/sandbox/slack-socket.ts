import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { SlackStandIn } from '../../sandbox/slack/index.ts';
import { webClient } from './slack-app.ts';

export interface Frame {
  type: string;
  envelope_id?: string;
  accepts_response_payload?: boolean;
  retry_attempt?: number;
  retry_reason?: string;
  reason?: string;
  num_connections?: number;
  payload?: Record<string, unknown>;
}

/** A bare Socket Mode connection, for what no well-behaved library would do. */
export interface Line {
  socket: WebSocket;
  /** Everything heard so far, the greeting included. */
  frames: Frame[];
  ack(frame: Frame, payload?: unknown): void;
  closed: Promise<unknown>;
}

export async function addressFor(slack: SlackStandIn): Promise<string> {
  const { url } = await webClient(slack, slack.settings.appToken).apps.connections.open();
  return url ?? '';
}

/** Opens a connection; `answer` gives the payload of the ack, or undefined to stay silent. */
export async function openLine(
  slack: SlackStandIn,
  answer: (frame: Frame) => unknown = () => undefined,
): Promise<Line> {
  const socket = new WebSocket(await addressFor(slack));
  const frames: Frame[] = [];
  const line: Line = {
    socket,
    frames,
    ack(frame, payload = {}) {
      socket.send(JSON.stringify({ envelope_id: frame.envelope_id, payload }));
    },
    closed: once(socket, 'close'),
  };
  socket.on('error', () => socket.terminate());
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString('utf8')) as Frame;
    frames.push(frame);
    const payload = frame.envelope_id === undefined ? undefined : answer(frame);
    if (payload !== undefined) line.ack(frame, payload);
  });
  await slack.until(() => frames.length > 0);
  return line;
}
