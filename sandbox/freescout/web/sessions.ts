import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A browser's session: who is logged in, and the token that its forms carry. */
export interface Session {
  id: string;
  token: string;
  user: number | null;
  /** The page that sent a stranger to the login, which then leads back there. */
  intended: string | null;
  /** What the login page complains of, once. */
  complaint: string | null;
  /** The user who gave a password and still owes the second factor. */
  owing: number | null;
  /** Epoch milliseconds of the last request. */
  seen: number;
}

export interface Sessions {
  /** The session of a request, or a new one; the cookie goes into the reply. */
  of(request: FastifyRequest, reply: FastifyReply): Session;
  /** Logging in changes both the cookie and the token. */
  logIn(session: Session, user: number, reply: FastifyReply): void;
}

const MOST_TRIES = 5;
const PAUSE = 60_000;

/** Five wrong passwords for an address within a minute lock it, for the right one as well. */
export function createThrottle(now: () => number): { tried(email: string): void; left(email: string): number } {
  const tries = new Map<string, { count: number; until: number }>();
  return {
    tried(email) {
      const known = tries.get(email);
      const alive = known && known.until > now() ? known : { count: 0, until: now() + PAUSE };
      tries.set(email, { ...alive, count: alive.count + 1 });
    },
    /** Seconds until the next try; 0 when there is one left. */
    left(email) {
      const known = tries.get(email);
      return known && known.count >= MOST_TRIES ? Math.max(0, Math.ceil((known.until - now()) / 1_000)) : 0;
    },
  };
}

const COOKIE = 'freescout_session';
const LIFETIME = 120 * 60_000;

/** Sessions end after 120 minutes without a request. */
export function createSessions(now: () => number): Sessions {
  const sessions = new Map<string, Session>();

  function setCookie(session: Session, reply: FastifyReply): void {
    reply.removeHeader('set-cookie');
    reply.header('set-cookie', `${COOKIE}=${session.id}; Max-Age=${LIFETIME / 1000}; Path=/; HttpOnly; SameSite=Lax`);
  }

  return {
    of(request, reply) {
      const id = cookieOf(request);
      const known = id === undefined ? undefined : sessions.get(id);
      const alive = known && now() - known.seen <= LIFETIME ? known : undefined;
      const session = alive ?? {
        id: secret(),
        token: secret(),
        user: null,
        intended: null,
        complaint: null,
        owing: null,
        seen: 0,
      };
      session.seen = now();
      sessions.set(session.id, session);
      setCookie(session, reply);
      return session;
    },
    logIn(session, user, reply) {
      sessions.delete(session.id);
      Object.assign(session, { id: secret(), token: secret(), user, intended: null, complaint: null, owing: null });
      sessions.set(session.id, session);
      setCookie(session, reply);
    },
  };
}

function secret(): string {
  return randomBytes(20).toString('hex');
}

function cookieOf(request: FastifyRequest): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(/;\s*/);
  return pairs.find((pair) => pair.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
}
