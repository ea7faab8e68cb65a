import { addApiThread } from '../changes/api-thread.ts';
import { emailOf } from '../changes/customers.ts';
import { insertConversation } from '../changes/open.ts';
import { saveInFolder } from '../changes/write.ts';
import { codeOf, conversationType, person, sourceType, statusCode } from '../codes.ts';
import type { ConversationRow } from '../rows.ts';
import { wallClockFromIso } from '../wall-clock.ts';
import type { World } from '../world.ts';
import { invalid, positive, required, type Mistake } from './answers.ts';
import { attach } from './attach.ts';
import { customerFrom, threadFrom } from './new-thread.ts';
import type { Body } from './update.ts';

/** The id of a new ticket, or what is wrong. A mistake in a thread is found late: the ticket is there, without it. */
export function createConversation(world: World, body: Body): number | Mistake[] {
  const missing = ['type', 'mailboxId', 'subject', 'customer', 'threads'].filter((name) => body[name] === undefined);
  if (missing.length > 0) return missing.map((name) => required(name));
  const mailbox = world.mailboxes.get(positive(body['mailboxId']));
  if (!mailbox) return [invalid('mailboxId')];
  const customer = customerFrom(world, body['customer']);
  if (customer === null) return [invalid('customer')];
  const conversation = openTicket(world, body, mailbox.id, customer);
  const mistake = addThreads(world, conversation, body);
  if (mistake) return [mistake];
  settle(world, conversation, body);
  world.fire('convo.created', conversation);
  return conversation.id;
}

function openTicket(world: World, body: Body, mailbox: number, customer: number): ConversationRow {
  const { user, byCustomer } = authorOf(body);
  const created_at = wallClockFromIso(body['createdAt'], world.zone);
  return insertConversation(world, {
    mailbox_id: mailbox,
    type: codeOf(conversationType, body['type']) ?? conversationType.email,
    subject: String(body['subject']),
    customer_id: customer,
    customer_email: emailOf(world, customer),
    created_by_user_id: byCustomer ? null : user,
    created_by_customer_id: byCustomer ? customer : null,
    source_via: byCustomer ? person.customer : person.user,
    source_type: sourceType.api,
    imported: body['imported'] ? 1 : 0,
    ...(created_at && { created_at }),
  });
}

function threadsIn(body: Body): Body[] {
  return Array.isArray(body['threads']) ? (body['threads'] as Body[]) : [];
}

/** The opening thread is the last in the list: threads come newest first. */
function authorOf(body: Body): { user: number | null; byCustomer: boolean } {
  const opening = threadsIn(body).at(-1);
  return { user: positive(opening?.['user']) ?? null, byCustomer: opening?.['type'] === 'customer' };
}

function addThreads(world: World, conversation: ConversationRow, body: Body): Mistake | undefined {
  for (const [index, text] of threadsIn(body).toReversed().entries()) {
    const wish = threadFrom(world, { imported: body['imported'], ...text }, conversation.customer_id);
    if (!('body' in wish)) return { ...wish, path: `threads.${wish.path}` };
    const createdAt = wish.createdAt ?? wallClockFromIso(body['createdAt'], world.zone);
    const thread = addApiThread(world, conversation, { ...wish, createdAt, first: index === 0 });
    attach(world, thread, text['attachments']);
  }
  return undefined;
}

function settle(world: World, conversation: ConversationRow, body: Body): void {
  const assignee = world.users.get(positive(body['assignTo']));
  if (assignee) conversation.user_id = assignee.id;
  conversation.status = statusCode(body['status']) ?? conversation.status;
  conversation.closed_at = wallClockFromIso(body['closedAt'], world.zone) ?? null;
  saveInFolder(world, conversation);
}
