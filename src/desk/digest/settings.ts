import { z } from 'zod';
import { Zone } from '../clock/calendar.ts';
import { Destination } from '../destination.ts';
import { TimeOfDay } from '../clock/time-of-day.ts';
import { Weekday } from '../clock/weekday.ts';

/**
 * What is told by itself: `daily` how things stand, `weekly` how the last week went, `checkin` the guide of the morning,
 * `handover` what the next shift must know.
 */
const digestKinds = ['daily', 'weekly', 'checkin', 'handover'] as const;

/** When digests go where nobody says otherwise. */
export const MORNING = '08:00';

const To = z.union([z.enum(['people', 'owners']), z.array(Destination).min(1)], {
  error: 'people, owners, or a list of places',
});

export const DigestSetting = z
  .strictObject({
    kind: z.enum(digestKinds).default('daily'),
    /** Destinations; `people` for a direct message to every technician at their own local time; `owners` for one to each owner. */
    to: To,
    at: TimeOfDay,
    /** The days on which it goes. Default: every day, and Monday for a weekly one. */
    days: z.array(Weekday).min(1).optional(),
    zone: Zone.optional(),
    /** With the hours that are not billed yet, for those who may see them. Default: in the direct messages of owners alone. */
    time: z.boolean().optional(),
  })
  .superRefine(({ kind, to, days, time }, context) => {
    const say = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    if (to === 'people' && kind !== 'daily') say('to', 'a direct message to everybody is daily; name owners or places');
    if (to === 'owners' && kind !== 'weekly') say('to', 'what goes to owners is weekly');
    if (time !== undefined && kind !== 'daily') say('time', 'hours that are not billed belong to a daily digest');
    if (kind === 'weekly' && days && days.length > 1) say('days', 'a weekly digest has one day');
  });
export type DigestSetting = z.infer<typeof DigestSetting>;

/** The channels of a setting; none where it goes to people. */
export function placesOf({ to }: Pick<DigestSetting, 'to'>): readonly Destination[] {
  return typeof to === 'string' ? [] : to;
}
