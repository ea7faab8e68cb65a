import type { FastifyInstance } from 'fastify';
import { knownEvents } from '../hooks/events.ts';
import type { Hooks } from '../hooks/deliver.ts';
import { created, noContent, notFound, pageOf, positive, refuse, required } from './answers.ts';
import type { Query } from './list.ts';
import type { Body } from './update.ts';

/** `/webhooks`. */
export function webhookRoutes(api: FastifyInstance, hooks: Hooks): void {
  api.get<{ Querystring: Query }>('/webhooks', (request, reply) =>
    reply.send(pageOf('webhooks', [...hooks.subscriptions.values()], request.query, (row) => row)),
  );
  api.post<{ Body: Body | undefined }>('/webhooks', (request, reply) => {
    const { url, events, mailboxes } = request.body ?? {};
    if (typeof url !== 'string' || url === '') return refuse(reply, [required('url')]);
    if (!Array.isArray(events)) return refuse(reply, [required('events')]);
    const ids = Array.isArray(mailboxes) ? mailboxes.map((id) => positive(id)).filter((id) => id !== undefined) : [];
    return created(reply, hooks.subscribe({ url, events: knownEvents(events), mailboxes: ids }));
  });
  api.delete<{ Params: { id: string } }>('/webhooks/:id', (request, reply) =>
    hooks.subscriptions.delete(Number(request.params.id)) ? noContent(reply) : notFound(reply, 'Webhook'),
  );
}
