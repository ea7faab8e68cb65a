import { type Calendar, workingBetween } from '../clock/calendar.ts';
import { type Decision, type DeskView, titleOf, unchanged } from '../decision.ts';
import { isNamed } from '../quiet/maintenance.ts';
import { threadLine } from '../notices.ts';
import { type Actor, mayAct, type Person } from '../people.ts';
import type { Settings } from '../settings.ts';
import { stopOf } from '../stop/stop.ts';
import { decideTicketCommand } from './command.ts';
import type { Ticket } from './ticket.ts';
import { isWaiting } from './turn-due.ts';

const DESK: Actor = { name: 'Deskbell', via: 'clock' };

/** Everybody who takes part and is at work now, in the order of the configuration. */
export function onDuty(people: readonly Person[], settings: Settings, now: number): Person[] {
  const { assign } = settings.tickets;
  if (!assign) return [];
  const who =
    assign.who.length > 0
      ? assign.who
      : people.filter((one) => mayAct(one, 'technician')).map(({ name }) => ({ name, calendar: undefined }));
  return who
    .filter(({ calendar }) => works(settings.calendars[calendar ?? assign.calendar ?? ''], settings.zone, now))
    .flatMap(({ name }) => people.find((one) => isNamed(one, name)) ?? []);
}

function works(calendar: Calendar | undefined, zone: string, now: number): boolean {
  return calendar === undefined || workingBetween(now, now + 1, { calendar, zone: calendar.zone ?? zone }) > 0;
}

/** Somebody who could have the ticket, or the reason why not. */
export interface Candidate {
  person: Person;
  /** Their user at the ticket system; absent where they have none. */
  account?: string | undefined;
  /** Tickets that they have open. */
  open: number;
  obstacle?: string | undefined;
}

/** Why somebody who is at work cannot have one more; undefined where they can. */
export function whyNotNow({ account, open, obstacle, person }: Candidate, settings: Settings): string | undefined {
  const most = settings.tickets.assign?.most;
  if (account === undefined) return `${person.name} has no user in the ticket system`;
  if (most !== undefined && open >= most) return `${person.name} has ${open} open ${open === 1 ? 'ticket' : 'tickets'}`;
  return obstacle;
}

/** Whom chance chose: an order that counts when it is read back. Whoever has claimed the ticket meanwhile keeps it. */
export function giveTurn(ticket: Ticket, { person, account }: Candidate, view: DeskView): Decision<Ticket> {
  if (!isWaiting(ticket)) return unchanged();
  if (account === undefined) return unchanged();
  const to = { person: person.id, name: person.name, account };
  const key = `turn-${ticket.ref}`;
  const given = { ...ticket, turn: { is: 'given' as const, at: view.now, account } };
  const order = { verb: 'assign' as const, by: DESK, account: { id: account, name: person.name }, key, to };
  const decision = decideTicketCommand(given, order, view);
  if (decision.is !== 'changed') return unchanged();
  return { ...decision, entries: [{ at: view.now, by: DESK, what: 'turn', text: `${person.name} gets it by turn` }] };
}

/** Nobody can have it: said once, and it stays as it is. */
export function noTurnFor(ticket: Ticket, because: string, view: DeskView): Decision<Ticket> {
  if (!isWaiting(ticket)) return unchanged();
  const item = { ...ticket, turn: { is: 'nobody' as const, at: view.now } };
  const text = `Assigned to nobody by turn: ${because}`;
  return {
    is: 'changed',
    item,
    entries: [{ at: view.now, by: DESK, what: 'turn', text }],
    effects: [],
    notices: threadLine({ item, occasion: 'turn-nobody', at: view.now }, [text]),
    silent: true,
  };
}

/** Why none of those who were looked at can have it. */
export function whyNobody(
  ticket: Ticket,
  { duty, last, reasons }: { duty: readonly Person[]; last: string | undefined; reasons: readonly string[] },
  view: DeskView,
): string {
  if (stopOf(ticket.client, view)) return `${ticket.client ?? 'its client'} is stopped`;
  if (duty.length === 0) return 'nobody is on duty now';
  const before = duty.find(({ id }) => id === last);
  const alone = before && reasons.length === duty.length - 1 ? [`${before.name} had the one before`] : [];
  const all = [...reasons, ...alone];
  return all.length > 0 ? all.join('; ') : `${titleOf(ticket.source, view)} has nobody for it`;
}
