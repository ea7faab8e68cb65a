import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayUse } from '../access.ts';
import { userStatus, userType } from '../codes.ts';
import type { UserRow } from '../rows.ts';
import type { World } from '../world.ts';
import { ajax, type Form } from './ajax.ts';
import { dashboard, factorPage, loginPage, page, ticketPage } from './pages.ts';
import { createSessions, createThrottle, type Session } from './sessions.ts';

type Ticket = { Params: { id: string }; Querystring: Record<string, string | undefined> };

/** The web interface, as far as a program needs it without the API module, and a page for each ticket. */
export function webInterface(server: FastifyInstance, world: World, twoFactor: boolean): void {
  const sessions = createSessions(() => world.now());
  const throttle = createThrottle(() => world.now());

  server.get('/login', (request, reply) => {
    const session = sessions.of(request, reply);
    if (session.user !== null) return reply.redirect('/');
    const complaint = session.complaint;
    session.complaint = null;
    return html(reply, loginPage(session.token, complaint));
  });
  server.post<{ Body: Form | undefined }>('/login', (request, reply) => {
    const session = sessions.of(request, reply);
    const { _token: token, email, password } = request.body ?? {};
    if (token !== session.token) return expired(request, reply);
    const wait = throttle.left(email ?? '');
    if (wait > 0) return comeBack(reply, session, `Too many login attempts. Please try again in ${wait} seconds.`);
    const user = world.users.first((row) => row.email === email && row.password === password);
    if (!user || user.status !== userStatus.active || user.type !== userType.human) {
      throttle.tried(email ?? '');
      return comeBack(reply, session, 'These credentials do not match our records.');
    }
    const target = session.intended ?? '/';
    if (twoFactor) {
      session.owing = user.id;
      return reply.redirect('/two-factor-auth');
    }
    sessions.logIn(session, user.id, reply);
    return reply.redirect(target);
  });
  server.get('/two-factor-auth', (request, reply) => {
    const session = sessions.of(request, reply);
    return session.owing === null ? reply.redirect('/login') : html(reply, factorPage(session.token));
  });
  server.get('/', (request, reply) => {
    const session = sessions.of(request, reply);
    if (!userOf(world, session)) return toLogin(request, reply, session);
    return html(reply, dashboard(world, session.token));
  });
  server.post<{ Body: Form | undefined }>('/conversation/ajax', (request, reply) => {
    const session = sessions.of(request, reply);
    const form = request.body ?? {};
    if ((request.headers['x-csrf-token'] ?? form['_token']) !== session.token) return expired(request, reply);
    const user = userOf(world, session);
    if (user) return reply.send(ajax(world, user, form));
    return wantsJson(request) ? reply.code(401).send({ message: 'Unauthenticated.' }) : reply.redirect('/login');
  });
  server.get<Ticket>('/conversation/:id', (request, reply) => {
    const session = sessions.of(request, reply);
    const user = userOf(world, session);
    if (!user) return toLogin(request, reply, session);
    const conversation = world.conversations.get(Number(request.params.id));
    if (!conversation) return html(reply.code(404), page('Not found', session.token, '<h1>Page not found</h1>'));
    if (!mayUse(world, user, conversation.mailbox_id)) {
      return html(reply.code(403), page('Forbidden', session.token, '<h1>Access denied</h1>'));
    }
    if (Number(request.query['folder_id']) !== conversation.folder_id) {
      return reply.redirect(`/conversation/${conversation.id}?folder_id=${conversation.folder_id}`);
    }
    return html(reply, ticketPage(world, conversation, session.token));
  });
}

/** Whether an error should be JSON: asked for, or a script's request that takes anything. */
export function wantsJson(request: FastifyRequest): boolean {
  const accept = request.headers.accept ?? '*/*';
  return (
    accept.includes('json') || (request.headers['x-requested-with'] === 'XMLHttpRequest' && accept.includes('*/*'))
  );
}

function userOf(world: World, session: Session): UserRow | undefined {
  const user = world.users.get(session.user);
  return user?.status === userStatus.active ? user : undefined;
}

function comeBack(reply: FastifyReply, session: Session, complaint: string): FastifyReply {
  session.complaint = complaint;
  return reply.redirect('/login');
}

function toLogin(request: FastifyRequest, reply: FastifyReply, session: Session): FastifyReply {
  session.intended = request.url;
  return reply.redirect('/login');
}

function expired(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.code(419);
  return wantsJson(request) ? reply.send({ message: '' }) : html(reply, page('Expired', '', '<h1>Page expired</h1>'));
}

function html(reply: FastifyReply, text: string): FastifyReply {
  return reply.type('text/html; charset=UTF-8').send(text);
}
