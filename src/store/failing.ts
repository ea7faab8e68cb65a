import type { Alert } from '../desk/alert/alert.ts';
import type { Failing } from '../desk/closure/closure.ts';
import { devicesOf, failingFor } from '../desk/closure/alerts.ts';
import type { Item } from '../desk/item.ts';
import type { Ticket } from '../desk/ticket/ticket.ts';
import { readItems, readOpen } from './read.ts';
import type { Store } from './store.ts';

/** What fails at this instant on what a ticket is about. */
export async function readFailing(store: Store, ticket: Ticket): Promise<Failing[]> {
  const refs = (ticket.alerts ?? []).map(({ ref }) => ref);
  if (refs.length === 0) return [];
  const linked = (await readItems(store, refs)).filter(isAlert);
  const open = devicesOf(linked).size === 0 ? [] : (await readOpen(store, 'alert')).filter(isAlert);
  return failingFor(ticket, linked, open, store.house.settings);
}

function isAlert(item: Item): item is Alert {
  return item.kind === 'alert';
}
