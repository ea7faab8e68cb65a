import { z } from 'zod';
import { Actor } from '../people.ts';
import { Severity } from '../alert/severity.ts';

/** What a person wants to have written as a new ticket. */
export const TicketWish = z.object({
  mailbox: z.object({ id: z.string(), name: z.string() }),
  /** The customer's e-mail address. */
  contact: z.string(),
  subject: z.string(),
  text: z.string(),
  /** Who is to have it: an account at the ticket system, or the e-mail address by which one is found there. */
  assign: z.string().optional(),
});
export type TicketWish = z.infer<typeof TicketWish>;

/** How a ticket stands, as far as the card of an alert tells it. `elsewhere`: it belongs to another client now. */
const TicketSight = z.object({
  number: z.string(),
  url: z.string().optional(),
  state: z.enum(['open', 'closed', 'deleted', 'merged', 'spam', 'elsewhere']),
  holder: z.string().optional(),
});
export type TicketSight = z.infer<typeof TicketSight>;

/** The ticket of an alert: on its way to the ticket system, refused there, or linked. */
export const LinkedTicket = z.object({
  /** Names the making, or the link, for ever. */
  key: z.string(),
  system: z.string(),
  by: Actor,
  at: z.number(),
  state: z.enum(['waiting', 'refused', 'linked']),
  /** Kept until the ticket is there. */
  wish: TicketWish.optional(),
  /** How often the alert had fired when the ticket's text was written; absent for a ticket that was there before. */
  firings: z.number().optional(),
  /** Why it waits, or was refused. */
  trouble: z.string().optional(),
  ref: z.string().optional(),
  sight: TicketSight.optional(),
});
export type LinkedTicket = z.infer<typeof LinkedTicket>;

/** An alert of a ticket, as far as the ticket's card and its notes tell it. */
export const LinkedAlert = z.object({
  ref: z.string(),
  /** Absent where the alert belongs to another client now. */
  title: z.string().optional(),
  severity: Severity,
  state: z.enum(['failing', 'recovered', 'resolved', 'deleted', 'withdrawn']),
  /** Since when it is in that state. */
  at: z.number(),
  firings: z.number(),
  /** Who linked it: the ticket is told of it in their name. */
  by: Actor,
  /** What the ticket says of the alert, by its own text or by the last note: state and firings, or how it came here. */
  told: z.string(),
  /** The note that is on its way; the next one goes when it has arrived. */
  telling: z.object({ key: z.string(), what: z.string() }).optional(),
});
export type LinkedAlert = z.infer<typeof LinkedAlert>;
