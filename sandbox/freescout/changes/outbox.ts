import { laterIn } from '../jobs.ts';
import type { ConversationRow, ThreadRow } from '../rows.ts';
import type { World } from '../world.ts';

/** Mails a message to the customer once it can no longer be undone; what was taken back by then is not sent. */
export function mailCustomer(world: World, conversation: ConversationRow, thread: ThreadRow): void {
  const mail = {};
  world.mails.set(thread.id, mail);
  laterIn(world)(world.undoMilliseconds, () => {
    if (world.mails.get(thread.id) !== mail) return;
    world.mails.delete(thread.id);
    logMail(world, conversation, thread.id, 1);
  });
}

/** Undoing takes the mail out of the queue; sending the draft once more queues another. */
export function withdrawMail(world: World, thread: ThreadRow): void {
  world.mails.delete(thread.id);
}

/** One mail to the customer; kind 1 is a reply, 3 an auto reply. Nothing is really sent. */
function logMail(world: World, conversation: ConversationRow, thread: number | null, kind: 1 | 3): void {
  if (!conversation.customer_email) return;
  const time = world.time();
  world.send_logs.insert({
    thread_id: thread,
    customer_id: conversation.customer_id,
    user_id: null,
    message_id: `reply-${thread ?? conversation.id}@msp.example`,
    email: conversation.customer_email,
    mail_type: kind,
    status: 1,
    status_message: null,
    created_at: time,
    updated_at: time,
  });
}

/** It is only ever in the log of sent mails, never a thread. */
export function autoReply(world: World, conversation: ConversationRow): void {
  if (world.mailboxes.get(conversation.mailbox_id)?.auto_reply_enabled) logMail(world, conversation, null, 3);
}
