import { exchange, type Exchanged, type Wanted } from './exchange.ts';
import { badStatus, brokenCall, unreadable, type Asked } from './http-failure.ts';
import type { Turn } from './turn.ts';

/** The other side of all calls to one system. */
export interface Remote {
  /** Its id, for errors. */
  readonly system: string;
  /** As people call it, for sentences. */
  readonly title: string;
  /** With or without a slash at the end; what follows it is the path of each call. */
  readonly base: string;
  /** Sent with every call, among them the key. */
  readonly headers: Readonly<Record<string, string>>;
  /** How many calls may be under way at once: `atMost(4)`. */
  readonly turn: Turn;
  /** Ends the calls under way when it is aborted. */
  readonly stop?: AbortSignal;
}

export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Begins with a slash; its parts are encoded already. Shown in errors. */
  path: string;
  /** Never shown in errors. */
  query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  body?: unknown;
  /** Milliseconds until the whole answer has to be there; 15 s if not said. */
  timeout?: number;
  /** Answers without a 2xx status that the caller wants to see instead of an error. */
  accept?: readonly number[] | ((answer: Answer) => boolean);
  /** True when a repeat can do no harm; if not said, true for GET alone. */
  reads?: boolean;
  /** Statuses after which nothing was written for sure, although they usually leave that open. */
  undone?: readonly number[];
}

/** `body` is the parsed JSON, or undefined when the answer was something else. */
export interface Answer {
  status: number;
  body: unknown;
  headers: Headers;
}

const TIMEOUT = 15_000;

/** Makes one call when its turn comes. Throws a `SystemError` that holds no key, no query and no host. */
export function callJson(remote: Remote, call: Call): Promise<Answer> {
  return remote.turn(() => attempt(remote, call));
}

async function attempt(remote: Remote, call: Call): Promise<Answer> {
  const asked = askedFor(remote, call);
  let answered: Exchanged;
  try {
    answered = await exchange(addressOf(remote, call), requestOf(remote, call, asked.timeout));
  } catch (error) {
    throw brokenCall(asked, error, remote.stop?.aborted ?? false);
  }
  const { status, headers, text } = answered;
  const body = isJson(headers) ? parsed(text) : undefined;
  const answer = { status, body: body === BROKEN ? undefined : body, headers };
  if ((status < 200 || status > 299) && !accepts(call, answer)) throw badStatus(asked, status, headers);
  if (body === BROKEN) throw unreadable(asked, status);
  return answer;
}

function isJson(headers: Headers): boolean {
  return /\bjson\b/.test(headers.get('content-type') ?? '');
}

const BROKEN = Symbol('broken');

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return BROKEN;
  }
}

function accepts(call: Call, answer: Answer): boolean {
  if (typeof call.accept === 'function') return call.accept(answer);
  return call.accept?.includes(answer.status) ?? false;
}

function askedFor(remote: Remote, call: Call): Asked {
  return {
    system: remote.system,
    title: remote.title,
    method: call.method,
    path: call.path,
    timeout: call.timeout ?? TIMEOUT,
    reads: call.reads ?? call.method === 'GET',
    undone: call.undone ?? [],
  };
}

function addressOf(remote: Remote, call: Call): string {
  const query = call.query ? `?${new URLSearchParams(call.query).toString()}` : '';
  return `${remote.base.replace(/\/+$/, '')}${call.path}${query}`;
}

function requestOf(remote: Remote, call: Call, timeout: number): Wanted {
  const json = call.body === undefined ? {} : { 'content-type': 'application/json' };
  return {
    method: call.method,
    headers: { accept: 'application/json', ...json, ...remote.headers },
    timeout,
    stop: remote.stop,
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
  };
}
