import { z } from 'zod';
import { Actor } from '../people.ts';
import { TicketWish } from '../ticket/link.ts';

/** What makes a closure hold, in the order in which it is best done. */
export const closureSteps = [
  'verified',
  'code',
  'cause',
  'approval',
  'alerts',
  'summary',
  'csat',
  'billable',
  'runbook',
  'follow-on',
  'sign-off',
] as const;
export const ClosureStep = z.enum(closureSteps);
export type ClosureStep = z.infer<typeof ClosureStep>;

/** What was recorded under a step. `again`: it was true of an earlier closing, and has to be looked at anew. */
export const StepRecord = z.object({
  is: z.enum(['done', 'skipped', 'again']),
  by: Actor,
  at: z.number(),
  /** Why it was skipped. */
  reason: z.string().optional(),
  /** What was written, by the field of its form, and what it rests on. */
  said: z.record(z.string(), z.string()),
});
export type StepRecord = z.infer<typeof StepRecord>;

/** What was left open, and becomes a ticket of its own when this one is closed. */
export const FollowOn = z.object({
  /** Names its making for ever. */
  key: z.string(),
  text: z.string(),
  by: Actor,
  at: z.number(),
  state: z.enum(['waiting', 'made', 'refused']),
  /** Kept until the ticket is there. */
  wish: TicketWish.optional(),
  ref: z.string().optional(),
  number: z.string().optional(),
  url: z.string().optional(),
  /** Why it waits, or was refused. */
  trouble: z.string().optional(),
});
export type FollowOn = z.infer<typeof FollowOn>;

/** The way of a ticket to its end, over all its closings. */
export const Closure = z.object({
  steps: z.partialRecord(ClosureStep, StepRecord),
  /** While it is closed: since when (epoch milliseconds). */
  closedAt: z.number().optional(),
  followOns: z.array(FollowOn).optional(),
  /** What reports count: closings, those that did not hold, and what was skipped in them. */
  tally: z.object({
    closed: z.number(),
    unsolved: z.number(),
    skipped: z.partialRecord(ClosureStep, z.number()),
  }),
});
export type Closure = z.infer<typeof Closure>;

export const NO_CLOSURE: Closure = { steps: {}, tally: { closed: 0, unsolved: 0, skipped: {} } };

export const stepTitles: Readonly<Record<ClosureStep, string>> = {
  verified: 'Verified by the user',
  code: 'Resolution code',
  cause: 'Root cause and what was changed',
  approval: 'Change approved',
  alerts: 'No new alert on its devices',
  summary: 'Summary for the customer',
  csat: 'Satisfaction survey (CSAT)',
  billable: 'Billable or not',
  runbook: 'Runbook updated',
  'follow-on': 'Follow-on work',
  'sign-off': 'Signed off',
};
