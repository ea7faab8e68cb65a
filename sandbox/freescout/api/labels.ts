import type { FastifyInstance } from 'fastify';
import type { World } from '../world.ts';
import { invalid, noContent, notFound, pageOf, refuse, required } from './answers.ts';
import type { Query } from './list.ts';
import { customFields } from './mailboxes.ts';
import { strings } from './new-thread.ts';
import type { Body } from './update.ts';

interface One {
  Params: { id: string };
  Body: Body | undefined;
}

/** What the Tags, Custom Fields and Time Tracking modules add. None of it fires a hook. */
export function labelRoutes(api: FastifyInstance, world: World): void {
  api.get<{ Querystring: Query }>('/tags', (request, reply) => {
    const names = [...new Set([...world.tags.values()].flat())].sort();
    return reply.send(
      pageOf('tags', names, request.query, (name) => ({ id: names.indexOf(name) + 1, name, color: 0 })),
    );
  });
  api.put<One>('/conversations/:id/tags', (request, reply) => {
    const row = world.conversations.get(Number(request.params.id));
    if (!row) return notFound(reply, 'Conversation');
    const tags = strings(request.body?.['tags']);
    if (!tags) return refuse(reply, [required('tags')]);
    world.tags.set(row.id, tags);
    return noContent(reply);
  });
  api.put<One>('/conversations/:id/custom_fields', (request, reply) => {
    const row = world.conversations.get(Number(request.params.id));
    if (!row) return notFound(reply, 'Conversation');
    const wishes = request.body?.['customFields'];
    if (!Array.isArray(wishes)) return refuse(reply, [required('customFields')]);
    const values = new Map((world.customFields.get(row.id) ?? []).map((field) => [field.id, field]));
    for (const wish of wishes as { id?: unknown; value?: string | number | null }[]) {
      const field = customFields.find((field) => field.id === Number(wish.id));
      if (!field) return refuse(reply, [invalid('customFields')]);
      const value = String(wish.value ?? '');
      values.set(field.id, { id: field.id, name: field.name, value, text: '' });
    }
    world.customFields.set(row.id, [...values.values()]);
    return noContent(reply);
  });
  api.get<One>('/conversations/:id/timelogs', (request, reply) => {
    const row = world.conversations.get(Number(request.params.id));
    if (!row) return notFound(reply, 'Conversation');
    return reply.send(pageOf('timelogs', [], {}, () => ({})));
  });
}
