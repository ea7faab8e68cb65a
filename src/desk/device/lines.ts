import type { Link } from '../alert/alert.ts';
import type { Action } from '../card.ts';
import type { DeviceState, LinkedDevice } from './device.ts';
import { isOpen } from '../item.ts';
import { clientNamed, type Settings } from '../settings.ts';
import { type Line, oneLine } from '../text.ts';
import type { Ticket } from '../ticket/ticket.ts';

interface SettingsView {
  settings: Settings;
}

/** The client wall between a ticket and a device: they are of the same client, or have nothing to do with each other. */
export function isOfClient(
  device: { client?: string | undefined },
  ticket: Pick<Ticket, 'client'>,
  settings: Settings,
) {
  const client = clientNamed(device.client, settings)?.name ?? device.client;
  return client !== undefined && client === ticket.client;
}

/** What the card of a ticket says of its device. */
export function deviceLines(ticket: Ticket, { settings }: SettingsView): Line[] {
  const { device } = ticket;
  if (!device) return [];
  if (!isOfClient(device, ticket, settings)) return [['💻 Its device belongs to another client now: unlink it.']];
  return [['💻 ', { bold: oneLine(device.name) }, kindOf(device), ' · ', ...stateLine(device)]];
}

function kindOf({ kind }: Pick<LinkedDevice, 'kind'>): string {
  return kind === 'unknown' ? '' : ` (${kind})`;
}

const STATES: Readonly<Record<DeviceState, string>> = {
  online: '🟢 online',
  offline: '🔴 offline',
  overdue: '🔴 silent for too long',
  gone: '❔ not known at its source any more',
  unknown: '❔ nobody knows whether it is online',
};

/** How a device is, and when it was heard last where it is not heard now. */
export function stateLine({ state, lastSeen }: Pick<LinkedDevice, 'state' | 'lastSeen'>): Line {
  const heard: Line = lastSeen === undefined || state === 'online' ? [] : [', last seen ', { at: lastSeen, as: 'ago' }];
  return [STATES[state], ...heard];
}

export function deviceLinks(ticket: Ticket, { settings }: SettingsView): readonly Link[] {
  const { device } = ticket;
  return device && isOfClient(device, ticket, settings) && device.state !== 'gone' ? device.links : [];
}

export function deviceActions(ticket: Ticket): Action[] {
  const { device } = ticket;
  if (ticket.gone) return [];
  const shown: Action[] = device ? [{ verb: 'device', label: 'Its device' }] : [];
  if (!isOpen(ticket)) return shown;
  return [...shown, { verb: 'device-form', label: device ? 'Another device…' : 'Device…' }];
}
