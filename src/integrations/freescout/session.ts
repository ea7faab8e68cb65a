import { SystemError } from '../../desk/errors.ts';
import { badStatus, type Asked } from '../http-failure.ts';
import { atMost } from '../turn.ts';
import { SessionAnswer } from './schema.ts';
import { createVisitor, type Page } from './visitor.ts';

export interface SessionOptions {
  base: string;
  email: string;
  password: string;
  stop: AbortSignal;
  now: () => number;
}

/** A login of the bot's own, as a browser would have it: FreeScout's pages need no paid module. */
export interface Session {
  /** What a button of the page does; undefined when it was done, else FreeScout's reason. */
  act(form: Readonly<Record<string, string>>): Promise<string | undefined>;
  /** Logs in anew, for diagnosis. */
  logIn(): Promise<void>;
}

const AJAX = '/conversation/ajax';
/** Whoever guesses passwords is locked out by FreeScout: a login that was turned away is left alone for so long. */
const LET_BE = 60_000;

/** One login serves all calls, however many come at once, and is renewed once when it has run out. */
export function createSession({ base, email, password, stop, now }: SessionOptions): Session {
  const visitor = createVisitor(base, stop);
  const turn = atMost(2);
  let token: Promise<string> | undefined;
  let turnedAway: { error: SystemError; until: number } | undefined;

  function tokenNow(): Promise<string> {
    if (turnedAway && now() < turnedAway.until) return Promise.reject(turnedAway.error);
    token ??= enter().catch((error: unknown) => {
      token = undefined;
      if (error instanceof SystemError && error.retry === 'never') turnedAway = { error, until: now() + LET_BE };
      throw error;
    });
    return token;
  }

  /** The token of whoever is in, which every form must carry; it is another one after the login. */
  async function enter(): Promise<string> {
    visitor.forget();
    const form = await visitor.get('/login');
    const first = tokenIn(form);
    if (first === undefined || !form.text.includes('name="password"'))
      throw never('shows no login page: check FREESCOUT_URL, and whether people log in by single sign-on');
    const answer = await visitor.post('/login', { _token: first, email, password });
    if (answer.status === 419) throw later('let the login page run out; it is opened again');
    const page = await visitor.follow(answer);
    if (isOut(page)) throw refusalOn(page);
    if (asksForCode(page))
      throw never('asks for a second factor: give the login of FREESCOUT_EMAIL none, or use the API & Webhooks module');
    const inside = tokenIn(page) ?? tokenIn(await visitor.follow(await visitor.get('/')));
    if (inside === undefined)
      throw never('shows a page after the login that is not known here: check FREESCOUT_URL, and modules for logins');
    return inside;
  }

  async function send(form: Readonly<Record<string, string>>): Promise<Page | 'out'> {
    const used = tokenNow();
    const answer = await visitor.post(AJAX, form, {
      'x-csrf-token': await used,
      'x-requested-with': 'XMLHttpRequest',
      accept: 'application/json',
    });
    if (!isOut(answer)) return answer;
    // Whoever comes second finds the new login under way.
    if (token === used) token = undefined;
    return 'out';
  }

  return {
    act: (form) =>
      turn(async () => {
        const answer = await send(form);
        const last = answer === 'out' ? await send(form) : answer;
        if (last === 'out') throw later('ended the login at once: check its clock and its cookies');
        return reasonIn(last);
      }),
    async logIn() {
      [token, turnedAway] = [undefined, undefined];
      await tokenNow();
    },
  };
}

/** FreeScout says yes and no alike with 200. */
function reasonIn(answer: Page): string | undefined {
  if (answer.status < 200 || answer.status > 299) throw badStatus(WRITING, answer.status, answer.headers);
  const read = SessionAnswer.safeParse(answer.json);
  if (read.success) return read.data.status === 'success' ? undefined : read.data.msg || 'it did not say why';
  if (asksForCode(answer)) throw never('asks for a second factor: give the login of FREESCOUT_EMAIL none');
  throw new SystemError('freescout', 'unsure', `FreeScout answered with a page that is not known here (POST ${AJAX})`);
}

const WRITING: Asked = {
  system: 'freescout',
  title: 'FreeScout',
  method: 'POST',
  path: AJAX,
  timeout: 15_000,
  reads: false,
  undone: [],
};

/** Nobody is logged in, or the token is an old one: nothing was done. */
function isOut(answer: Page): boolean {
  if (answer.status === 401 || answer.status === 419 || isLogin(answer)) return true;
  return answer.location !== undefined && /\/login\/?$/.test(new URL(answer.location).pathname);
}

function isLogin(page: Page): boolean {
  return page.status === 200 && page.text.includes('name="password"') && page.text.includes('name="email"');
}

function asksForCode({ at, text }: Page): boolean {
  return /two.?factor|2fa|\botp\b/i.test(at) || /name="[^"]*(otp|two_?factor|one_time|2fa)[^"]*"/i.test(text);
}

function tokenIn({ text }: Page): string | undefined {
  return /<meta[^>]*\bname="csrf-token"[^>]*\bcontent="([^"]+)"/i.exec(text)?.[1];
}

function refusalOn(page: Page): SystemError {
  if (/too many login attempts/i.test(page.text)) return later('asks for a pause: too many logins were tried');
  return never(
    'does not accept the login: check FREESCOUT_EMAIL and FREESCOUT_PASSWORD, and that the user is active',
    401,
  );
}

function never(what: string, status?: number): SystemError {
  return new SystemError('freescout', 'never', `FreeScout ${what}`, { status });
}

function later(what: string): SystemError {
  return new SystemError('freescout', 'later', `FreeScout ${what}`);
}
