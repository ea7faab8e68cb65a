import { z } from 'zod';
import { Place } from '../destination.ts';
import { Severity } from '../alert/severity.ts';

/** Where the members of a group are: one client and site, as sources call them. */
export const Site = z.object({ client: z.string().optional(), site: z.string().optional() });
export type Site = z.infer<typeof Site>;

/** A card that stands for many alerts at one destination, because each of its own could not be shown in time. Its members are kept beside it. */
export const Group = z.object({
  kind: z.literal('group'),
  schema: z.literal(1),
  ref: z.string(),
  revision: z.number(),
  /** In the order in which they came; one for a group that holds a single site. */
  sites: z.array(Site),
  /** It lists sites instead of alerts, since there were too many for cards of their own. */
  isOverview: z.boolean(),
  /** The worst of its members when it was made. */
  severity: Severity,
  at: z.number(),
  places: z.array(Place),
});
export type Group = z.infer<typeof Group>;

/** The name of a heap: what is of one client and site folds together. */
export function bucketOf({ client, site }: Site): string {
  return `${client ?? ''}/${site ?? ''}`;
}

/** The bucket of an overview, in which all sites fold together. */
export const EVERYWHERE = '';

/** How the references of groups begin. */
export const GROUP_REF = 'group/';
