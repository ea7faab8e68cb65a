import type { ConversationRow, CustomerRow } from '../rows.ts';
import type { World } from '../world.ts';
import { emailOf } from './customers.ts';
import { insertLineItem } from './write.ts';

/** Another customer for a ticket. */
export function changeCustomer(
  world: World,
  conversation: ConversationRow,
  customer: CustomerRow,
  actor: number | null,
): void {
  const email = emailOf(world, customer.id);
  conversation.customer_id = customer.id;
  conversation.customer_email = email;
  conversation.user_updated_at = world.time();
  world.conversations.save(conversation);
  insertLineItem(world, conversation, 'changed-ticket-customer', actor, { action_data: email });
}
