import { z } from 'zod';

/** How far the calls about an item have come, while nobody has it. Instants are epoch milliseconds. */
export const ChainState = z.object({
  /** What it began for: another severity or priority, or another time without anybody, begins another chain. */
  of: z.string(),
  startedAt: z.number(),
  /** Steps that are done or were passed over, counted through all rounds. */
  done: z.number(),
  /** Ids of those who were called in this round. */
  called: z.array(z.string()),
  /** The last call that went out: who was called, in words. */
  last: z.object({ at: z.number(), whom: z.string(), step: z.number() }).optional(),
});
export type ChainState = z.infer<typeof ChainState>;
