import type { FastifyInstance } from 'fastify';
import { countFolders } from '../changes/folders.ts';
import { isoOf } from '../wall-clock.ts';
import type { World } from '../world.ts';
import { notFound, pageOf } from './answers.ts';
import type { Query } from './list.ts';

const folderNames: Readonly<Record<number, string>> = {
  1: 'Unassigned',
  20: 'Mine',
  25: 'Starred',
  30: 'Drafts',
  40: 'Assigned',
  60: 'Closed',
  70: 'Deleted',
  80: 'Spam',
};

/** `/mailboxes` and what hangs below; a single mailbox has no route. */
export function mailboxRoutes(api: FastifyInstance, world: World): void {
  api.get<{ Querystring: Query }>('/mailboxes', (request, reply) => {
    const { userId } = request.query;
    const rows = world.mailboxes.where(
      (mailbox) =>
        userId === undefined ||
        world.mailbox_user.first((row) => row.mailbox_id === mailbox.id && row.user_id === Number(userId)) !==
          undefined,
    );
    return reply.send(
      pageOf('mailboxes', rows, request.query, (mailbox) => ({
        id: mailbox.id,
        name: mailbox.name,
        email: mailbox.email,
        createdAt: isoOf(mailbox.created_at, world.zone),
        updatedAt: isoOf(mailbox.updated_at, world.zone),
      })),
    );
  });
  api.get<{ Params: { id: string }; Querystring: Query }>('/mailboxes/:id/folders', (request, reply) => {
    const mailbox = world.mailboxes.get(Number(request.params.id));
    if (!mailbox) return notFound(reply, 'Mailbox');
    countFolders(world);
    const { userId, folderId } = request.query;
    const rows = world.folders.where(
      (folder) =>
        folder.mailbox_id === mailbox.id &&
        (userId === undefined || folder.user_id === Number(userId)) &&
        (folderId === undefined || folder.id === Number(folderId)),
    );
    return reply.send(
      pageOf('folders', rows, request.query, (folder) => ({
        id: folder.id,
        name: folderNames[folder.type] ?? '',
        type: folder.type,
        userId: folder.user_id,
        totalCount: folder.total_count,
        activeCount: folder.active_count,
        meta: null,
      })),
    );
  });
  api.get<{ Params: { id: string }; Querystring: Query }>('/mailboxes/:id/custom_fields', (request, reply) => {
    const mailbox = world.mailboxes.get(Number(request.params.id));
    if (!mailbox) return notFound(reply, 'Mailbox');
    return reply.send(pageOf('custom_fields', customFields, request.query, (field) => field));
  });
}

/** The fields every mailbox has here; types as the Custom Fields module names them. */
export const customFields = [
  { id: 1, name: 'Device', type: 'singleline', required: false, sortOrder: 1 },
  { id: 2, name: 'Minutes', type: 'number', required: false, sortOrder: 2 },
] as const;
