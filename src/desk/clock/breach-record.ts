import { z } from 'zod';
import { Deed } from '../people.ts';

export const ClockKind = z.enum(['response', 'resolution']);
export type ClockKind = z.infer<typeof ClockKind>;

/** A target that was missed, and what people said about it. Instants are epoch milliseconds. */
export const Breach = z.object({
  clock: ClockKind,
  due: z.number(),
  /** When the desk told of it. */
  at: z.number(),
  /** Whoever has seen that it was missed. */
  acknowledged: Deed.optional(),
  /** `key` names the form; `why` is one of the configured reasons, `note` the words of their own. */
  reason: Deed.extend({ key: z.string(), why: z.string() }).optional(),
  /** When whoever has it was asked once more for the reason. */
  askedAt: z.number().optional(),
});
export type Breach = z.infer<typeof Breach>;

/** Old ones are in the timeline. */
const KEPT = 20;

/** The breaches with one more. */
export function withBreach(breaches: readonly Breach[] | undefined, breach: Breach): Breach[] {
  return [...(breaches ?? []), breach].slice(-KEPT);
}

/** The latest breach for which no reason was given. */
export function unexplained(breaches: readonly Breach[] | undefined): Breach | undefined {
  return breaches?.findLast(({ reason }) => reason === undefined);
}
