import { plainCard, type Card } from './card.ts';
import type { DeskView, Notice } from './decision.ts';
import { directMessage, type Place } from './destination.ts';
import type { Person } from './people.ts';
import type { Line } from './text.ts';

/** What every notice about an item needs. `occasion` must differ between two that may both be sent. */
interface Occasion {
  item: { ref: string; places: readonly Place[] };
  occasion: string;
  at: number;
}

/** A quiet line in the thread of each of the item's cards. */
export function threadLine({ item, occasion, at }: Occasion, line: Line): Notice[] {
  return cardPlaces(item.places).map((destination) => ({
    key: `${item.ref}/${occasion}/${destination}`,
    destination,
    ref: item.ref,
    loud: false,
    rank: 5,
    at,
    card: plainCard({ title: '', lines: [line] }),
  }));
}

/** A line that rings in each channel where the item has a card. */
export function channelNotice({ item, occasion, at }: Occasion, card: Card, rank = 1): Notice[] {
  return cardPlaces(item.places).map((destination) => ({
    key: `${item.ref}/${occasion}/${destination}`,
    destination,
    ref: item.ref,
    loud: true,
    rank,
    at,
    card,
  }));
}

/** A direct message to a person, on the first platform on which they have an account. */
export function personNotice(
  { item, occasion, at }: Occasion,
  person: Person,
  card: Card,
  view: Pick<DeskView, 'platforms'>,
): Notice[] {
  const platform = view.platforms.find((id) => person.accounts[id] !== undefined);
  if (platform === undefined) return [];
  const destination = directMessage(platform, person.accounts[platform] ?? '');
  return [{ key: `${item.ref}/${occasion}/${destination}`, destination, loud: true, rank: 1, at, card }];
}

function cardPlaces(places: readonly Place[]): string[] {
  return places.filter((place) => place.as === 'card').map((place) => place.destination);
}
