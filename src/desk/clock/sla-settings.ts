import { z } from 'zod';
import { breachSettings } from './breach-settings.ts';
import { Duration, LENGTH } from './duration.ts';

/** A length of working time, or no promise at all. */
const SlaTarget = z.union([z.literal('none'), Duration], { error: `none, or ${LENGTH}` });

/** By priority; `default` counts for those that are left out. */
const SlaTargets = z.strictObject({
  P1: SlaTarget.optional(),
  P2: SlaTarget.optional(),
  P3: SlaTarget.optional(),
  P4: SlaTarget.optional(),
  default: SlaTarget.optional(),
});
export type SlaTargets = z.infer<typeof SlaTargets>;

/** What may be promised to a client, to a tier and to everybody; what is left out is as for the next of these. */
export const SlaTerms = z.strictObject({
  response: SlaTargets.prefault({}),
  resolution: SlaTargets.prefault({}),
  /** One of the calendars, by its name. */
  calendar: z.string().optional(),
});
export type SlaTerms = z.infer<typeof SlaTerms>;

/** A deed that counts as first response. */
const Responder = z.enum(['reply', 'claim', 'acknowledge']);

export const SlaSettings = z
  .strictObject({
    ...SlaTerms.shape,
    /** What stops the clock of the first response, whichever comes first. */
    responseBy: z.array(Responder).min(1).default(['reply']),
    /** Does the clock of the first response rest, too, while the ticket waits for its customer? */
    responsePauses: z.boolean().default(false),
    ...breachSettings,
  })
  .prefault({});
