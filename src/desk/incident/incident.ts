import { z } from 'zod';
import { Actor } from '../people.ts';

/** The known incident of which a ticket is one of the tickets. */
export const Parent = z.object({
  ref: z.string(),
  by: Actor,
  at: z.number(),
  /** What whoever linked them wrote for this ticket; all that is said of an incident of another client. */
  text: z.string().optional(),
  number: z.string(),
  subject: z.string(),
  state: z.enum(['open', 'closed', 'gone']),
  /** Whose the incident is: its facts are for tickets of the same client alone. */
  client: z.string().optional(),
});
export type Parent = z.infer<typeof Parent>;

/** One of the tickets of a known incident. */
export const Child = z.object({ ref: z.string(), isOpen: z.boolean() });
export type Child = z.infer<typeof Child>;

/** Nobody tells more at once, or reads a longer list. */
export const MOST_CHILDREN = 200;
