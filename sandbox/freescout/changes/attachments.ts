import { createHash } from 'node:crypto';
import type { ThreadRow } from '../rows.ts';
import type { World } from '../world.ts';

/**
 * Keeps the attachments of a new thread, each `{fileName, mimeType, data}` with base64. A `fileUrl` is not fetched: the
 * core refuses private addresses, silently.
 */
export function attach(world: World, thread: ThreadRow, wishes: unknown): void {
  if (!Array.isArray(wishes)) return;
  for (const wish of wishes as Record<string, unknown>[]) {
    if (typeof wish['fileName'] !== 'string' || typeof wish['data'] !== 'string') continue;
    attachFile(world, thread, {
      name: wish['fileName'],
      mimeType: typeof wish['mimeType'] === 'string' ? wish['mimeType'] : 'application/octet-stream',
      bytes: Buffer.from(wish['data'], 'base64'),
    });
  }
}

const kinds = ['text', 'multipart', 'message', 'application', 'audio', 'image', 'video', 'model'];

/** One file of a thread; thread and ticket say that they have attachments. */
function attachFile(world: World, thread: ThreadRow, file: { name: string; mimeType: string; bytes: Buffer }): void {
  const kind = kinds.indexOf(file.mimeType.split('/', 1)[0] ?? '');
  const row = world.attachments.insert({
    thread_id: thread.id,
    user_id: thread.created_by_user_id,
    file_dir: '1/2/3/',
    file_name: file.name,
    mime_type: file.mimeType,
    type: kind === -1 ? 8 : kind,
    size: file.bytes.length,
    embedded: 0,
    token_type: 3,
  });
  world.files.set(row.id, file.bytes);
  thread.has_attachments = 1;
  world.threads.save(thread);
  const conversation = world.conversations.get(thread.conversation_id);
  if (!conversation || conversation.has_attachments) return;
  conversation.has_attachments = 1;
  world.conversations.save(conversation);
}

/** What the address of a file must carry. */
export function tokenOf(attachment: number): string {
  return createHash('sha256').update(`attachment ${attachment}`).digest('hex').slice(0, 16);
}
