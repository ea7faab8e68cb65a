import { z } from 'zod';
import { Actor } from '../people.ts';

/** What the times of an episode are counted from, over all its firings. Instants are epoch milliseconds. */
export const AlertTimes = z.object({
  /** The first acknowledge or claim; it stays when that is taken back, lapses, or the alert recovers. */
  answered: z.object({ at: z.number(), by: Actor }).optional(),
  /** When it was snoozed or in maintenance, in order and apart; the last without `to` while that lasts. */
  quiet: z.array(z.object({ from: z.number(), to: z.number().optional() })),
});
export type AlertTimes = z.infer<typeof AlertTimes>;
