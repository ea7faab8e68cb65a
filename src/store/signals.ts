import type { Alert } from '../desk/alert/alert.ts';
import { decideAlertSignal } from '../desk/alert/signal.ts';
import type { Signal } from '../desk/signal.ts';
import type { Ticket } from '../desk/ticket/ticket.ts';
import { decideTicketSignal } from '../desk/ticket/signal.ts';
import { change, type Outcome } from './change.ts';
import type { CommitOptions } from './commit.ts';
import { readEpisode, readItem } from './read.ts';
import type { WorkItem } from '../desk/item.ts';
import type { Store } from './store.ts';

/** Takes in what a source says. `quiet` holds for what was open before the first start. */
export async function takeSignal(
  store: Store,
  signal: Signal,
  quiet = false,
  options: CommitOptions = {},
): Promise<Outcome<WorkItem>> {
  if (signal.kind === 'alert') {
    return change(
      store,
      {
        read: () => readEpisode(store, signal.condition),
        decide: (current, view) => decideAlertSignal(current, signal, view, quiet),
      },
      options,
    );
  }
  return change(
    store,
    {
      read: () => readTicket(store, `${signal.source}/${signal.row}`),
      decide: (current, view) => decideTicketSignal(current, signal, view, quiet),
    },
    options,
  );
}

/** The item that a signal is about, if there is one: of a condition the latest episode. */
export async function readSignalled(store: Store, signal: Signal): Promise<WorkItem | undefined> {
  if (signal.kind === 'alert') return readEpisode(store, signal.condition);
  return readTicket(store, `${signal.source}/${signal.row}`);
}

export async function readAlert(store: Store, ref: string): Promise<Alert | undefined> {
  const item = await readItem(store, ref);
  return item?.kind === 'alert' ? item : undefined;
}

export async function readTicket(store: Store, ref: string): Promise<Ticket | undefined> {
  const item = await readItem(store, ref);
  return item?.kind === 'ticket' ? item : undefined;
}
