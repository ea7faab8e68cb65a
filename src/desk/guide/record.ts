import { z } from 'zod';
import { Actor, Deed } from '../people.ts';

/** From what can do no harm to what can. */
export const guideSteps = ['confirm', 'basics', 'first', 'isolate'] as const;
export const GuideStep = z.enum(guideSteps);
export type GuideStep = z.infer<typeof GuideStep>;

export const guideKinds = ['printer', 'mail', 'network', 'account', 'slow', 'backup', 'security', 'any'] as const;
export const GuideKind = z.enum(guideKinds);
export type GuideKind = z.infer<typeof GuideKind>;

/** What was found out by a guide, and what is to keep it from coming back. */
const GuideOutcome = z.object({ outcome: z.string(), prevent: z.string(), by: Actor, at: z.number() });

/** How far somebody has come with the guide of a ticket. */
export const Guide = z.object({
  /** Chosen by a person; absent while the ticket's own words decide. */
  kind: GuideKind.optional(),
  steps: z.partialRecord(GuideStep, Deed),
  outcome: GuideOutcome.optional(),
});
export type Guide = z.infer<typeof Guide>;
