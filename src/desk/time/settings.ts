import { z } from 'zod';
import { TimeOfDay } from '../clock/time-of-day.ts';

/** How time is booked for a client: what is left out is as its tier says, then as `time` says for all. */
export const TimeContract = z.strictObject({
  /** Activity type of the time book. */
  activity: z.string().min(1).optional(),
  /** The same for what was logged on an alert. */
  alertActivity: z.string().min(1).optional(),
  billable: z.boolean().optional(),
  /** Id of the time book's project. */
  project: z.string().min(1).optional(),
});
export type TimeContract = z.infer<typeof TimeContract>;

/** Oldest day that can be logged on at all. */
const LONGEST_PAST = 366;

export const TimeSettings = z
  .strictObject({
    activity: z.string().min(1).default('Execution'),
    alertActivity: z.string().min(1).optional(),
    billable: z.boolean().default(true),
    project: z.string().min(1).optional(),
    /** `own`: a draft for each entry; `day`: into the person's draft of that day and customer. */
    sheets: z.enum(['own', 'day']).default('own'),
    /** How many days back time can be logged. */
    pastDays: z.int().min(0).max(LONGEST_PAST).default(14),
    /** The working hours in which held time counts, for whoever has none of their own under `tickets.assign`. */
    calendar: z.string().optional(),
    /** When people are shown what they have not logged that day, on the wall clock of each. */
    dayEnd: z
      .union([z.literal('never'), TimeOfDay], { error: 'never, or a time of day such as 17:00' })
      .default('17:00'),
  })
  .prefault({});
