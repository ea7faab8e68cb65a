import { setTimeout as pause } from 'node:timers/promises';
import type { App, ReceiverEvent } from '@slack/bolt';
import type { HttpAnswer, PlatformHttp } from '../contract.ts';
import { createDeliveries } from './deliveries.ts';
import { DRAIN, type HearingReceiver } from './receiver.ts';
import { isSigned } from './signature.ts';

type HttpCall = Parameters<PlatformHttp['serve']>[0];

/** Slack waits three seconds; a press without a listener is answered a little before. */
const DEADLINE = 2_900;

export function createHttpReceiver(secret: string): { receiver: HearingReceiver; entrance: PlatformHttp } {
  const deliveries = createDeliveries();
  let state: 'waiting' | 'open' | 'stopped' = 'waiting';

  async function serve(request: HttpCall): Promise<HttpAnswer> {
    const signature = header(request, 'x-slack-signature');
    const timestamp = header(request, 'x-slack-request-timestamp');
    if (!isSigned({ signature, timestamp, body: request.body }, secret, Date.now())) return answer(401);
    const body = bodyOf(request);
    if (body === undefined) return answer(400);
    if (typeof body['challenge'] === 'string') return answer(200, { challenge: body['challenge'] });
    if (body['ssl_check'] !== undefined) return answer(200);
    if (state !== 'open') return answer(503);
    return delivered(request, body);
  }

  async function delivered(request: HttpCall, body: Record<string, unknown>): Promise<HttpAnswer> {
    const acked = Promise.withResolvers<HttpAnswer>();
    const retry = Number(header(request, 'x-slack-retry-num'));
    const event: ReceiverEvent = {
      body,
      ack: async (response: unknown) => acked.resolve(answer(200, response)),
      ...(retry > 0 ? { retryNum: retry, retryReason: header(request, 'x-slack-retry-reason') } : {}),
    };
    const unheard = deliveries.take(event).then(
      () => answer(404),
      () => answer(500),
    );
    const late = pause(DEADLINE, answer(404), { ref: false });
    return Promise.race([acked.promise, unheard, late]);
  }

  return {
    entrance: { path: '/slack/events', serve },
    receiver: {
      init: (app: App) => deliveries.attach(app),
      start: async () => void (state = 'open'),
      async stop() {
        state = 'stopped';
        await deliveries.drain(DRAIN);
      },
      deaf() {
        if (state === 'open') return undefined;
        return state === 'stopped' ? 'The entrance for Slack was closed.' : 'The entrance for Slack is not open yet.';
      },
    },
  };
}

function header(request: HttpCall, name: string): string {
  return request.headers[name] ?? '';
}

/** Events come as JSON; presses as a form with one JSON field; commands as a plain form. */
function bodyOf(request: HttpCall): Record<string, unknown> | undefined {
  const text = request.body.toString('utf8');
  if (header(request, 'content-type').startsWith('application/json')) return objectIn(text);
  const form = new URLSearchParams(text);
  const payload = form.get('payload');
  return payload === null ? Object.fromEntries(form) : objectIn(payload);
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function answer(status: number, body?: unknown): HttpAnswer {
  if (body === undefined || body === '') return { status, headers: {}, body: '' };
  if (typeof body === 'string') return { status, headers: { 'content-type': 'text/plain' }, body };
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
