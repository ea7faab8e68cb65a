import { conversationType, person, sourceType, threadType } from '../codes.ts';
import type { ConversationRow } from '../rows.ts';
import type { World } from '../world.ts';
import { customerFor, emailOf } from './customers.ts';
import { insertConversation } from './open.ts';
import { previewOf } from './preview.ts';
import { countMessage, insertLineItem, insertThread } from './write.ts';

/** A call that an agent wrote down: a note and nothing else, so no message is counted. */
export function phoneTicket(
  world: World,
  actor: number,
  wish: { mailbox: number; customer: string; subject: string; body: string },
): ConversationRow {
  const customer = customerFor(world, wish.customer);
  const time = world.time();
  const conversation = insertConversation(world, {
    mailbox_id: wish.mailbox,
    subject: wish.subject,
    type: conversationType.phone,
    preview: previewOf(wish.body),
    customer_id: customer.id,
    customer_email: emailOf(world, customer.id),
    created_by_user_id: actor,
    source_via: person.user,
    source_type: sourceType.web,
    user_updated_at: time,
    last_reply_at: time,
    last_reply_from: person.user,
  });
  insertThread(world, conversation, {
    type: threadType.note,
    subtype: 2,
    body: wish.body,
    first: 1,
    created_by_user_id: actor,
    source_via: person.user,
    source_type: sourceType.web,
  });
  world.fire('convo.created', conversation, { after: world.undoMilliseconds });
  return conversation;
}

/** A ticket brought in from another desk, with its own date: no mail and no notification goes out. */
export function importTicket(
  world: World,
  wish: { mailbox: number; from: string; subject: string; body: string; createdAt: string; status: number },
): ConversationRow {
  const customer = customerFor(world, wish.from);
  const conversation = insertConversation(world, {
    mailbox_id: wish.mailbox,
    subject: wish.subject,
    status: wish.status,
    imported: 1,
    customer_id: customer.id,
    customer_email: emailOf(world, customer.id),
    created_by_customer_id: customer.id,
    source_via: person.customer,
    source_type: sourceType.api,
    created_at: wish.createdAt,
  });
  insertThread(world, conversation, {
    type: threadType.customer,
    body: wish.body,
    first: 1,
    imported: 1,
    created_by_customer_id: customer.id,
    source_via: person.customer,
    source_type: sourceType.api,
    created_at: wish.createdAt,
  });
  countMessage(world, conversation, wish.body, wish.createdAt, person.customer);
  insertLineItem(world, conversation, 'imported', null, { imported: 1 });
  world.conversations.save(conversation);
  world.fire('convo.created', conversation);
  return conversation;
}
