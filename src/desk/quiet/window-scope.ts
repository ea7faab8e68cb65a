import { z } from 'zod';

/** What a maintenance window is about: each key that is there must fit. A device with an id is that one, wherever it stands. */
export const WindowScope = z.object({
  client: z.string().optional(),
  site: z.string().optional(),
  device: z
    .object({ source: z.string(), id: z.string() })
    .or(z.object({ name: z.string() }))
    .optional(),
  /** As people read it. */
  label: z.string(),
});
export type WindowScope = z.infer<typeof WindowScope>;

/** What people read: the device, the site with its client, or the client. */
export function labelOf({ client, site, device }: Record<'client' | 'site' | 'device', string | undefined>): string {
  if (device !== undefined) return device;
  return site === undefined ? (client ?? '') : [site, client].filter(Boolean).join(' of ');
}
