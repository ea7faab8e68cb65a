import { tokenOf } from '../changes/attachments.ts';
import { action, nameOf, person, sourceType, status, threadState, threadType } from '../codes.ts';
import type { ThreadRow, UserRow } from '../rows.ts';
import { isoOf } from '../wall-clock.ts';
import type { World } from '../world.ts';
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
      text: actionText(world, thread),
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

function actionText(world: World, thread: ThreadRow): string {
  const actor = fullName(world.users.get(thread.created_by_user_id)) || 'System';
  switch (nameOf(action, thread.action_type) as keyof typeof action | '') {
    case 'changed-ticket-status':
      return `${actor} marked as ${titled(nameOf(status, thread.status))}`;
    case 'changed-ticket-assignee':
      return `${actor} assigned to ${fullName(world.users.get(thread.user_id)) || 'Anyone'}`;
    case 'moved-from-mailbox':
      return `${actor} moved conversation from another mailbox`;
    case 'merged':
      return `${actor} merged with another conversation`;
    case 'imported':
    case 'imported-external':
      return `${actor} imported conversation`;
    case 'changed-ticket-customer':
      return `${actor} changed the customer to ${thread.action_data ?? ''}`;
    case 'deleted-ticket':
      return `${actor} deleted conversation`;
    case 'restore-ticket':
      return `${actor} restored conversation`;
    case '':
      return '';
  }
}

function fullName(user: UserRow | undefined): string {
  return user ? `${user.first_name} ${user.last_name}` : '';
}

function titled(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
