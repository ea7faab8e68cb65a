import type { FastifyInstance } from 'fastify';
import { page } from './pages.ts';
import { wantsJson } from './index.ts';

/** Paths of the module that exist for some method: another method is 405 there, not 404. */
const apiPaths = [
  /^\/api\/(conversations|customers|users|mailboxes|tags|webhooks)$/,
  /^\/api\/(conversations|customers|users|webhooks)\/\d+$/,
  /^\/api\/conversations\/\d+\/(threads|tags|custom_fields|timelogs)$/,
  /^\/api\/customers\/\d+\/customer_fields$/,
  /^\/api\/mailboxes\/\d+\/(folders|custom_fields)$/,
];

/** Answers for what is not there or breaks: JSON only to who asks for it. */
export function errorAnswers(server: FastifyInstance, apiModule: boolean): void {
  server.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    reply.code(apiModule && apiPaths.some((known) => known.test(path)) ? 405 : 404);
    if (wantsJson(request)) return reply.send({ message: '' });
    return reply.type('text/html; charset=UTF-8').send(page('Not found', '', '<h1>Page not found</h1>'));
  });
  server.setErrorHandler((error, request, reply) => {
    if (request.url.startsWith('/_sandbox/')) return reply.code(500).send({ error: String(error) });
    return reply.code(500).send({ message: 'Server Error' });
  });
}

/** Only the host of APP_URL is answered. */
export function trustHost(server: FastifyInstance, host: string): void {
  server.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/_sandbox/') || request.hostname.split(':', 1)[0] === host) return;
    return reply.code(403).type('text/html; charset=UTF-8').send('Untrusted Host');
  });
}
