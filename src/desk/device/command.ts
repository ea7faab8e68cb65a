import { isDeepStrictEqual } from 'node:util';
import { type Decision, type DeskView, refused, titleOf, unchanged } from '../decision.ts';
import type { LinkedDevice } from './device.ts';
import { isOfClient } from './lines.ts';
import { threadLine } from '../notices.ts';
import type { Actor } from '../people.ts';
import { oneLine } from '../text.ts';
import { whyGone } from '../ticket/gone.ts';
import { withNote } from '../ticket/order.ts';
import { whyOver } from '../ticket/over.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Device } from '../quiet/window-choices.ts';

/** Says what a ticket is about. */
export function linkDevice(ticket: Ticket, device: Device, by: Actor, view: DeskView): Decision<Ticket> {
  const over = whyOver(ticket, view);
  if (over !== undefined) return refused(over);
  const name = oneLine(device.name);
  if (!isOfClient(device, ticket, view.settings))
    return refused(`${name} is not a device of the client of ticket #${ticket.facts.number}; nothing was linked.`);
  const { source, id } = device;
  if (ticket.device?.source === source && ticket.device.id === id) return unchanged();
  const text = `${by.name} linked the device ${name}`;
  const link = device.links?.[0];
  const note = `Deskbell: this is about the device ${name}${device.site === undefined ? '' : `, ${oneLine(device.site)}`}.${link ? ` ${link.url}` : ''}`;
  return told({ ...ticket, device: sightOf(device, { by, at: view.now }) }, 'device-linked', text, note, by, view);
}

export function unlinkDevice(ticket: Ticket, by: Actor, view: DeskView): Decision<Ticket> {
  const gone = whyGone(ticket, view.now);
  if (gone !== undefined) return refused(gone);
  const { device, ...item } = ticket;
  if (!device) return unchanged();
  const name = isOfClient(device, ticket, view.settings) ? oneLine(device.name) : 'of another client';
  return told(
    item,
    'device-unlinked',
    `${by.name} unlinked the device ${name}`,
    `Deskbell: this is not about the device ${name} any more.`,
    by,
    view,
  );
}

function told(item: Ticket, what: string, text: string, note: string, by: Actor, view: DeskView): Decision<Ticket> {
  const key = `${what}-${item.ref}-${item.revision}`;
  const notices = threadLine({ item, occasion: `${what}-${item.revision}`, at: view.now }, [text]);
  const change = { is: 'changed' as const, item, entries: [{ at: view.now, by, what, text }], effects: [], notices };
  return withNote(change, { key, by, text: note }, view);
}

function sightOf(device: Device, { by, at }: Pick<LinkedDevice, 'by' | 'at'>): LinkedDevice {
  const { source, id, name, kind = 'unknown', client, site, state = 'unknown', lastSeen, links = [] } = device;
  return {
    source,
    id,
    name,
    kind,
    ...(client === undefined ? {} : { client }),
    ...(site === undefined ? {} : { site }),
    state,
    // While it answers, this moves with every look at it.
    ...(lastSeen === undefined || state === 'online' ? {} : { lastSeen }),
    links: [...links],
    by,
    at,
  };
}

/** The ticket with its device as its source knows it now; undefined where that source knows no such device any more. */
export function deviceSeen(ticket: Ticket, device: Device | undefined, view: DeskView): Decision<Ticket> {
  const before = ticket.device;
  if (!before) return unchanged();
  const now: LinkedDevice = device ? sightOf(device, before) : { ...before, state: 'gone' };
  if (isDeepStrictEqual(now, before)) return unchanged();
  const item = { ...ticket, device: now };
  const wasHeard = before.state === 'online';
  const isHeard = now.state === 'online';
  if (wasHeard === isHeard || !isOfClient(now, ticket, view.settings))
    return { is: 'changed', item, entries: [], effects: [], notices: [] };
  const text = `${oneLine(now.name)} is ${isHeard ? 'online again' : 'not online any more'}`;
  const by: Actor = { name: titleOf(now.source, view), via: now.source };
  const notices = threadLine({ item, occasion: `device-${now.state}-${item.revision}`, at: view.now }, [text]);
  return {
    is: 'changed',
    item,
    entries: [{ at: view.now, by, what: `device-${now.state}`, text }],
    effects: [],
    notices,
  };
}
