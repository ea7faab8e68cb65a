import { z } from 'zod';
import { Priority } from '../ticket/priority.ts';

/** Whoever has it: a person, or an account at its source where that decides. */
const Holder = z.object({
  person: z.string().optional(),
  account: z.string().optional(),
  name: z.string(),
  email: z.string().optional(),
});

/** How an alert or a ticket stood from an instant on (epoch milliseconds), until the next entry. */
const WorkState = z.object({
  at: z.number(),
  /** `waiting`: a ticket for its customer, an alert that is snoozed or in maintenance. `over`: closed, ended or gone. */
  is: z.enum(['open', 'waiting', 'over']),
  holder: Holder.optional(),
  priority: Priority.optional(),
  client: z.string().optional(),
});
export type WorkState = z.infer<typeof WorkState>;

/** What every clock and every hour is counted from, oldest first. One that flaps for months keeps the latest. */
export const WorkLog = z.array(WorkState);
export type WorkLog = z.infer<typeof WorkLog>;
