import { conversationType, nameOf, person, sourceType, state, status } from '../codes.ts';
import { emailOf } from '../changes/customers.ts';
import type { ConversationRow, ThreadRow } from '../rows.ts';
import { isoOf } from '../wall-clock.ts';
import type { World } from '../world.ts';
import { customerMention, userMention } from './people.ts';
import { listOf, threadObject } from './thread-object.ts';

/** What `embed` asks for. */
export type Embed = readonly string[];

/** One ticket as the API and the webhooks show it. `number` is the id unless the instance has numbers of its own. */
export function conversationObject(world: World, row: ConversationRow, embed: Embed, root: string): object {
  const iso = (stored: string | null): string | null => isoOf(stored, world.zone);
  return {
    id: row.id,
    number: world.customNumber ? row.number : row.id,
    threadsCount: row.threads_count,
    type: nameOf(conversationType, row.type),
    folderId: row.folder_id,
    status: statusName(row.status),
    state: nameOf(state, row.state),
    subject: row.subject ?? '',
    preview: row.preview,
    mailboxId: row.mailbox_id,
    assignee: userMention(world, row.user_id),
    createdBy: userMention(world, row.created_by_user_id) ?? customerMention(world, row.created_by_customer_id),
    createdAt: iso(row.created_at),
    updatedAt: iso(row.updated_at),
    closedBy: row.closed_by_user_id,
    closedByUser: userMention(world, row.closed_by_user_id),
    closedAt: iso(row.closed_at),
    userUpdatedAt: iso(row.user_updated_at),
    customerWaitingSince: {
      time: iso(row.last_reply_at) ?? '',
      friendly: friendly(world, row.last_reply_at),
      latestReplyFrom: nameOf(person, row.last_reply_from),
    },
    source: { type: nameOf(sourceType, row.source_type), via: nameOf(person, row.source_via) },
    cc: listOf(row.cc),
    bcc: listOf(row.bcc),
    customer: customerMention(world, row.customer_id, row.customer_email || emailOf(world, row.customer_id)),
    customFields: world.customFields.get(row.id) ?? [],
    _embedded: embedded(world, row, embed, root),
  };
}

/** Threads as the API orders them: newest first. */
function threadsOf(world: World, conversation: number): ThreadRow[] {
  return world.threads
    .where((thread) => thread.conversation_id === conversation)
    .sort((left, right) => right.created_at.localeCompare(left.created_at) || right.id - left.id);
}

function embedded(world: World, row: ConversationRow, embed: Embed, root: string): object {
  return {
    ...(embed.includes('threads') && {
      threads: threadsOf(world, row.id).map((thread) => threadObject(world, thread, root)),
    }),
    ...(embed.includes('timelogs') && { timelogs: [] }),
    ...(embed.includes('tags') && { tags: (world.tags.get(row.id) ?? []).map((name) => ({ id: 0, name })) }),
  };
}

/** Statuses that modules add are named by their first digit here, which the core does to tell the main one. */
function statusName(code: number): string {
  return nameOf(status, code < 10 ? code : Number(String(code)[0]));
}

function friendly(world: World, stored: string | null): string {
  if (stored === null) return '';
  const minutes = Math.floor((world.now() - Date.parse(isoOf(stored, world.zone) ?? '')) / 60_000);
  if (minutes < 60) return `${Math.max(minutes, 0)} minutes ago`;
  return minutes < 1440 ? `${Math.floor(minutes / 60)} hours ago` : `${Math.floor(minutes / 1440)} days ago`;
}
