import { exchange } from '../exchange.ts';
import { badStatus, brokenCall, type Asked } from '../http-failure.ts';

/** What a page answered. */
export interface Page {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body, where it is JSON. */
  json: unknown;
  /** The path at which it was found. */
  at: string;
  /** Where it leads, whole. */
  location: string | undefined;
}

/** Somebody who opens pages and keeps their cookies. */
export interface Visitor {
  get(path: string): Promise<Page>;
  post(path: string, form: Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>>): Promise<Page>;
  /** The page to which an answer leads in the end. */
  follow(page: Page): Promise<Page>;
  /** Throws the cookies away. */
  forget(): void;
}

const TIMEOUT = 15_000;
const MOST_STEPS = 5;

/** Throws `SystemError`s that hold no address, cookie or form. Every status is an answer, but for one of trouble where a page is only read. */
export function createVisitor(base: string, stop: AbortSignal): Visitor {
  const cookies = new Map<string, string>();

  async function go(address: string, asked: Asked, body?: string, more: Readonly<Record<string, string>> = {}) {
    const headers = {
      accept: 'text/html',
      ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...(cookies.size > 0 && { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') }),
      ...more,
    };
    const wanted = { method: asked.method, headers, timeout: TIMEOUT, stop, redirects: 'given' as const };
    const answer = await exchange(address, body === undefined ? wanted : { ...wanted, body }).catch(
      (error: unknown) => {
        throw brokenCall(asked, error, stop.aborted);
      },
    );
    for (const cookie of answer.headers.getSetCookie()) keep(cookie);
    if (asked.reads && (answer.status >= 500 || answer.status === 429))
      throw badStatus(asked, answer.status, answer.headers);
    const location = answer.headers.get('location');
    return {
      ...answer,
      json: jsonIn(answer.text),
      at: asked.path,
      location: location === null ? undefined : (URL.parse(location, address)?.href ?? undefined),
    };
  }

  function keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split(';');
    const at = pair.indexOf('=');
    const name = pair.slice(0, at).trim();
    if (attributes.some((one) => /^\s*max-age=-?0*\s*$/i.test(one))) cookies.delete(name);
    else cookies.set(name, pair.slice(at + 1).trim());
  }

  /** Another host gets none of our cookies. */
  function leadsHome(page: Page): page is Page & { location: string } {
    return page.location !== undefined && new URL(page.location).origin === new URL(base).origin;
  }

  const visitor: Visitor = {
    get: (path) => go(`${base}${path}`, reading(path)),
    post: (path, form, headers) => {
      const asked = { ...reading(path), method: 'POST', reads: path === '/login' };
      return go(`${base}${path}`, asked, new URLSearchParams(form).toString(), headers);
    },
    async follow(page) {
      let found = page;
      for (let step = 0; step < MOST_STEPS && leadsHome(found); step += 1)
        found = await go(found.location, reading(new URL(found.location).pathname));
      return found;
    },
    forget: () => cookies.clear(),
  };
  return visitor;
}

function reading(path: string): Asked {
  return { system: 'freescout', title: 'FreeScout', method: 'GET', path, timeout: TIMEOUT, reads: true, undone: [] };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
