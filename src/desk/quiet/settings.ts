import { z } from 'zod';
import { DailyHours, Zone } from '../clock/calendar.ts';
import { Destination } from '../destination.ts';
import { Priority } from '../ticket/priority.ts';
import { Severity } from '../alert/severity.ts';

/** When a channel is left alone: outside of the working hours of a calendar, or every day in hours of its own. */
export const QuietSetting = z.strictObject({
  /** Absent: every channel. The first entry that names a channel counts for it. */
  to: z.array(Destination).min(1).optional(),
  calendar: z.string().optional(),
  hours: DailyHours.optional(),
  /** Of `hours`; the shop's where it is absent. */
  zone: Zone.optional(),
  /** What is held; critical never is. */
  severity: z.array(Severity.exclude(['critical'])).default(['high', 'warning', 'info']),
  priority: z.array(Priority).default(['P2', 'P3', 'P4']),
});
export type QuietSetting = z.infer<typeof QuietSetting>;
