import { conversationType, person, sourceType, state, status, threadType } from '../codes.ts';
import type { ConversationRow, ThreadRow } from '../rows.ts';
import type { World } from '../world.ts';
import { customerFor, namesOf } from './customers.ts';
import { insertConversation } from './open.ts';
import { htmlOf, previewOf } from './preview.ts';
import { addresses, countMessage, insertThread, saveInFolder } from './write.ts';

export interface Mail {
  from: string;
  name?: string | undefined;
  subject: string;
  /** HTML; a body without a tag is plain text. */
  body: string;
  cc?: string[] | undefined;
  /** When the mail says it was written, as stored; taken with APP_USE_MAIL_DATE_ON_FETCHING. */
  date?: string | undefined;
}

/** A mail that starts a ticket. */
export function receiveMail(world: World, mailbox: number, mail: Mail): ConversationRow {
  const customer = customerFor(world, mail.from, namesOf(mail.name));
  const body = htmlOf(mail.body);
  const created_at = mail.date ?? world.time();
  const conversation = insertConversation(world, {
    mailbox_id: mailbox,
    subject: mail.subject,
    type: conversationType.email,
    preview: previewOf(body),
    customer_id: customer.id,
    customer_email: mail.from.trim().toLowerCase(),
    cc: addresses(mail.cc),
    created_by_customer_id: customer.id,
    source_via: person.customer,
    source_type: sourceType.email,
    created_at,
  });
  insertCustomerThread(world, conversation, { ...mail, customer: customer.id, body, first: 1, created_at });
  countMessage(conversation, { body, created_at }, person.customer);
  world.conversations.save(conversation);
  world.fire('convo.created', conversation);
  return conversation;
}

/** A customer's answer: it makes the ticket active, brings it out of the trash, and leaves the assignee. */
export function receiveReply(
  world: World,
  conversation: ConversationRow,
  mail: { from: string; body: string; date?: string | undefined; source?: number },
): ThreadRow {
  const customer = customerFor(world, mail.from);
  const body = htmlOf(mail.body);
  const created_at = mail.date ?? world.time();
  if (conversation.status !== status.spam) conversation.status = status.active;
  if (conversation.state === state.deleted) conversation.state = state.published;
  conversation.customer_id = customer.id;
  conversation.customer_email = mail.from.trim().toLowerCase();
  const thread = insertCustomerThread(world, conversation, { ...mail, customer: customer.id, body, created_at });
  countMessage(conversation, { body, created_at }, person.customer);
  saveInFolder(world, conversation);
  world.fire('convo.customer.reply.created', conversation);
  return thread;
}

interface CustomerThread {
  customer: number;
  from: string;
  body: string;
  created_at: string;
  first?: number;
  cc?: string[] | undefined;
  source?: number;
}

function insertCustomerThread(world: World, conversation: ConversationRow, mail: CustomerThread): ThreadRow {
  const thread = insertThread(world, conversation, {
    type: threadType.customer,
    status: conversation.status,
    body: mail.body,
    headers: `From: ${mail.from}\r\n`,
    from: mail.from.trim().toLowerCase(),
    to: addresses([world.mailboxes.get(conversation.mailbox_id)?.email ?? '']),
    cc: addresses(mail.cc),
    first: mail.first ?? 0,
    customer_id: mail.customer,
    created_by_customer_id: mail.customer,
    source_via: person.customer,
    source_type: mail.source ?? sourceType.email,
    created_at: mail.created_at,
  });
  thread.message_id = `mail-${thread.id}@${mail.from.split('@')[1] ?? 'mail.example'}`;
  world.threads.write(thread);
  return thread;
}
