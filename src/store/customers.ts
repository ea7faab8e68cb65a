import { z } from 'zod';
import { key } from './redis.ts';
import type { Store } from './store.ts';

/** The time book's customers as they were when it last answered, and why it does not, if it does not. */
export const CustomerList = z.object({
  at: z.number().optional(),
  customers: z.array(z.object({ id: z.string(), name: z.string() })),
  /** `isDenied`: it answers, and its rights are wrong. */
  failing: z.object({ since: z.number(), sentence: z.string(), isDenied: z.boolean().optional() }).optional(),
});
export type CustomerList = z.infer<typeof CustomerList>;

export async function readCustomers(store: Store): Promise<CustomerList> {
  const text = await store.database.redis.get(key('customers'));
  return text === null ? { customers: [] } : CustomerList.parse(JSON.parse(text));
}

export async function writeCustomers(store: Store, list: CustomerList): Promise<void> {
  await store.database.redis.set(key('customers'), JSON.stringify(list));
}
