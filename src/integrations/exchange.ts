import { type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSafely } from 'node:https';

export interface Wanted {
  method: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
  /** Milliseconds until the whole answer has to be there. */
  timeout: number;
  /** `given`: a redirect is an answer like any other, and followed by the caller if at all. */
  redirects?: 'given';
  /** Ends the exchange when it is aborted. */
  stop: AbortSignal | undefined;
}

export interface Exchanged {
  status: number;
  headers: Headers;
  text: string;
}

/**
 * One request and its whole answer, over connections that are kept. In a storm every alert is read by itself, and `fetch` would
 * take more of the time than all the rest. Rejects as `fetch` does: a `TimeoutError`, an error of node's with its code, or one without
 * where the address or a header is none or the answer is a redirect.
 */
export function exchange(address: string, wanted: Wanted): Promise<Exchanged> {
  const { promise, resolve, reject } = Promise.withResolvers<Exchanged>();
  const { method, headers, body, timeout, stop, redirects } = wanted;
  const url = addressOf(address);
  const call = url.protocol === 'https:' ? requestSafely : requestPlain;
  const request = sendable(() => call(url, { method, headers }));
  const late = setTimeout(() => end(new DOMException('The answer took too long', 'TimeoutError')), timeout);
  const stopped = (): void => end(new DOMException('Nobody waits any more', 'AbortError'));
  stop?.addEventListener('abort', stopped, { once: true });
  if (stop?.aborted) stopped();

  function end(error?: unknown): void {
    clearTimeout(late);
    stop?.removeEventListener('abort', stopped);
    if (error === undefined) return;
    reject(error);
    request.destroy();
  }

  request.on('error', end);
  request.on('response', (response) => {
    response.on('error', end);
    textOf(response, (text) => {
      end();
      resolve({ status: response.statusCode ?? 0, headers: headersOf(response), text });
    });
    if (isRedirect(response) && redirects !== 'given')
      end(new TypeError('not followed', { cause: new Error('unexpected redirect') }));
  });
  request.end(body);
  return promise;
}

/** A password in an address would stand in logs and errors. */
function addressOf(address: string): URL {
  const url = sendable(() => new URL(address));
  if (url.username !== '' || url.password !== '') throw new TypeError('the address holds a password');
  return url;
}

/** What node will not send fails without a code, and without what it was: that may be a key. */
function sendable<Value>(make: () => Value): Value {
  try {
    return make();
  } catch {
    throw new TypeError('it cannot be sent');
  }
}

function isRedirect({ statusCode = 0, headers }: IncomingMessage): boolean {
  return [301, 302, 303, 307, 308].includes(statusCode) && headers.location !== undefined;
}

function textOf(response: IncomingMessage, done: (text: string) => void): void {
  let text = '';
  response.setEncoding('utf8');
  response.on('data', (part: string) => {
    text += part;
  });
  response.on('end', () => done(text.startsWith('\uFEFF') ? text.slice(1) : text));
}

function headersOf({ headersDistinct }: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(headersDistinct))
    for (const value of values) headers.append(name, value);
  return headers;
}
