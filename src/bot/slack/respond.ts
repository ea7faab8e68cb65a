import { setTimeout as pause } from 'node:timers/promises';
import type { SlackMessage } from './render.ts';

export interface Response extends Partial<SlackMessage> {
  thread_ts?: string;
  replace_original?: boolean;
}

const TIMEOUT = 4_000;
const ATTEMPTS = 3;

/** Answers the presser alone, where they acted. Rejects when the address is used up, too old, or cannot be reached. */
export async function respond(responseUrl: string, response: Response): Promise<void> {
  const body = JSON.stringify({ response_type: 'ephemeral', replace_original: false, ...response });
  for (let attempt = 1; ; attempt += 1) {
    const status = await send(responseUrl, body).catch(() => 'unreachable' as const);
    if (typeof status === 'number' && status < 300) return;
    const passing = status === 'unreachable' || status === 429 || status >= 500;
    if (!passing || attempt === ATTEMPTS) throw new Error(`Slack did not take an answer (${status}).`);
    await pause(250 * attempt);
  }
}

async function send(url: string, body: string): Promise<number> {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(TIMEOUT) });
  await answer.arrayBuffer();
  return answer.status;
}
