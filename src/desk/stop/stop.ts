import { z } from 'zod';
import { Place } from '../destination.ts';
import { Actor, Deed } from '../people.ts';
import { clientNamed, type Settings } from '../settings.ts';
import { mask } from '../mask.ts';
import { type Line, oneLine } from '../text.ts';
import { ago } from '../clock/when.ts';

/** Malware or account abuse at a client: nothing automatic happens there until a lead lifts it. */
export const Stop = z.object({
  kind: z.literal('stop'),
  schema: z.literal(1),
  ref: z.string(),
  revision: z.number(),
  /** The same for every stop of one client, which has one at a time. */
  condition: z.string(),
  episode: z.number(),
  /** As the configuration calls it, or the sources where it is not configured. */
  client: z.string(),
  /** The item on whose card it was pressed. */
  about: z.string().optional(),
  by: Actor,
  at: z.number(),
  reason: z.string(),
  /** Calls that have gone out so far. */
  pages: z.number(),
  pagedAt: z.number(),
  acknowledged: Deed.optional(),
  lifted: Deed.optional(),
  /** The cards of the client's open items show it, or its end. */
  isShown: z.boolean(),
  places: z.array(Place),
});
export type Stop = z.infer<typeof Stop>;

/** What is known of stops when something is decided. */
export interface StopView {
  /** Those that are not lifted. */
  stops: readonly Stop[];
  settings: Settings;
}

/** The stop that holds for a client, by whatever name a source calls it. */
export function stopOf(client: string | undefined, { stops, settings }: StopView): Stop | undefined {
  if (client === undefined || stops.length === 0) return undefined;
  const name = clientNamed(client, settings)?.name ?? client;
  return stops.find((stop) => stop.client === name && !stop.lifted);
}

/** What somebody is told whose order would change something there. */
export function stopSentence({ client, by, at, reason }: Stop, now: number): string {
  return `${client} was stopped by ${by.name} ${ago(at, now)}: ${oneLine(mask(reason))}. Nothing is changed there from here until a lead lifts the stop.`;
}

/** The banner on the cards of a stopped client. */
export function stopLine({ client, by, at, reason }: Stop): Line {
  return [
    '⛔ ',
    { bold: `STOPPED: ${client}` },
    ' by ',
    { bold: by.name },
    ' ',
    { at, as: 'clock' },
    `: ${oneLine(mask(reason))}. Touch nothing that is not agreed with a lead.`,
  ];
}
