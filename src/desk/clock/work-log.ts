import type { Alert } from '../alert/alert.ts';
import { findPerson, type Person } from '../people.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { WorkLog, WorkState } from './work-state.ts';

const LONGEST = 400;

/** The ticket with what changed since its last entry: what the source owns counts from when it changed there. */
export function withTicketLog(ticket: Ticket, now: number): Ticket {
  const { facts, gone, priority, client, log } = ticket;
  const is = gone || facts.status === 'closed' || facts.status === 'spam' ? 'over' : ticketIs(ticket);
  const { assignee } = facts;
  const next: Omit<WorkState, 'at'> = {
    is,
    ...(assignee ? { holder: accountHolder(assignee) } : {}),
    priority,
    ...(client === undefined ? {} : { client }),
  };
  const known: WorkLog = log ?? [
    { at: facts.createdAt, is: 'open', priority, ...(client === undefined ? {} : { client }) },
  ];
  const last = known.at(-1);
  const atSource = !last || last.is !== is || last.holder?.account !== assignee?.id;
  const changedAt = atSource ? (gone?.at ?? facts.updatedAt) : now;
  const after = appended(known, next, changedAt, now);
  return after === log ? ticket : { ...ticket, log: after };
}

function ticketIs({ stage }: Ticket): WorkState['is'] {
  return stage === 'Awaiting' ? 'waiting' : 'open';
}

function accountHolder({ id, name, email }: NonNullable<Ticket['facts']['assignee']>): WorkState['holder'] {
  return { account: id, name, ...(email === undefined ? {} : { email }) };
}

/** The alert with the same. It begins with the first claim: before that nobody works on it. */
export function withAlertLog(alert: Alert, now: number): Alert {
  const { claimed, ended, muted, facts, log } = alert;
  if (!log && !claimed) return alert;
  const quiet = facts.snoozed || muted ? 'waiting' : 'open';
  const { by } = claimed ?? {};
  const next: Omit<WorkState, 'at'> = {
    is: ended ? 'over' : quiet,
    ...(by ? { holder: { name: by.name, ...(by.id === undefined ? {} : { person: by.id }) } } : {}),
  };
  const after = appended(log ?? [], next, ended?.at ?? (log ? now : (claimed?.at ?? now)), now);
  return after === log ? alert : { ...alert, log: after };
}

/** The same log where nothing changed. Nothing is put before what is known, nor after now. */
function appended(log: WorkLog, next: Omit<WorkState, 'at'>, changedAt: number, now: number): WorkLog {
  const last = log.at(-1);
  if (last && isSame(last, next)) return log;
  const at = Math.max(last?.at ?? 0, Math.min(changedAt, now));
  const before = last?.at === at && log.length > 1 ? log.slice(0, -1) : log;
  return [...before, { at, ...next }].slice(-LONGEST);
}

function isSame(left: Omit<WorkState, 'at'>, right: Omit<WorkState, 'at'>): boolean {
  return (
    left.is === right.is &&
    left.holder?.person === right.holder?.person &&
    left.holder?.account === right.holder?.account &&
    left.priority === right.priority &&
    left.client === right.client
  );
}

/** A span in which somebody had it and it was theirs to work on; `to` is absent while that lasts. */
export interface Held {
  from: number;
  to?: number;
}

/** When this person had an open item, less what it waited: in order and apart. `source` is the item's. */
export function heldBy(log: WorkLog, source: string, person: Person): Held[] {
  const spans: Held[] = [];
  for (const [index, entry] of log.entries()) {
    const to = log[index + 1]?.at;
    if (entry.is !== 'open' || !isHolder(entry.holder, source, person) || to === entry.at) continue;
    const last = spans.at(-1);
    const from = last?.to === entry.at ? last.from : entry.at;
    if (last?.to === entry.at) spans.pop();
    spans.push({ from, ...(to === undefined ? {} : { to }) });
  }
  return spans;
}

function isHolder(holder: WorkState['holder'], source: string, person: Person): boolean {
  if (!holder) return false;
  if (holder.person !== undefined) return holder.person === person.id;
  return findPerson([person], { system: source, account: holder.account, email: holder.email }) !== undefined;
}
