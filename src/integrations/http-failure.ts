import { SystemError, type Retry } from '../desk/errors.ts';

/** What an error may tell of a call: no host, no query, no header, no body. */
export interface Asked {
  system: string;
  title: string;
  method: string;
  path: string;
  /** Milliseconds. */
  timeout: number;
  /** True when a repeat can do no harm. */
  reads: boolean;
  /** Statuses after which nothing was written for sure, although they usually leave that open. */
  undone: readonly number[];
}

/** The error for an answer whose status nobody asked to see. */
export function badStatus(asked: Asked, status: number, headers: Headers): SystemError {
  const retryAfter = waitAsked(headers.get('retry-after'));
  const fail = (retry: Retry, what: string): SystemError => failure(asked, retry, what, { status, retryAfter });
  if (status === 401) return fail('never', 'does not accept the key: check it, and that it has not expired (401)');
  if (status === 403) return fail('never', 'does not let the bot do that: its account lacks the right (403)');
  if (status === 429) return fail('later', 'asks for a pause: too many calls (429)');
  const retry = asked.undone.includes(status) ? 'later' : whenBroken(asked);
  if (status === 502 || status === 503 || status === 504) return fail(retry, `is busy or restarting (${status})`);
  if (status >= 500 || status === 408) return fail(retry, `failed by itself (${status})`);
  return fail('never', `refused the call (${status})`);
}

/** The error for JSON that was cut off or is none. */
export function unreadable(asked: Asked, status: number): SystemError {
  return failure(asked, whenBroken(asked), 'answered with JSON that cannot be read', { status });
}

const UNREACHED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
]);
const UNTRUSTED = /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/;

/**
 * The error for a call that got no whole answer. What was thrown is not kept as the cause: it may hold the
 * whole address, or the header that could not be sent.
 */
export function brokenCall(asked: Asked, thrown: unknown, stopping: boolean): SystemError {
  const fail = (retry: Retry, what: string): SystemError => failure(asked, retry, what);
  if (stopping) return fail(whenBroken(asked), 'was not waited for: Deskbell is stopping');
  if (thrown instanceof Error && thrown.name === 'TimeoutError') {
    return fail(whenBroken(asked), `did not answer within ${asked.timeout / 1000} s`);
  }
  const cause: unknown = thrown instanceof Error ? thrown.cause : undefined;
  const code = codeOf(cause) ?? codeOf(thrown);
  if (code === undefined) return fail(...withoutCode(asked, cause));
  if (UNREACHED.has(code)) return fail('later', `cannot be reached: check its address and that it runs (${code})`);
  if (UNTRUSTED.test(code)) return fail('later', `has a certificate that Node does not trust: ${TRUST} (${code})`);
  return fail(whenBroken(asked), `broke off the connection (${code})`);
}

const TRUST = 'give it a public one, or name your own authority in NODE_EXTRA_CA_CERTS';

function withoutCode(asked: Asked, cause: unknown): [Retry, string] {
  if (!(cause instanceof Error)) return ['never', 'cannot be called: check its address and key for odd characters'];
  if (/redirect/i.test(cause.message)) return ['never', 'answered with a redirect: check its address, http or https'];
  return [whenBroken(asked), 'broke off the connection'];
}

function codeOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown)) return undefined;
  return typeof thrown.code === 'string' ? thrown.code : undefined;
}

/** How a call fails that may have reached the other side. */
function whenBroken(asked: Asked): Retry {
  return asked.reads ? 'later' : 'unsure';
}

function failure(
  asked: Asked,
  retry: Retry,
  what: string,
  more: { status?: number; retryAfter?: number | undefined } = {},
): SystemError {
  return new SystemError(asked.system, retry, `${asked.title} ${what} (${asked.method} ${asked.path})`, more);
}

/** Milliseconds from a Retry-After header, which holds seconds or a date. */
function waitAsked(header: string | null): number | undefined {
  if (header === null) return undefined;
  const wait = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
