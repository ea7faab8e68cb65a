import type { Alert } from '../alert/alert.ts';
import type { Contact } from '../ticket/conversation.ts';
import { byUrgency } from '../storm/group-card.ts';
import { mayShow } from '../routing.ts';
import type { Destination } from '../destination.ts';
import { clientByMail, clientNamed, type ClientSetting, type Settings } from '../settings.ts';
import { fold } from '../text.ts';
import { isFound } from '../ticket/filter.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Device } from '../quiet/window-choices.ts';

/** All that can be searched from a place. */
export interface Searched {
  alerts: readonly Alert[];
  open: readonly Ticket[];
  closed: readonly Ticket[];
  devices: readonly Device[];
  /** Whoever the ticket system has on file under the address that was typed. */
  contact: Contact | undefined;
}

export interface FoundClient {
  name: string;
  setting: ClientSetting | undefined;
  tickets: number;
  alerts: number;
}

export interface FoundDevice {
  device: Device;
  client: string | undefined;
  /** What fails on it, the worst first. */
  alerts: readonly Alert[];
}

export interface FoundContact {
  name: string;
  email: string | undefined;
  client: string | undefined;
  phones: readonly string[];
  /** How many open tickets are theirs. */
  tickets: number;
}

export interface Found {
  clients: readonly FoundClient[];
  devices: readonly FoundDevice[];
  contacts: readonly FoundContact[];
  tickets: readonly Ticket[];
  /** How many of each there were to look through. */
  counts: { clients: number; devices: number; contacts: number; open: number; closed: number };
}

/** What has all the words, in the order in which each kind is looked for; nothing from behind another client's wall. */
export function find(words: string, all: Searched, place: Destination, settings: Settings): Found {
  const known = behindWall(all, place, settings);
  const clients = clientsOf(known, place, settings);
  const contacts = contactsOf(known, place, settings);
  return {
    clients: clients.filter(({ name, setting }) =>
      has(words, [name, ...(setting?.also ?? []), ...(setting?.mail ?? [])]),
    ),
    devices: known.devices
      .map((device): FoundDevice => ({
        device,
        client: nameOf(device.client, settings),
        alerts: known.alerts
          .filter(({ source, facts }) => source === device.source && facts.device?.id === device.id)
          .toSorted(byUrgency),
      }))
      .filter(({ device, client }) => has(words, [device.name], [client, device.client, device.site]))
      .toSorted((left, right) => right.alerts.length - left.alerts.length),
    contacts: contacts
      .filter(({ name, email, client, phones }) => has(words, [name, email, ...phones], [client]))
      .toSorted((left, right) => right.tickets - left.tickets),
    tickets: [...known.open, ...known.closed].filter((ticket) => isFound(ticket, words)),
    counts: {
      clients: clients.length,
      devices: known.devices.length,
      contacts: contacts.length,
      open: known.open.length,
      closed: known.closed.length,
    },
  };
}

function behindWall(all: Searched, place: Destination, settings: Settings): Searched {
  const shown = (client: string | undefined): boolean => mayShow(client, place, settings);
  return {
    alerts: all.alerts.filter(({ facts }) => shown(facts.client)),
    open: all.open.filter(({ client }) => shown(client)),
    closed: all.closed.filter(({ client }) => shown(client)),
    devices: all.devices.filter(({ client }) => shown(client)),
    contact: all.contact && shown(clientOfMails(all.contact.emails, settings)) ? all.contact : undefined,
  };
}

/** All the words somewhere, and one of them at least in what it is called: else a client's name would find all that it has. */
function has(
  words: string,
  called: readonly (string | undefined)[],
  around: readonly (string | undefined)[] = [],
): boolean {
  const wanted = fold(words).split(' ');
  const [own, all] = [called, [...called, ...around]].map((texts) => fold(texts.filter(Boolean).join('\n')));
  return wanted.every((word) => all?.includes(word)) && wanted.some((word) => own?.includes(word));
}

function clientsOf({ alerts, open, devices }: Searched, place: Destination, settings: Settings): FoundClient[] {
  const failing = alerts.map(({ facts }) => nameOf(facts.client, settings));
  const waiting = open.map(({ client }) => client);
  const names = new Set([
    ...settings.clients.map(({ name }) => name).filter((name) => mayShow(name, place, settings)),
    ...[...failing, ...waiting, ...devices.map(({ client }) => nameOf(client, settings))].filter(
      (name) => name !== undefined,
    ),
  ]);
  return [...names].map((name) => ({
    name,
    setting: clientNamed(name, settings),
    tickets: waiting.filter((client) => client === name).length,
    alerts: failing.filter((client) => client === name).length,
  }));
}

/** Customers of the tickets that are known, and whoever was looked up; the same address is the same person. */
function contactsOf({ open, closed, contact }: Searched, place: Destination, settings: Settings): FoundContact[] {
  const contacts = new Map<string, FoundContact>();
  for (const { facts, client, ...ticket } of [...open, ...closed]) {
    const { name, email } = facts.customer;
    const id = fold(email ?? `${name}\n${client ?? ''}`);
    const before = contacts.get(id) ?? { name, email, client, phones: [], tickets: 0 };
    contacts.set(id, { ...before, tickets: before.tickets + (open.some(({ ref }) => ref === ticket.ref) ? 1 : 0) });
  }
  if (contact) {
    const [email] = contact.emails;
    const id = contact.emails.map(fold).find((one) => contacts.has(one)) ?? fold(email ?? contact.name);
    const before = contacts.get(id) ?? { email, client: clientOfMails(contact.emails, settings), tickets: 0 };
    contacts.set(id, { ...before, name: contact.name, phones: contact.phones });
  }
  return [...contacts.values()].filter(({ client }) => mayShow(client, place, settings));
}

function clientOfMails(emails: readonly string[], settings: Settings): string | undefined {
  return emails.map((email) => clientByMail(email, settings)?.name).find((name) => name !== undefined);
}

function nameOf(client: string | undefined, settings: Settings): string | undefined {
  return clientNamed(client, settings)?.name ?? client;
}
