import { deviceKey } from '../desk/device/device.ts';
import { deviceSeen } from '../desk/device/command.ts';
import type { WorkItem } from '../desk/item.ts';
import type { Device } from '../desk/quiet/window-choices.ts';
import { isWork, readItems, readOpen } from './read.ts';
import { key } from './redis.ts';
import type { Store } from './store.ts';
import { changeTicket } from './tickets.ts';

/** Tells the tickets that are about a device how it is now. */
export async function keepDevices(
  store: Store,
  source: string,
  devices: readonly Omit<Device, 'source'>[],
): Promise<void> {
  const known = new Map(devices.map((device) => [device.id, { ...device, source }]));
  for (const ticket of await readOpen(store, 'ticket')) {
    if (ticket.kind !== 'ticket' || ticket.device?.source !== source) continue;
    await changeTicket(store, ticket.ref, (now, view) => deviceSeen(now, known.get(now.device?.id ?? ''), view));
  }
}

/** Alerts and tickets about a device that were first seen since an instant, the newest first. */
export async function readAbout(store: Store, source: string, id: string, since: number): Promise<WorkItem[]> {
  const refs = await store.database.redis.zrangebyscore(key('device', deviceKey(source, id)), since, '+inf');
  return (await readItems(store, refs.toReversed())).filter(isWork);
}
