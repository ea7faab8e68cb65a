import { z } from 'zod';

/** How a clock of a ticket stood at its last commit, for lists and cards. Instants are epoch milliseconds, lengths working ones. */
const KeptClock = z.object({
  /** A running or paused one is late already where `breachedAt` is there. */
  state: z.enum(['running', 'paused', 'met', 'missed']),
  target: z.number(),
  /** When it is due if it runs on; for stopped ones when it was. */
  due: z.number().optional(),
  /** What is left of a paused one, or was of a met one; below zero where it was late before. */
  left: z.number().optional(),
  stoppedAt: z.number().optional(),
  /** By how much a stopped one was missed. */
  late: z.number().optional(),
  /** Hundredths of the target of which people were told, or that were counted. */
  warned: z.array(z.number()).optional(),
  /** When the desk told that it was missed, or counted it. */
  breachedAt: z.number().optional(),
  /** When it has to be looked at next: for a warning, or because it is due. */
  lookAt: z.number().optional(),
});
export type KeptClock = z.infer<typeof KeptClock>;

export const KeptClocks = z.object({ response: KeptClock.optional(), resolution: KeptClock.optional() });
export type KeptClocks = z.infer<typeof KeptClocks>;
