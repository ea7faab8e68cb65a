import type { Alert } from '../desk/alert/alert.ts';
import type { Destination } from '../desk/destination.ts';
import { clientOf, type WorkItem } from '../desk/item.ts';
import { mayShow } from '../desk/routing.ts';
import type { Ticket } from '../desk/ticket/ticket.ts';
import { readWork } from '../store/read.ts';
import type { Store } from '../store/store.ts';

/** The item as it may be shown and acted on at a place, or the sentence why it cannot be had there. */
export async function itemHere(store: Store, ref: string, place: Destination): Promise<WorkItem | string> {
  const item = await readWork(store, ref);
  if (!item) return 'This item is no longer kept; its card is only history.';
  return mayShow(clientOf(item), place, store.house.settings) ? item : 'This item belongs to another channel.';
}

/** The same for what only an alert can have done. */
export async function alertHere(store: Store, ref: string, place: Destination): Promise<Alert | string> {
  const item = await itemHere(store, ref, place);
  if (typeof item === 'string' || item.kind === 'alert') return item;
  return 'This can be done with an alert alone.';
}

/** The same for what only a ticket can have done. */
export async function ticketHere(store: Store, ref: string, place: Destination): Promise<Ticket | string> {
  const item = await itemHere(store, ref, place);
  if (typeof item === 'string' || item.kind === 'ticket') return item;
  return 'This can be done with a ticket alone.';
}
