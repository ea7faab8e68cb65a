import type { CardRow } from '../../desk/card.ts';
import { NO_ITEM } from '../../desk/card.ts';
import type { DeskView } from '../../desk/decision.ts';
import type { Found, FoundClient, FoundContact, FoundDevice } from '../../desk/look/find.ts';
import { ticketRow } from '../../desk/look/item-rows.ts';
import { cut, type Line, oneLine, type Span } from '../../desk/text.ts';
import { wordOf as alertWord } from '../alert/filter.ts';
import { searching, wordOf } from '../ticket/filter-words.ts';

/** The kinds of what can be found, in the order in which they are shown. */
export const GROUPS = ['clients', 'devices', 'contacts', 'tickets'] as const;
export type Group = (typeof GROUPS)[number];

const NAME = 60;

/** What was found, as rows that each lead on where there is something to lead to. */
export function rowsOf(found: Found, view: DeskView): Record<Group, readonly CardRow[]> {
  return {
    clients: found.clients.flatMap(clientRows),
    devices: found.devices.map(deviceRow),
    contacts: found.contacts.map(contactRow),
    tickets: found.tickets.map((ticket) => ticketRow(ticket, view)),
  };
}

function clientRows({ name, setting, tickets, alerts }: FoundClient): CardRow[] {
  const head: Line = ['🏢 ', { bold: short(name) }, setting?.tier === undefined ? '' : ` · ${short(setting.tier)}`];
  const toTickets = {
    verb: 'list',
    label: 'Tickets',
    ref: NO_ITEM,
    with: `tickets.${wordOf({ flags: [], client: name })}.1`,
  };
  const toAlerts = {
    verb: 'list',
    label: 'Alerts',
    ref: NO_ITEM,
    with: `alerts.${alertWord({ filter: 'all', client: name })}.1`,
  };
  const fails: Span = ` · ${counted(alerts, 'open alert')}`;
  if (tickets === 0)
    return [{ line: [...head, ' · no open ticket', fails], ...(alerts === 0 ? {} : { action: toAlerts }) }];
  const first = { line: [...head, ` · ${counted(tickets, 'open ticket')}`], action: toTickets };
  if (alerts === 0) return [first];
  return [first, { line: ['🏢 ', { bold: short(name) }, fails], action: toAlerts }];
}

function deviceRow({ device, client, alerts }: FoundDevice): CardRow {
  const where = [client, device.site].filter((part) => part !== undefined).map(short);
  const links = (device.links ?? []).flatMap(({ label, url }): Span[] => [' · ', { link: label, url }]);
  const [worst] = alerts;
  const state = alerts.length === 0 ? 'nothing fails' : `🔔 ${counted(alerts.length, 'open alert')}`;
  return {
    line: ['💻 ', { bold: short(device.name) }, where.length === 0 ? '' : ` · ${where.join(', ')}`],
    detail: [state, ...links],
    ...(worst
      ? { action: { verb: 'show', label: alerts.length === 1 ? 'Alert' : 'Worst alert', ref: worst.ref } }
      : {}),
  };
}

function contactRow({ name, email, client, phones, tickets }: FoundContact): CardRow {
  const word = wordOf(searching({ flags: [] }, email ?? name));
  const numbers = phones.slice(0, 3).map((phone) => `☎ ${phone}`);
  const parts = [email, ...numbers, counted(tickets, 'open ticket')].filter((part) => part !== undefined);
  return {
    line: ['👤 ', { bold: short(name) }, client === undefined ? '' : ` · ${short(client)}`],
    detail: [parts.map(short).join(' · ')],
    ...(tickets === 0 ? {} : { action: { verb: 'list', label: 'Tickets', ref: NO_ITEM, with: `tickets.${word}.1` } }),
  };
}

/** "3 open tickets", "1 open ticket", "no open tickets". */
export function counted(count: number, what: string): string {
  return `${count === 0 ? 'no' : count} ${what}${count === 1 ? '' : 's'}`;
}

function short(text: string): string {
  return cut(oneLine(text), NAME);
}
