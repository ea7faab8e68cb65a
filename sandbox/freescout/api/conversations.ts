import type { FastifyInstance } from 'fastify';
import { addApiThread } from '../changes/api-thread.ts';
import { deleteForever } from '../changes/trash.ts';
import type { World } from '../world.ts';
import { created, noContent, notFound, pageOf, refuse } from './answers.ts';
import { attach } from '../changes/attachments.ts';
import { conversationObject } from './conversation-object.ts';
import { createConversation } from './create.ts';
import { listConversations, type Query } from './list.ts';
import { threadFrom } from './new-thread.ts';
import { mistakesOf, update, type Body } from './update.ts';

interface One {
  Params: { id: string };
  Body: Body | undefined;
  Querystring: Query;
}

/** `/conversations`, without tags and custom fields. */
export function conversationRoutes(api: FastifyInstance, world: World, root: () => string): void {
  api.get<{ Querystring: Query }>('/conversations', (request, reply) => {
    const rows = listConversations(world, request.query);
    if (!Array.isArray(rows)) return refuse(reply, [rows]);
    const embed = embedOf(request.query);
    return reply.send(
      pageOf('conversations', rows, request.query, (row) => conversationObject(world, row, embed, root())),
    );
  });
  api.get<One>('/conversations/:id', (request, reply) => {
    const row = world.conversations.get(Number(request.params.id));
    if (!row) return notFound(reply, 'Conversation');
    const embed = request.query['embed'] === undefined ? ['threads', 'timelogs', 'tags'] : embedOf(request.query);
    return reply.send(conversationObject(world, row, embed, root()));
  });
  api.post<{ Body: Body | undefined }>('/conversations', (request, reply) => {
    const made = createConversation(world, request.body ?? {});
    return typeof made === 'number' ? created(reply, made) : refuse(reply, made);
  });
  api.put<One>('/conversations/:id', (request, reply) => {
    const row = world.conversations.get(Number(request.params.id));
    if (!row) return notFound(reply, 'Conversation');
    const mistakes = mistakesOf(world, request.body ?? {});
    if (mistakes.length > 0) return refuse(reply, mistakes);
    update(world, row, request.body ?? {});
    return noContent(reply);
  });
  api.delete<One>('/conversations/:id', (request, reply) => {
    const row = world.conversations.get(Number(request.params.id));
    if (!row) return notFound(reply, 'Conversation');
    deleteForever(world, row);
    return noContent(reply);
  });
  api.post<One>('/conversations/:id/threads', (request, reply) => {
    const row = world.conversations.get(Number(request.params.id));
    if (!row) return notFound(reply, 'Conversation');
    const wish = threadFrom(world, request.body ?? {}, row.customer_id);
    if (!('body' in wish)) return refuse(reply, [wish]);
    const thread = addApiThread(world, row, wish);
    attach(world, thread, request.body?.['attachments']);
    return created(reply, thread.id);
  });
}

function embedOf(query: Query): string[] {
  return typeof query['embed'] === 'string' ? query['embed'].split(',') : [];
}
