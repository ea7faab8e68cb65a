import { person, sourceType, state, status, threadType } from '../codes.ts';
import type { ConversationRow, ThreadRow, WallClock } from '../rows.ts';
import type { World } from '../world.ts';
import { attach } from './attachments.ts';
import { customerFor, namesOf } from './customers.ts';
import { autoReply } from './outbox.ts';
import { insertConversation } from './open.ts';
import { htmlOf, previewOf } from './preview.ts';
import { addresses, countMessage, insertThread, saveInFolder } from './write.ts';

export interface Mail {
  from: string;
  name?: string | undefined;
  /** HTML; a body without a tag is plain text. */
  body: string;
  cc?: string[] | undefined;
  /** When the mail says it was written; taken with APP_USE_MAIL_DATE_ON_FETCHING. */
  date?: WallClock | undefined;
  attachments?: { fileName: string; mimeType: string; data: string }[] | undefined;
}

export interface FirstMail extends Mail {
  subject: string;
  /** How long the ticket stands without a thread, as it does for a moment while the fetcher works. */
  gapMilliseconds?: number | undefined;
}

/** A mail that starts a ticket. */
export function receiveMail(world: World, mailbox: number, mail: FirstMail): ConversationRow {
  const customer = customerFor(world, mail.from, namesOf(mail.name));
  const conversation = insertConversation(world, {
    mailbox_id: mailbox,
    subject: mail.subject,
    preview: previewOf(htmlOf(mail.body)),
    customer_id: customer.id,
    customer_email: addressOf(mail),
    cc: addresses(mail.cc),
    created_by_customer_id: customer.id,
    source_via: person.customer,
    source_type: sourceType.email,
    ...(mail.date !== undefined && { created_at: mail.date }),
  });
  function addThread(): void {
    addMessage(world, conversation, customer.id, mail, 1);
    world.conversations.save(conversation);
    autoReply(world, conversation);
    world.fire('convo.created', conversation);
  }
  if (mail.gapMilliseconds === undefined) addThread();
  else world.queue.add(mail.gapMilliseconds, addThread);
  return conversation;
}

/** A customer's answer: it makes the ticket active, brings it out of the trash, and leaves the assignee. */
export function receiveReply(world: World, conversation: ConversationRow, mail: Mail): ThreadRow {
  const customer = customerFor(world, mail.from, namesOf(mail.name));
  if (conversation.status !== status.spam) conversation.status = status.active;
  if (conversation.state === state.deleted) conversation.state = state.published;
  conversation.customer_id = customer.id;
  conversation.customer_email = addressOf(mail);
  const thread = addMessage(world, conversation, customer.id, mail, 0);
  saveInFolder(world, conversation);
  world.fire('convo.customer.reply.created', conversation);
  return thread;
}

function addMessage(
  world: World,
  conversation: ConversationRow,
  customer: number,
  mail: Mail,
  first: 0 | 1,
): ThreadRow {
  const from = addressOf(mail);
  const body = htmlOf(mail.body);
  const created_at = mail.date ?? world.time();
  const thread = insertThread(world, conversation, {
    type: threadType.customer,
    status: conversation.status,
    body,
    headers: `From: ${from}\r\n`,
    from,
    to: addresses([world.mailboxes.get(conversation.mailbox_id)?.email ?? '']),
    cc: addresses(mail.cc),
    first,
    customer_id: customer,
    created_by_customer_id: customer,
    source_via: person.customer,
    source_type: sourceType.email,
    created_at,
  });
  thread.message_id = `mail-${thread.id}@${from.split('@')[1] ?? 'mail.example'}`;
  world.threads.write(thread);
  countMessage(world, conversation, body, created_at, person.customer);
  attach(world, thread, mail.attachments);
  return thread;
}

function addressOf(mail: Mail): string {
  return mail.from.trim().toLowerCase();
}
