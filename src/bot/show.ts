import type { Alert } from '../desk/alert.ts';
import { alertCard } from '../desk/alert-card.ts';
import { plainCard, type Card } from '../desk/card.ts';
import type { DeskView } from '../desk/decision.ts';
import type { Destination } from '../desk/destination.ts';
import { groupCard } from '../desk/group-card.ts';
import { clientOf, isOpen, type Item, type WorkItem } from '../desk/item.ts';
import { mayShow } from '../desk/routing.ts';
import { ticketCard } from '../desk/ticket-card.ts';
import { readItem, readItems } from '../store/read.ts';
import type { Store } from '../store/store.ts';
import { viewNow } from '../store/view.ts';

/** What a message has to look like, or why there must be none (`leave` the one that stands as it is). */
export type Showing = { is: 'card'; card: Card } | { is: 'none'; why: string };

/**
 * The newest state of an item as a card for one destination. `posted` says whether a message stands there already:
 * what ended before it could be posted gets none, and a message that must not stay is redacted.
 * The client wall is checked here, at the last moment.
 */
export async function showing(store: Store, ref: string, destination: Destination, posted: boolean): Promise<Showing> {
  const [item, view] = await Promise.all([readItem(store, ref), viewNow(store)]);
  if (!item || item.kind === 'time') return { is: 'none', why: 'there is no such item' };
  const standing = item.places.find((place) => place.destination === destination)?.as;
  if (item.kind === 'group')
    return { is: 'card', card: groupCard(item, await membersOf(store, item.members, destination, view)) };
  const walled = !mayShow(clientOf(item), destination, view.settings);
  if (walled || standing === 'moved')
    return posted ? { is: 'card', card: movedCard(item) } : { is: 'none', why: 'it belongs to another channel' };
  if (!posted && !isOpen(item)) return { is: 'none', why: 'it ended before it could be posted' };
  return { is: 'card', card: cardOf(item, view) };
}

export function cardOf(item: WorkItem, view: DeskView): Card {
  return item.kind === 'alert' ? alertCard(item, view) : ticketCard(item, view);
}

/** The members of a group that may be shown at a destination. */
export async function membersOf(
  store: Store,
  refs: readonly string[],
  destination: Destination,
  view: DeskView,
): Promise<Alert[]> {
  const items: Item[] = await readItems(store, refs);
  return items.filter(
    (item): item is Alert =>
      item.kind === 'alert' && mayShow(item.facts.client, destination, view.settings) && !hasMoved(item, destination),
  );
}

function hasMoved(item: WorkItem, destination: Destination): boolean {
  return item.places.some((place) => place.destination === destination && place.as === 'moved');
}

function movedCard(item: WorkItem): Card {
  return plainCard({
    ref: item.ref,
    revision: item.revision,
    badge: '↪ MOVED',
    title: 'This card was moved',
    lines: [['It belongs to another channel now.']],
  });
}
