import { z } from 'zod';
import { Alert } from './alert/alert.ts';
import { Bulk } from './storm/bulk.ts';
import { Checkin } from './digest/checkin.ts';
import { Group } from './storm/group.ts';
import { Handover } from './digest/handover.ts';
import { Roster } from './on-call/roster.ts';
import { Stop } from './stop/stop.ts';
import { TicketRequest } from './ticket/request.ts';
import { Ticket } from './ticket/ticket.ts';
import { TimeEntry } from './time/entry.ts';
import { Turns } from './ticket/turns.ts';
import { Window } from './quiet/window.ts';

/** Everything that is kept as one document with a revision. */
export const Item = z.discriminatedUnion('kind', [
  Alert,
  Ticket,
  TimeEntry,
  Group,
  Stop,
  Window,
  Bulk,
  TicketRequest,
  Turns,
  Roster,
  Handover,
  Checkin,
]);
export type Item = z.infer<typeof Item>;

/** What technicians work on: the items that have cards, claims and clocks. */
export type WorkItem = Alert | Ticket;

/** Longest reference that leaves room for a verb and a revision in a button's identifier of 100 characters. */
export const REF_LIMIT = 68;

export function isOpen(item: WorkItem): boolean {
  if (item.kind === 'alert') return item.ended === undefined;
  return item.gone === undefined && item.facts.status !== 'closed' && item.facts.status !== 'spam';
}

export function clientOf(item: WorkItem): string | undefined {
  return item.kind === 'alert' ? item.facts.client : item.client;
}
