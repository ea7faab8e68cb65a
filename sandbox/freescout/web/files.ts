import type { FastifyInstance } from 'fastify';
import { tokenOf } from '../changes/attachments.ts';
import type { World } from '../world.ts';

/** Downloads of attachments: the address in the API carries a token, and without it there is nothing. */
export function fileRoutes(server: FastifyInstance, world: World): void {
  server.get<{ Querystring: { id?: string; token?: string } }>('/storage/attachment/*', (request, reply) => {
    const row = world.attachments.get(Number(request.query.id));
    const bytes = row && world.files.get(row.id);
    if (!bytes || request.query.token !== tokenOf(row.id)) return reply.code(404).send('');
    return reply.type(row.mime_type).send(bytes);
  });
}
