import type { Destination } from '../desk/destination.ts';
import { mayShow } from '../desk/routing.ts';
import { customerOf, type Unbilled, unbilledOf, unbilledSince } from '../desk/time/unbilled.ts';
import type { Store } from './store.ts';
import { readUnsettled } from './time.ts';
import { viewNow } from './view.ts';
import { readWorked } from './worked.ts';

/** What has not been billed yet, as far as it may be told at a place. */
export async function readUnbilled(store: Store, place: Destination): Promise<Unbilled> {
  const view = await viewNow(store);
  const { settings, people, now } = view;
  const [work, unsettled] = await Promise.all([
    readWorked(store, { from: unbilledSince(settings, now), to: now }),
    readUnsettled(store),
  ]);
  const { clients, unsettled: all, ...rest } = unbilledOf({ people, work, unsettled }, settings, now);
  return {
    ...rest,
    clients: clients.filter(({ client }) => mayShow(client, place, settings)),
    unsettled: all.filter((entry) => mayShow(customerOf(entry, settings), place, settings)),
  };
}
