import { z } from 'zod';
import { Duration } from '../clock/duration.ts';

/** When a whole site counts as down, and what its way out is. */
export const OutageSettings = z
  .strictObject({
    /** So many devices must have fallen silent within that time of one another. */
    devices: z.int().min(2).default(3),
    within: Duration.prefault('30m'),
    /** How long after a site answers again its devices may take to come back, before each that does not gets a card of its own. */
    settle: Duration.prefault('10m'),
    sites: z
      .array(
        z.strictObject({
          client: z.string().min(1),
          site: z.string().min(1),
          /** The name of the device through which everything there is reached. */
          uplink: z.string().min(1),
        }),
      )
      .default([]),
  })
  .prefault({});
export type OutageSettings = z.infer<typeof OutageSettings>;
