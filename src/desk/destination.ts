import { z } from 'zod';

/**
 * Where messages go: `<platform>:<channel id>`, or `<platform>:@<user id>` for a direct message.
 * The part behind the colon is opaque outside its platform.
 */
export const Destination = z.string().regex(/^[a-z][a-z0-9-]*:.+$/, 'a destination is <platform>:<channel id>');
export type Destination = z.infer<typeof Destination>;

/** What an item is at a destination. `held` waits for the end of quiet hours. `listed` and `baseline` items are in lists and digests only; `moved` shows a redacted card. */
const Standing = z.enum(['card', 'listed', 'baseline', 'muted', 'held', 'moved']);
export type Standing = z.infer<typeof Standing>;

export const Place = z.object({
  destination: Destination,
  as: Standing,
  /** The last quiet hours that held it back here, in epoch milliseconds. It stays when they are over. `early`: it came before they were. */
  held: z.object({ since: z.number(), until: z.number(), early: z.literal(true).optional() }).optional(),
});
export type Place = z.infer<typeof Place>;

/** Does it wait for the end of quiet hours wherever it would have a card? Nobody is asked to do anything about it until then. */
export function isHeldBack(places: readonly Place[]): boolean {
  return places.some(({ as }) => as === 'held') && places.every(({ as }) => as !== 'card');
}

/** Where something counts that no channel serves. */
export const NOWHERE = '-';

/** Is there no channel in which it may be seen? One from which it has moved shows nothing of it. */
export function isNowhere({ places }: { places: readonly Place[] }): boolean {
  return places.every(({ as }) => as === 'moved');
}

export function platformOf(destination: Destination): string {
  return destination.slice(0, destination.indexOf(':'));
}

export function addressOf(destination: Destination): string {
  return destination.slice(destination.indexOf(':') + 1);
}

export function directMessage(platform: string, account: string): Destination {
  return `${platform}:@${account}`;
}

/** The user id of a direct message, or undefined for a channel. */
export function directAccount(destination: Destination): string | undefined {
  const address = addressOf(destination);
  return address.startsWith('@') ? address.slice(1) : undefined;
}
