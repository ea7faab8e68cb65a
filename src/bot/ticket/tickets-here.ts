import type { DeskView } from '../../desk/decision.ts';
import type { Destination } from '../../desk/destination.ts';
import { isOpen } from '../../desk/item.ts';
import { mayShow } from '../../desk/routing.ts';
import type { Ticket } from '../../desk/ticket/ticket.ts';
import { readClosedTickets, readItems, readOpen } from '../../store/read.ts';
import type { Store } from '../../store/store.ts';
import type { Press } from '../table.ts';
import type { Names } from './filter-words.ts';

type Seeing = Pick<DeskView, 'settings'>;

/** Open tickets that may be shown at a place, the newest update first. */
export async function openTickets(store: Store, place: Destination, view: Seeing): Promise<Ticket[]> {
  const open = await readOpen(store, 'ticket');
  return here(
    open.filter((item): item is Ticket => item.kind === 'ticket' && isOpen(item)),
    place,
    view,
  );
}

/** Tickets closed since an instant that may be shown at a place; without those that are no tickets any more. */
export async function closedTickets(store: Store, place: Destination, since: number, view: Seeing): Promise<Ticket[]> {
  const closed = await readClosedTickets(store, since);
  return here(
    closed.filter((ticket) => !isOpen(ticket) && ticket.gone === undefined),
    place,
    view,
  );
}

function here(tickets: readonly Ticket[], place: Destination, { settings }: Seeing): Ticket[] {
  return tickets
    .filter((ticket) => mayShow(ticket.client, place, settings))
    .toSorted((left, right) => right.facts.updatedAt - left.facts.updatedAt);
}

/** What a list of these can be narrowed to by name. Clients of whom nothing is shown here are for colleagues to know. */
export function namesOf(
  tickets: readonly Ticket[],
  { place, person }: Pick<Press, 'place' | 'person'>,
  { settings }: Seeing,
): Names {
  const configured = person ? settings.clients.map(({ name }) => name) : [];
  const clients = tickets.flatMap(({ client }) => client ?? []);
  return {
    clients: [...new Set([...configured.filter((name) => mayShow(name, place, settings)), ...clients])].sort(),
    mailboxes: [...new Set(tickets.map(({ facts }) => facts.mailbox.name))].sort(),
  };
}

/** The device that a ticket without a device of its own is about, by the ticket's reference: that of the alert which was linked last. */
export async function systemsOf(
  store: Store,
  tickets: readonly Ticket[],
  place: Destination,
  { settings }: Seeing,
): Promise<ReadonlyMap<string, string>> {
  const alerts = await readItems(
    store,
    tickets.flatMap((ticket) => (ticket.alerts ?? []).map(({ ref }) => ref)),
  );
  const systems = new Map<string, string>();
  for (const ticket of tickets) {
    for (const { ref } of ticket.alerts ?? []) {
      const alert = alerts.find((item) => item.ref === ref);
      if (alert?.kind !== 'alert' || !alert.facts.device || !mayShow(alert.facts.client, place, settings)) continue;
      systems.set(ticket.ref, alert.facts.device.name);
    }
  }
  return systems;
}
