import type { Alert } from '../desk/alert/alert.ts';
import { alertWithTicket } from '../desk/alert/ticket.ts';
import type { Changed, DeskView } from '../desk/decision.ts';
import type { Item } from '../desk/item.ts';
import { ticketWithAlert } from '../desk/ticket/alerts.ts';
import type { Ticket } from '../desk/ticket/ticket.ts';
import { tellIncidents } from './incidents.ts';
import { readItem } from './read.ts';
import type { Store } from './store.ts';

/** An alert and its ticket tell of each other: where one changes, the other's side is written with it. */
export async function linkedChanges(
  store: Store,
  changes: readonly Changed<Item>[],
  view: DeskView,
): Promise<Changed<Item>[]> {
  const found = new Map<string, Changed<Item>>();
  const known = new Set(changes.map(({ item }) => item.ref));
  for (const { item } of changes) {
    if (item.kind === 'alert') await tellTicket(store, item, known, found, view);
    if (item.kind === 'ticket') await tellAlerts(store, item, known, found, view);
  }
  await tellIncidents(store, changes, found, view, joined);
  return [...found.values()];
}

async function tellTicket(
  store: Store,
  alert: Alert,
  known: ReadonlySet<string>,
  found: Map<string, Changed<Item>>,
  view: DeskView,
): Promise<void> {
  const ref = alert.ticket?.ref;
  if (ref === undefined || known.has(ref)) return;
  const before = found.get(ref);
  const ticket = before?.item ?? (await readItem(store, ref));
  const told = ticket?.kind === 'ticket' ? ticketWithAlert(ticket, alert, view) : undefined;
  if (told) found.set(ref, before ? joined(before, told) : told);
}

async function tellAlerts(
  store: Store,
  ticket: Ticket,
  known: ReadonlySet<string>,
  found: Map<string, Changed<Item>>,
  view: DeskView,
): Promise<void> {
  for (const { ref } of ticket.alerts ?? []) {
    if (known.has(ref) || found.has(ref)) continue;
    const alert = await readItem(store, ref);
    const told = alert?.kind === 'alert' ? alertWithTicket(alert, ticket, view) : undefined;
    if (told) found.set(ref, told);
  }
}

function joined(before: Changed<Item>, after: Changed<Item>): Changed<Item> {
  return {
    ...after,
    entries: [...before.entries, ...after.entries],
    effects: [...before.effects, ...after.effects],
    notices: [...before.notices, ...after.notices],
  };
}
