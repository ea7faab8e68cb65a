import { createHash } from 'node:crypto';
import { Refusal } from './refusal.ts';

/** What a request may use up: a number of calls in a window that begins with its first call. */
interface Bucket {
  name: string;
  /** The part of the path that has its own count: a channel, or a webhook with its token. */
  major: string;
  calls: number;
  seconds: number;
}

interface Window {
  left: number;
  resets: number;
}

export interface Limits {
  /** Counts the request; gives the headers for its answer, or throws a 429. */
  take(method: string, path: string): Record<string, string>;
  /** Answers of 401, 403 and 429 in the last ten minutes, but for limits shared with other bots; Discord bans the address at 10,000. */
  countInvalid(status: number, scope?: unknown): void;
  invalid(): number;
}

const GLOBAL_PER_SECOND = 50;
const INVALID_WINDOW = 600_000;

/** Posting and editing are each 5 in 5 s per channel, deleting too; webhooks 5 in 2 s per token. Reported, not documented. */
const RULES: { method: string; path: RegExp; name: string; calls: number; seconds: number }[] = [
  { method: 'POST', path: /^\/channels\/(\d+)\/messages$/, name: 'post', calls: 5, seconds: 5 },
  { method: 'PATCH', path: /^\/channels\/(\d+)\/messages\/\d+$/, name: 'edit', calls: 5, seconds: 5 },
  { method: 'DELETE', path: /^\/channels\/(\d+)\/messages\/\d+$/, name: 'delete', calls: 5, seconds: 5 },
  { method: 'POST', path: /^\/webhooks\/(\d+\/[^/]+)$/, name: 'follow-up', calls: 5, seconds: 2 },
  { method: 'PATCH', path: /^\/webhooks\/(\d+\/[^/]+)\/messages\/[^/]+$/, name: 'webhook-edit', calls: 5, seconds: 2 },
];

export function createLimits(now: () => number): Limits {
  const windows = new Map<string, Window>();
  const whole: Window = { left: GLOBAL_PER_SECOND, resets: 0 };
  let invalid: number[] = [];

  function takeGlobal(): void {
    if (now() >= whole.resets) Object.assign(whole, { left: GLOBAL_PER_SECOND, resets: now() + 1000 });
    if (whole.left <= 0) {
      const seconds = (whole.resets - now()) / 1000;
      throw limited(seconds, { 'x-ratelimit-global': 'true', 'x-ratelimit-scope': 'global' });
    }
    whole.left -= 1;
  }

  return {
    take(method, path) {
      if (!isExempt(path)) takeGlobal();
      const bucket = bucketFor(method, path);
      if (!bucket) return {};
      const key = `${bucket.name} ${bucket.major}`;
      let window = windows.get(key);
      if (!window || now() >= window.resets) {
        window = { left: bucket.calls, resets: now() + bucket.seconds * 1000 };
        windows.set(key, window);
      }
      const after = (window.resets - now()) / 1000;
      const headers = headersFor(bucket, Math.max(0, window.left - 1), after, window.resets);
      if (window.left <= 0) throw limited(after, { ...headers, 'x-ratelimit-scope': 'user' });
      window.left -= 1;
      return headers;
    },
    countInvalid(status, scope) {
      if (scope === 'shared') return;
      if (status === 401 || status === 403 || status === 429) invalid.push(now());
    },
    invalid() {
      invalid = invalid.filter((at) => at > now() - INVALID_WINDOW);
      return invalid.length;
    },
  };
}

/** Interaction callbacks and webhooks do not count towards the bot's 50 in a second. */
function isExempt(path: string): boolean {
  return path.startsWith('/interactions/') || path.startsWith('/webhooks/');
}

function bucketFor(method: string, path: string): Bucket | undefined {
  for (const rule of RULES) {
    const major = rule.method === method ? rule.path.exec(path)?.[1] : undefined;
    if (major) return { name: rule.name, major, calls: rule.calls, seconds: rule.seconds };
  }
  return undefined;
}

function headersFor(bucket: Bucket, left: number, after: number, resets: number): Record<string, string> {
  return {
    'x-ratelimit-bucket': createHash('md5').update(bucket.name).digest('hex'),
    'x-ratelimit-limit': String(bucket.calls),
    'x-ratelimit-remaining': String(left),
    'x-ratelimit-reset': (resets / 1000).toFixed(3),
    'x-ratelimit-reset-after': after.toFixed(3),
  };
}

/** Discord's 429; `retry-after` is whole seconds, `retry_after` is exact. */
export function limited(seconds: number, headers: Record<string, string>, code?: number, message?: string): Refusal {
  const body = {
    message: message ?? 'You are being rate limited.',
    retry_after: Math.max(0.001, Number(seconds.toFixed(3))),
    global: headers['x-ratelimit-global'] === 'true',
    ...(code === undefined ? {} : { code }),
  };
  return new Refusal(429, body, { ...headers, 'retry-after': String(Math.ceil(seconds)) });
}
