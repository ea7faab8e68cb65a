import { tokenOf } from '../changes/attachments.ts';
import { action, nameOf, person, sourceType, status, threadState, threadType } from '../codes.ts';
import type { ThreadRow } from '../rows.ts';
import { isoOf } from '../wall-clock.ts';
import type { World } from '../world.ts';
import { actionText } from './action-text.ts';
import { customerMention, userMention } from './people.ts';

/** One thread as the API and the webhooks show it. */
export function threadObject(world: World, thread: ThreadRow, root: string): object {
  const attachments = world.attachments.where((row) => row.thread_id === thread.id);
  return {
    id: thread.id,
    type: nameOf(threadType, thread.type),
    status: nameOf(status, thread.status),
    state: nameOf(threadState, thread.state),
    action: {
      type: nameOf(action, thread.action_type),
      text: actionText(world, thread, root),
      associatedEntities: {},
    },
    body: thread.body ?? '',
    source: { type: nameOf(sourceType, thread.source_type), via: nameOf(person, thread.source_via) },
    customer: customerMention(world, thread.customer_id),
    createdBy:
      userMention(world, thread.created_by_user_id) ??
      customerMention(world, thread.created_by_customer_id, thread.from),
    assignedTo: userMention(world, thread.user_id),
    to: listOf(thread.to),
    cc: listOf(thread.cc),
    bcc: listOf(thread.bcc),
    createdAt: isoOf(thread.created_at, world.zone),
    openedAt: isoOf(thread.opened_at, world.zone),
    rating: null,
    rating_comment: null,
    _embedded: {
      attachments: attachments.map((row) => ({
        id: row.id,
        fileName: row.file_name,
        fileUrl: `${root}/storage/attachment/${row.file_dir}${row.file_name}?id=${row.id}&token=${tokenOf(row.id)}`,
        mimeType: row.mime_type,
        size: row.size,
      })),
    },
  };
}

/** A JSON list of addresses as stored. */
export function listOf(stored: string | null): string[] {
  return JSON.parse(stored ?? '[]') as string[];
}
