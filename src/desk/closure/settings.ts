import { z } from 'zod';
import { ClosureStep } from './record.ts';
import { Duration } from '../clock/duration.ts';
import { Role } from '../people.ts';
import { Priority } from '../ticket/priority.ts';

const CODES = [
  'Fixed',
  'Workaround in place',
  'Configuration changed',
  'Hardware replaced',
  'Account or access changed',
  'User shown how',
  'Solved by a vendor',
  'No fault found',
  'Duplicate',
];

const ClosureRule = z.strictObject({
  when: z
    .strictObject({
      client: z.string().optional(),
      tier: z.string().optional(),
      mailbox: z.string().optional(),
      category: z.string().optional(),
      priority: z.array(Priority).optional(),
    })
    .prefault({}),
  steps: z.array(ClosureStep),
});
export type ClosureRule = z.infer<typeof ClosureRule>;

/** What is urgent is closed with care; a small thing is not made a large one. */
const RULES: ClosureRule[] = [
  { when: { priority: ['P1'] }, steps: ['verified', 'code', 'cause', 'alerts', 'summary'] },
  { when: { priority: ['P2'] }, steps: ['verified', 'code', 'alerts'] },
  { when: {}, steps: ['alerts'] },
];

/** What a survey's text may name of the ticket. */
const CSAT_NAMES = ['number', 'row', 'client', 'mailbox'] as const;

function knowsItsNames(text: string): boolean {
  return [...text.matchAll(/\{(\w*)\}/g)].every(([, name]) => CSAT_NAMES.some((known) => known === name));
}

/** How tickets are closed. */
export const ClosureSettings = z
  .strictObject({
    /** What a resolution can be called. */
    codes: z.array(z.string().min(1).max(75)).min(1).max(25).default(CODES),
    /** Which steps a ticket needs: the first rule that matches decides. */
    rules: z.array(ClosureRule).default(RULES),
    /** The least role that may sign off. */
    signOff: Role.default('lead'),
    /** What stands below the summary that a customer gets: words with the link of a survey. */
    csat: z
      .string()
      .max(500)
      .refine(knowsItsNames, `in braces there may be ${CSAT_NAMES.join(', ')}`)
      .optional(),
    /** A customer who writes again within this time after the close says that it is not solved. */
    reopenWithin: Duration.prefault('3d'),
  })
  .prefault({});
