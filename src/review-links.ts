import type { Ports } from './bot/ports.ts';
import type { Configuration } from './config.ts';
import { reviewLinks } from './desk/review/link.ts';
import { keptSecret } from './store/secret.ts';
import type { Store } from './store/store.ts';

/** The secret that signs links: the configured one, else the one that this Redis keeps. */
export function secretOf(
  { secret }: Pick<Configuration, 'secret'>,
  store: Pick<Store, 'database'>,
): () => Promise<string> {
  return async () => secret ?? keptSecret(store);
}

/** Addresses of reviews, where browsers reach the listener at all. */
export function reviewLinksOf(
  { publicUrl }: Pick<Configuration, 'publicUrl'>,
  { now, house }: Pick<Store, 'now' | 'house'>,
  secret: () => Promise<string>,
): Ports['reviewLinks'] {
  return async (client, span) =>
    publicUrl === undefined
      ? undefined
      : reviewLinks(publicUrl, await secret(), { client, span, until: now() + house.settings.reviews.linksLast });
}
