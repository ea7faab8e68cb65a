import { createHash, timingSafeEqual } from 'node:crypto';
import type { Hearing, WebhookCall } from '../contract.ts';
import { WebhookBody } from './schema.ts';

const BODY_LIMIT = 256 * 1024;
const TEST: Hearing = { is: 'test', says: 'Deskbell: test received' };

/** Understands a call of TRMM's two webhooks. Only the id counts; what the alert is gets read afterwards. */
export function hearWebhook(call: WebhookCall, token: string | undefined): Hearing {
  const row = /^\/(?:failure|resolved)\/(?<row>[^/]+)\/?$/.exec(call.path)?.groups?.['row'];
  if (row === undefined) return refused(404, 'no such path: use /failure/{{alert.id}} or /resolved/{{alert.id}}');
  const wrong = refusal(call.headers['x-trmm-token'], token);
  if (wrong !== undefined) return refused(401, wrong);
  if (call.body.length > BODY_LIMIT) return refused(400, 'the body is too long');
  if (!/^\d{1,10}$/.test(row) || isTest(call.body)) return TEST;
  return { is: 'hint', row: String(Number(row)), says: 'Deskbell: queued' };
}

function refused(status: 400 | 401 | 404, what: string): Hearing {
  return { is: 'refused', status, says: `Deskbell: ${what}` };
}

function refusal(given: string | undefined, token: string | undefined): string | undefined {
  if (token === undefined) return 'TRMM_WEBHOOK_TOKEN is not set';
  if (given === undefined || given === '') return 'the header X-TRMM-Token is missing';
  if (given === 'None') return 'the token is None: the key store has no such entry';
  if (given.includes('{{')) return 'the token was not filled in: run the test against an agent';
  return same(given, token) ? undefined : 'wrong token';
}

function same(given: string, token: string): boolean {
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/**
 * TRMM's own "Test" button fills in another thing's id, so that what looks like an alert is none. A body that a
 * quotation mark broke arrives as text, or as nothing that can be read; then the id of the path has to do.
 */
function isTest(body: Buffer): boolean {
  const once = parsed(body.toString('utf8'));
  const twice = typeof once === 'string' ? parsed(once) : once;
  return twice !== undefined && !WebhookBody.safeParse(twice).success;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
