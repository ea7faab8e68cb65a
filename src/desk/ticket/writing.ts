import { z } from 'zod';
import { Actor } from '../people.ts';

/** How a ticket can be over by our own word; its source knows all three as closed. */
export const ClosedAs = z.enum(['Done', 'Cancelled', 'Rejected']);
export type ClosedAs = z.infer<typeof ClosedAs>;

const orderVerbs = ['reply', 'note', 'update', 'close', 'reopen', 'await'] as const;
export const OrderVerb = z.enum(orderVerbs);
export type OrderVerb = z.infer<typeof OrderVerb>;

/** Whoever reads them: what is for colleagues never reaches the customer. */
export const Words = z.object({ to: z.enum(['customer', 'colleagues']), text: z.string() });
export type Words = z.infer<typeof Words>;

/** Words, a status, or both, on their way to the ticket system. */
export const TicketOrder = z.object({
  /** Names it for ever: the same key is the same order. */
  key: z.string(),
  verb: OrderVerb,
  by: Actor,
  at: z.number(),
  words: Words.optional(),
  as: ClosedAs.optional(),
  /** Until this instant it can be taken back. */
  heldUntil: z.number().optional(),
  /** Writing has begun: it can no longer be taken back. */
  begun: z.boolean().optional(),
  /** Why it is not written yet, in plain words. */
  trouble: z.string().optional(),
  /** Written for the record, beside something that is told elsewhere: no line of its own. */
  quiet: z.boolean().optional(),
  /** It closes by the closing list, which keeps its words. */
  byList: z.boolean().optional(),
});
export type TicketOrder = z.infer<typeof TicketOrder>;

/** The verbs that move a ticket, and the stage to which. */
export const movesTo: Readonly<Partial<Record<OrderVerb, 'Done' | 'In progress' | 'Awaiting'>>> = {
  close: 'Done',
  reopen: 'In progress',
  await: 'Awaiting',
};

/** What is being done, for the card and for whoever comes in between. */
export function doing({ verb, words }: Pick<TicketOrder, 'verb' | 'words'>): string {
  const doings = {
    close: 'closes it',
    reopen: 'reopens it',
    await: 'lets it wait for the customer',
    note: 'notes something',
    reply: 'writes to the customer',
    update: words?.to === 'customer' ? 'writes to the customer' : 'notes something',
  };
  return doings[verb];
}
