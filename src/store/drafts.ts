import { randomBytes } from 'node:crypto';
import { key } from './redis.ts';
import type { Store } from './store.ts';

/** Typed text is kept this long for whoever could not send it yet. */
const DRAFT_SECONDS = 24 * 3600;

/** Keeps what a form is about, or what was typed into it, and returns the token that the form carries. */
export async function keepDraft(
  store: Store,
  draft: unknown,
  token = randomBytes(9).toString('base64url'),
): Promise<string> {
  await store.database.redis.set(key('draft', token), JSON.stringify(draft), 'EX', DRAFT_SECONDS);
  return token;
}

/** Keeps what was typed into a form beside what the form is about. */
export async function keepTyped(
  store: Store,
  token: string,
  filled: Readonly<Record<string, string>>,
): Promise<string> {
  const before = await readDraft(store, token);
  return keepDraft(store, { ...(typeof before === 'object' ? before : {}), filled }, token);
}

/** What was kept; undefined after a day. */
export async function readDraft(store: Store, token: string): Promise<unknown> {
  const text = await store.database.redis.get(key('draft', token));
  return text === null ? undefined : (JSON.parse(text) as unknown);
}

/** True for the first who asks within that many seconds. */
export async function firstTime(store: Store, occasion: string, seconds: number): Promise<boolean> {
  return (await store.database.redis.set(key('once', occasion), '1', 'EX', seconds, 'NX')) === 'OK';
}
