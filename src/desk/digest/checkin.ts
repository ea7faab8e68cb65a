import { z } from 'zod';
import { Place } from '../destination.ts';
import { Deed } from '../people.ts';

/** What is looked at in the morning, in this order. */
export const checkinSteps = ['urgent', 'new', 'unassigned', 'writes', 'backups'] as const;
export const CheckinStep = z.enum(checkinSteps);
export type CheckinStep = z.infer<typeof CheckinStep>;

/** The guide of one morning: which of its steps somebody has looked at. Instants are epoch milliseconds. */
export const Checkin = z.object({
  kind: z.literal('checkin'),
  schema: z.literal(1),
  ref: z.string(),
  revision: z.number(),
  /** The local date, and on whose wall clock. */
  date: z.string(),
  zone: z.string(),
  at: z.number(),
  /** Since when its news counts: the check-in before. */
  since: z.number(),
  /** The one client it is about, where it stands in their channel. */
  client: z.string().optional(),
  ticks: z.partialRecord(CheckinStep, Deed),
  places: z.array(Place),
});
export type Checkin = z.infer<typeof Checkin>;

/** How the references of check-ins begin. */
export const CHECKIN_REF = 'checkin/';

/** The first step that nobody has looked at. */
export function nextStep({ ticks }: Pick<Checkin, 'ticks'>): CheckinStep | undefined {
  return checkinSteps.find((step) => ticks[step] === undefined);
}
