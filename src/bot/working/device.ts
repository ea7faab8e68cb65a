import type { Alert } from '../../desk/alert/alert.ts';
import type { DeskView } from '../../desk/decision.ts';
import type { Destination } from '../../desk/destination.ts';
import { deviceCard } from '../../desk/device/card.ts';
import { type DeviceHistory, deviceKey, type LinkedDevice } from '../../desk/device/device.ts';
import { isOfClient } from '../../desk/device/lines.ts';
import { SystemError } from '../../desk/errors.ts';
import { clientOf, type WorkItem } from '../../desk/item.ts';
import { mayShow } from '../../desk/routing.ts';
import type { Ticket } from '../../desk/ticket/ticket.ts';
import { readAbout } from '../../store/devices.ts';
import { isWork, readItems } from '../../store/read.ts';
import type { Store } from '../../store/store.ts';
import { viewNow } from '../../store/view.ts';
import { ticketHere } from '../here.ts';
import { itemRow } from '../../desk/look/item-rows.ts';
import { type Click, type Desk, said, type Verb } from '../table.ts';

const DAYS = 14 * 24 * 3_600_000;

/** Every platform shows so many rows with a button each. */
const MOST_ROWS = 8;

/** The last 14 days of a ticket's device: what its source tells, and what the desk has seen. */
export const device: Verb<Click> = {
  least: 'technician',
  async run(desk, press) {
    const { store } = desk;
    const ticket = await ticketHere(store, press.ask.ref, press.place);
    if (typeof ticket === 'string') return said(ticket);
    const view = await viewNow(store);
    const linked = ticket.device;
    if (!linked) return said(`No device is linked with ticket #${ticket.facts.number}: More…, then Device….`);
    if (!isOfClient(linked, ticket, view.settings))
      return said(
        'This device belongs to another client than the ticket now, so nothing of it is shown. Unlink it: More…, Another device….',
      );
    const since = view.now - DAYS;
    const [history, about] = await Promise.all([
      historyOf(desk, linked, since),
      aboutDevice(store, linked, ticket, since),
    ]);
    const shown = about.filter((item) => isShown(item, ticket, press.place, view)).slice(0, MOST_ROWS);
    const rows = shown.map((item) => itemRow(item, view));
    return { is: 'card', card: deviceCard(ticket, linked, history, rows) };
  },
};

async function historyOf(
  { ports, log }: Desk,
  { source, id }: LinkedDevice,
  since: number,
): Promise<DeviceHistory | string> {
  try {
    const told = await ports.deviceHistory(source, id, since);
    return told ?? 'Its source knows no such device any more.';
  } catch (error) {
    log.warn({ device: deviceKey(source, id), error }, 'a device’s history could not be read');
    return error instanceof SystemError ? error.message : 'Its source does not answer; try again in a minute.';
  }
}

/** Alerts on it and tickets about it, those made from its alerts among them, without the ticket itself. */
async function aboutDevice(
  store: Store,
  { source, id }: LinkedDevice,
  ticket: Ticket,
  since: number,
): Promise<WorkItem[]> {
  const items = await readAbout(store, source, id, since);
  const known = new Set(items.map(({ ref }) => ref));
  const alerts = items.filter((item): item is Alert => item.kind === 'alert');
  const made = alerts.flatMap((alert) => alert.ticket?.ref ?? []).filter((ref) => !known.has(ref));
  const further = (await readItems(store, [...new Set(made)])).filter(isWork);
  return [...items, ...further]
    .filter(({ ref }) => ref !== ticket.ref)
    .toSorted((left, right) => right.seenAt - left.seenAt);
}

/** What was on it while it belonged to somebody else is theirs. */
function isShown(item: WorkItem, ticket: Ticket, place: Destination, { settings }: DeskView): boolean {
  return isOfClient({ client: clientOf(item) }, ticket, settings) && mayShow(clientOf(item), place, settings);
}
