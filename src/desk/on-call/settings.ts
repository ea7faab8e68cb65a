import { z } from 'zod';
import { Zone } from '../clock/calendar.ts';
import { Destination } from '../destination.ts';
import { Duration } from '../clock/duration.ts';
import { Role } from '../people.ts';
import { TimeOfDay } from '../clock/time-of-day.ts';
import { Weekday } from '../clock/weekday.ts';

/** A Monday long before anybody reads this. */
const LONG_AGO = '2026-01-05';

const SHORTEST = 60 * 60_000;

/** Whole hours, so that a turn cannot vanish in the hour that a clock skips. */
const TurnLength = z.union([
  z.enum(['day', 'week']),
  Duration.refine((length) => length >= SHORTEST && length % SHORTEST === 0, 'day, week, or whole hours such as 12h'),
]);

/** People who take turns. */
const Layer = z.strictObject({
  /** Names or addresses, in the order of their turns. */
  people: z.array(z.string().min(1)).default([]),
  every: TurnLength.default('week'),
  /** When a turn is handed over, on the wall clock of the zone. */
  at: TimeOfDay.default('08:00'),
  /** The day on which a weekly turn is handed over. */
  weekday: Weekday.default('monday'),
  /** The local date on which the first of them begins; nobody is on call before. */
  from: z.iso.date().default(LONG_AGO),
  zone: Zone.optional(),
  /** The calendar in whose hours alone this layer counts. */
  during: z.string().optional(),
});
export type Layer = z.infer<typeof Layer>;

const Rotation = z.strictObject({
  name: z.string().min(1).max(40),
  /** The first of them that has somebody at an instant counts. */
  layers: z.array(Layer).min(1),
  /** The calendar in whose hours somebody must be on call; round the clock where it is absent. */
  hours: z.string().optional(),
  /** Whom it serves; with neither, all who are served by no other. */
  clients: z.array(z.string()).default([]),
  tiers: z.array(z.string()).default([]),
  /** The channels that hear of a hand-over. */
  to: z.array(Destination).default([]),
  /** Groups that are kept equal to who is on call: a platform's id to the group's id there. */
  groups: z.record(z.string(), z.string().min(1)).default({}),
});
export type Rotation = z.infer<typeof Rotation>;

/** Who is on call when, and who hears of it where nobody is. */
export const OnCallSettings = z
  .strictObject({
    rotations: z.array(Rotation).default([]),
    gaps: z
      .strictObject({
        ahead: Duration.prefault('14d'),
        roles: z.array(Role).default(['lead', 'owner']),
        people: z.array(z.string()).default([]),
      })
      .prefault({}),
  })
  .prefault({});
