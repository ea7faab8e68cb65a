import { addApiThread } from '../changes/api-thread.ts';
import { attach } from '../changes/attachments.ts';
import { emailOf } from '../changes/customers.ts';
import { insertConversation } from '../changes/open.ts';
import { codeOf, conversationType, person, sourceType, status, statusCode } from '../codes.ts';
import type { ConversationRow } from '../rows.ts';
import { wallClockFromIso } from '../wall-clock.ts';
import type { World } from '../world.ts';
import { invalid, positive, required, type Mistake } from './answers.ts';
import { customerFrom, threadFrom } from './new-thread.ts';
import type { Body } from './update.ts';

/**
 * The id of a new ticket, or what is wrong. A mistake in a thread is found late: when an older thread was made by then,
 * the ticket stays, half made.
 */
export function createConversation(world: World, body: Body): number | Mistake[] {
  const missing = ['type', 'mailboxId', 'subject', 'customer', 'threads'].filter((name) => body[name] === undefined);
  if (missing.length > 0) return missing.map((name) => required(name));
  const mailbox = world.mailboxes.get(positive(body['mailboxId']));
  if (!mailbox) return [invalid('mailboxId')];
  const type = codeOf(conversationType, body['type']);
  if (!type) return [invalid('type')];
  const customer = customerFrom(world, body['customer']);
  if (customer === null) return [invalid('customer')];
  const conversation = openTicket(world, body, { mailbox: mailbox.id, type, customer });
  const mistake = addThreads(world, conversation, body);
  return mistake ? [mistake] : conversation.id;
}

function openTicket(
  world: World,
  body: Body,
  known: { mailbox: number; type: number; customer: number },
): ConversationRow {
  const closedAt = wallClockFromIso(body['closedAt'], world.zone);
  const createdAt = wallClockFromIso(body['createdAt'], world.zone);
  return insertConversation(world, {
    mailbox_id: known.mailbox,
    type: known.type,
    // A call is always pending.
    status: known.type === conversationType.phone ? status.pending : status.active,
    subject: String(body['subject']),
    customer_id: known.customer,
    customer_email: emailOf(world, known.customer),
    user_id: world.users.get(positive(body['assignTo']))?.id ?? null,
    source_via: person.customer,
    source_type: sourceType.api,
    imported: body['imported'] ? 1 : 0,
    ...(closedAt && { closed_at: closedAt }),
    ...(createdAt && { created_at: createdAt }),
  });
}

/** Threads come newest first. The ticket's status, if given, is that of each thread. */
function addThreads(world: World, conversation: ConversationRow, body: Body): Mistake | undefined {
  const threads = Array.isArray(body['threads']) ? (body['threads'] as Body[]) : [];
  let made = 0;
  let mistake = threads.length === 0 ? required('threads') : undefined;
  for (const text of threads.toReversed()) {
    const shared = { imported: body['imported'], createdAt: body['createdAt'] };
    const wish = threadFrom(world, { ...shared, ...text }, conversation.customer_id);
    if (!('body' in wish)) {
      mistake = wish;
      break;
    }
    const thread = addApiThread(world, conversation, { ...wish, status: statusCode(body['status']) ?? wish.status });
    attach(world, thread, text['attachments']);
    made += 1;
  }
  if (mistake && made === 0) world.conversations.remove(conversation.id);
  return mistake;
}
