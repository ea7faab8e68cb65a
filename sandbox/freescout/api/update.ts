import { changeAssignee, changeStatus } from '../changes/assign.ts';
import { statusCode } from '../codes.ts';
import { moveToMailbox } from '../changes/move.ts';
import { changeCustomer } from '../changes/customer-change.ts';
import type { ConversationRow } from '../rows.ts';
import type { World } from '../world.ts';
import { invalid, positive, required, type Mistake } from './answers.ts';

export type Body = Readonly<Record<string, unknown>>;

const NOBODY = -1;

/** What is wrong with the body of a PUT. */
export function mistakesOf(world: World, body: Body): Mistake[] {
  const actor = positive(body['byUser']);
  const needsActor = ['status', 'assignTo', 'mailboxId'].some((name) => body[name] !== undefined);
  if (needsActor && body['byUser'] === undefined) return [required('byUser')];
  const mistakes: Mistake[] = [];
  if (needsActor && !world.users.get(actor)) mistakes.push(invalid('byUser'));
  if (body['status'] !== undefined && !statusCode(body['status'])) mistakes.push(invalid('status'));
  if (body['assignTo'] !== undefined && !assigneeOf(world, body)) mistakes.push(invalid('assignTo'));
  if (body['mailboxId'] !== undefined && !world.mailboxes.get(positive(body['mailboxId']))) {
    mistakes.push(invalid('mailboxId'));
  }
  if (body['customerId'] !== undefined && !world.customers.get(positive(body['customerId']))) {
    mistakes.push(invalid('customerId'));
  }
  return mistakes;
}

/** Does what a faultless body says. Nobody's access is looked at. */
export function update(world: World, conversation: ConversationRow, body: Body): void {
  const actor = positive(body['byUser']) ?? 0;
  const mailbox = positive(body['mailboxId']);
  if (mailbox) moveToMailbox(world, conversation, mailbox, actor);
  const assignee = body['assignTo'] === undefined ? undefined : assigneeOf(world, body);
  if (assignee) changeAssignee(world, conversation, assignee.user, actor);
  const status = statusCode(body['status']);
  if (status) changeStatus(world, conversation, status, actor);
  const customer = world.customers.get(positive(body['customerId']));
  if (customer) changeCustomer(world, conversation, customer, actor || null);
  if (typeof body['subject'] !== 'string') return;
  conversation.subject = body['subject'];
  world.conversations.save(conversation);
}

/** -1 is nobody and is stored as NULL; 0 goes through to the column as it is. */
function assigneeOf(world: World, body: Body): { user: number | null } | undefined {
  const value = Number(body['assignTo'] ?? Number.NaN);
  if (value === NOBODY) return { user: null };
  if (value === 0) return { user: 0 };
  return world.users.get(value) ? { user: value } : undefined;
}
