import { z } from 'zod';
import type { CardRow } from '../card.ts';
import { Place } from '../destination.ts';
import { Actor, Deed } from '../people.ts';

/** Whoever takes over. */
const Successor = z.object({ id: z.string(), name: z.string() });

/** What one shift tells the next: how it stood at that instant, in the words of whoever went, and who took over. Instants are epoch milliseconds. */
export const Handover = z.object({
  kind: z.literal('handover'),
  schema: z.literal(1),
  ref: z.string(),
  revision: z.number(),
  /** Whoever hands over; the desk itself where it was the time for it. */
  by: Actor,
  at: z.number(),
  /** Since when its news counts: the last handover, or the begin of the shift. */
  since: z.number(),
  /** The one client it is about, where it stands in their channel. */
  client: z.string().optional(),
  note: z.string().optional(),
  to: z.array(Successor),
  /** How things stood, with the buttons that open how they stand. */
  rows: z.array(z.custom<CardRow>((row) => typeof row === 'object' && row !== null && 'line' in row)),
  taken: Deed.optional(),
  places: z.array(Place),
});
export type Handover = z.infer<typeof Handover>;

/** How the references of handovers begin. */
export const HANDOVER_REF = 'handover/';
