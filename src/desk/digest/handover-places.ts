import { type Destination, directAccount } from '../destination.ts';
import { placesOf } from './settings.ts';
import { isServed, ownerOf } from '../routing.ts';
import type { Settings } from '../settings.ts';

/**
 * Where a handover stands that somebody makes at a place: in a client's own channel there alone, since it is about them alone;
 * else in the channels that are configured for it, or the shared ones of the desk, and in that channel where it is one of the desk's.
 */
export function handoverPlaces(
  place: Destination,
  settings: Settings,
  defaults: readonly Destination[],
): Destination[] {
  if (ownerOf(place, settings) !== undefined) return [place];
  const configured = (settings.digests ?? []).filter(({ kind }) => kind === 'handover').flatMap(placesOf);
  const usual = (configured.length > 0 ? configured : defaults).filter((one) => ownerOf(one, settings) === undefined);
  const here = directAccount(place) === undefined && isServed(place, settings, defaults) ? [place] : [];
  return [...new Set([...usual, ...here])];
}
