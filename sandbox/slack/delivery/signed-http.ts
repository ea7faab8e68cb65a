import { createHmac, randomUUID } from 'node:crypto';
import { isObject, type Json } from '../block-kit.ts';
import type { World } from '../world.ts';
import type { Ack, Parcel } from './parcel.ts';

/** Sends a parcel to the bot's request URL, signed as Slack signs, and waits for the answer no longer than the deadline. */
export async function sendSigned(world: World, root: string, parcel: Parcel): Promise<Ack> {
  const startedAt = performance.now();
  const { body, contentType } = bodyOf(parcel);
  try {
    const response = await fetch(`${root.replace(/\/$/, '')}/slack/events`, {
      method: 'POST',
      headers: { 'content-type': contentType, ...signature(world, body), ...retryHeaders(parcel) },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(world.settings.ackDeadline),
    });
    const text = await response.text();
    const milliseconds = performance.now() - startedAt;
    const noRetry = response.headers.get('x-slack-no-retry') === '1';
    if (!accepts(parcel, response)) return { acked: false, error: `http_${response.status}`, noRetry, milliseconds };
    return { acked: true, payload: answerFrom(text), milliseconds };
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    return {
      acked: false,
      error: timedOut ? 'operation_timeout' : 'dispatch_failed',
      milliseconds: performance.now() - startedAt,
    };
  }
}

/** Any 2xx will do for an event; what a person did must be answered with 200. */
function accepts(parcel: Parcel, response: Response): boolean {
  return parcel.type === 'events_api' ? response.ok : response.status === 200;
}

/** Asks the address to prove itself, as Slack does when it is entered: it must give the challenge back. */
export async function verifyAddress(world: World, root: string): Promise<boolean> {
  const challenge = randomUUID();
  const parcel: Parcel = {
    id: challenge,
    type: 'events_api',
    payload: { token: 'sandbox', challenge, type: 'url_verification' },
    takesAnswer: true,
    attempt: 0,
  };
  const ack = await sendSigned(world, root, parcel);
  if (!ack.acked) return false;
  return ack.payload === challenge || (isObject(ack.payload) && ack.payload['challenge'] === challenge);
}

/** The two headers of Slack's `v0` signature over the body as it goes out. */
function signature(world: World, body: string): Record<string, string> {
  const timestamp = String(Math.floor(world.standIn.now() / 1000));
  const digest = createHmac('sha256', world.settings.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` };
}

function bodyOf(parcel: Parcel): { body: string; contentType: string } {
  if (parcel.type === 'events_api') return { body: JSON.stringify(parcel.payload), contentType: 'application/json' };
  const fields =
    parcel.type === 'slash_commands' ? textFields(parcel.payload) : { payload: JSON.stringify(parcel.payload) };
  return { body: new URLSearchParams(fields).toString(), contentType: 'application/x-www-form-urlencoded' };
}

function textFields(payload: Json): Record<string, string> {
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]));
}

function retryHeaders(parcel: Parcel): Record<string, string> {
  if (parcel.attempt === 0) return {};
  const reason = parcel.reason === 'timeout' ? 'http_timeout' : (parcel.reason ?? 'http_timeout');
  return { 'x-slack-retry-num': String(parcel.attempt), 'x-slack-retry-reason': reason };
}

function answerFrom(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
