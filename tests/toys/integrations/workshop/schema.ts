import { z } from 'zod';

/** What has to be set for the workshop. */
export const Environment = z.object({
  WORKSHOP_URL: z.url({ protocol: /^https?$/, error: 'the address of the workshop' }),
  WORKSHOP_KEY: z.string().min(1),
});
export type Environment = z.infer<typeof Environment>;

/** Instants are epoch milliseconds. */
export const Lamp = z.object({
  id: z.string(),
  room: z.string(),
  client: z.string(),
  broken: z.boolean(),
  changedAt: z.number(),
});
export type Lamp = z.infer<typeof Lamp>;

export const Call = z.object({ lamp: z.string() });
export const Customer = z.object({ id: z.string(), name: z.string() });
export const Employee = z.object({ id: z.string(), name: z.string(), email: z.string() });
export const Entry = z.object({
  name: z.string(),
  key: z.string(),
  employee: z.string(),
  from: z.number(),
  to: z.number(),
  done: z.boolean().optional(),
});
export type Entry = z.infer<typeof Entry>;
