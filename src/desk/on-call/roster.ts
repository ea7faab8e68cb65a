import { z } from 'zod';
import { Actor, Deed } from '../people.ts';

const Named = z.object({ id: z.string(), name: z.string() });
export type Named = z.infer<typeof Named>;

/** Somebody else than by turn is on call in this span (epoch milliseconds). */
const CoverSpan = z.object({
  rotation: z.string(),
  from: z.number(),
  to: z.number(),
  person: Named,
  /** Who would have been, when it was asked for or set. */
  instead: z.array(Named),
});
export type CoverSpan = z.infer<typeof CoverSpan>;

/** A change of who is on call, in one span or in two that are swapped. It counts while it is `set`. */
export const Cover = z.object({
  /** The token of the form that asked for it. */
  id: z.string(),
  what: z.enum(['take', 'give', 'swap']),
  state: z.enum(['asked', 'set', 'declined', 'undone', 'expired']),
  by: Actor,
  /** Who has to accept it. */
  asked: Named.optional(),
  spans: z.array(CoverSpan),
  reason: z.string(),
  at: z.number(),
  /** When it was set: of two in one span the later counts. */
  setAt: z.number().optional(),
  answered: Deed.optional(),
});
export type Cover = z.infer<typeof Cover>;

/** All that was arranged beside the turns: one document, so that no two changes can miss each other. */
export const Roster = z.object({
  kind: z.literal('roster'),
  schema: z.literal(1),
  ref: z.string(),
  revision: z.number(),
  covers: z.array(Cover),
  at: z.number(),
});
export type Roster = z.infer<typeof Roster>;

export const ROSTER = 'on-call/roster';

/** As it is before the first change. */
export function noRoster(): Roster {
  return { kind: 'roster', schema: 1, ref: ROSTER, revision: 0, covers: [], at: 0 };
}
