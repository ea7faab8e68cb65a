import { z } from 'zod';
import { Duration, LENGTH } from './duration.ts';
import { Role } from '../people.ts';

/** What may be chosen as a reason leaves room for words of one's own. */
const MOST_REASONS = 24;

const REASONS = [
  'Nobody was free for it',
  'Nobody saw it in time',
  'Waiting for the customer',
  'Waiting for a part or a supplier',
  'Harder than it looked',
  'Wrong priority or target',
];

/** Under `sla`: who hears of a clock that runs out, when, and what people can say about it. */
export const breachSettings = {
  /** Hundredths of a target at which whoever has it is warned; empty for no warnings. */
  warnAt: z.array(z.int().min(1).max(99)).max(5).default([75, 90]),
  /** Who hears of every breach besides its channel and whoever has it. */
  coordinator: z
    .strictObject({ roles: z.array(Role).default(['dispatcher']), people: z.array(z.string().min(1)).default([]) })
    .prefault({}),
  reasons: z.array(z.string().trim().min(1).max(75)).max(MOST_REASONS).default(REASONS),
  /** Whoever has it is asked once more for the reason of a breach after this time. */
  askAgainAfter: z.union([z.literal('never'), Duration], { error: `never, or ${LENGTH}` }).prefault('1d'),
};
