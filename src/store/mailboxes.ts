import { z } from 'zod';
import { key } from './redis.ts';
import type { Store } from './store.ts';

/** A ticket system's mailboxes as they were when it last answered, and why it does not, if it does not. */
export const MailboxList = z.object({
  at: z.number().optional(),
  mailboxes: z.array(z.object({ id: z.string(), name: z.string() })),
  failing: z.object({ since: z.number(), sentence: z.string() }).optional(),
});
export type MailboxList = z.infer<typeof MailboxList>;

export async function readMailboxes(store: Store, system: string): Promise<MailboxList> {
  const text = await store.database.redis.hget(key('mailboxes'), system);
  return text === null ? { mailboxes: [] } : MailboxList.parse(JSON.parse(text));
}

export async function writeMailboxes(store: Store, system: string, list: MailboxList): Promise<void> {
  await store.database.redis.hset(key('mailboxes'), system, JSON.stringify(list));
}
