import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Hearing, WebhookCall } from '../contract.ts';
import { HookBody } from './schema.ts';

/**
 * A webhook means no more than "ticket N changed": its body may be old, and its event may be wrong.
 * `secret` is the key shown under Manage → API & Webhooks.
 */
export function hear(call: WebhookCall, secret: string | undefined): Hearing {
  if (call.path !== '' && call.path !== '/') return { is: 'refused', status: 404, says: 'nothing is here' };
  if (secret === undefined) return { is: 'refused', status: 401, says: 'FREESCOUT_WEBHOOK_SECRET is not set' };
  if (!isSigned(call, secret)) return { is: 'refused', status: 401, says: 'the signature does not match the secret' };
  const event = call.headers['x-freescout-event'];
  if (event === undefined || event === '') return { is: 'refused', status: 400, says: 'X-FreeScout-Event is missing' };
  if (!event.startsWith('convo.')) return { is: 'test', says: `${event} concerns no ticket` };
  const row = rowOf(call.body);
  if (row === undefined) return { is: 'refused', status: 400, says: 'the body names no ticket' };
  return { is: 'hint', row, says: 'heard' };
}

function isSigned(call: WebhookCall, secret: string): boolean {
  const wanted = Buffer.from(createHmac('sha1', secret).update(call.body).digest('base64'));
  const given = Buffer.from(call.headers['x-freescout-signature'] ?? '');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function rowOf(body: Buffer): string | undefined {
  try {
    const read = HookBody.safeParse(JSON.parse(body.toString('utf8')));
    return read.success ? String(read.data.id) : undefined;
  } catch {
    return undefined;
  }
}
