import { z } from 'zod';
import { Actor } from '../people.ts';
import { Priority } from './priority.ts';
import { TicketWish } from './link.ts';

/** A ticket that somebody wants to have made, for a caller or from a message, until the ticket system has it. */
export const TicketRequest = z.object({
  kind: z.literal('request'),
  schema: z.literal(1),
  /** `request/` and the form's token. */
  ref: z.string(),
  revision: z.number(),
  system: z.string(),
  by: Actor,
  at: z.number(),
  wish: TicketWish,
  priority: Priority.optional(),
  state: z.enum(['waiting', 'made', 'refused']),
  /** Why it waits, or was refused. */
  trouble: z.string().optional(),
  ticket: z.string().optional(),
});
export type TicketRequest = z.infer<typeof TicketRequest>;

export function requestRef(token: string): string {
  return `request/${token}`;
}
