import { z } from 'zod';
import { Place } from './destination.ts';
import { Severity } from './severity.ts';

/** A card that stands for many alerts at one destination, because each of its own could not be shown in time. */
export const Group = z.object({
  kind: z.literal('group'),
  schema: z.literal(1),
  ref: z.string(),
  revision: z.number(),
  client: z.string().optional(),
  site: z.string().optional(),
  /** The worst of its members when it was made. */
  severity: Severity,
  at: z.number(),
  members: z.array(z.string()),
  places: z.array(Place),
});
export type Group = z.infer<typeof Group>;
