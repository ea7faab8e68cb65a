import { z } from 'zod';
import { Duration } from '../clock/duration.ts';
import { TimeOfDay } from '../clock/time-of-day.ts';

/** Reviews of clients. */
export const ReviewSettings = z
  .strictObject({
    /** Whether owners are sent the last month’s on the first working day, each client with a button. */
    monthly: z.boolean().default(false),
    /** When, by each owner’s own clock. */
    at: TimeOfDay.default('09:00'),
    /** How long a link to a page can be opened. */
    linksLast: Duration.prefault('7d'),
  })
  .prefault({});
