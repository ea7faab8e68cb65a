import type { Alert, AlertEnd, AlertFacts } from '../../src/desk/alert/alert.ts';
import { decideAlertSignal } from '../../src/desk/alert/signal.ts';
import type { Changed, Decision, DeskView } from '../../src/desk/decision.ts';
import type { Actor, Person } from '../../src/desk/people.ts';
import type { KeptClock, KeptClocks } from '../../src/desk/clock/kept-clocks.ts';
import { Settings } from '../../src/desk/settings.ts';
import type { Stop } from '../../src/desk/stop/stop.ts';
import type { AlertSignal, TicketSignal } from '../../src/desk/signal.ts';
import { decideTicketSignal } from '../../src/desk/ticket/signal.ts';
import { withTicketClocks } from '../../src/desk/clock/ticket-clocks.ts';
import type { Ticket, TicketFacts } from '../../src/desk/ticket/ticket.ts';
import { withTicketLog } from '../../src/desk/clock/work-log.ts';

/** A Monday, 09:00 UTC. */
export const NOW = Date.UTC(2026, 10, 2, 9);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export const ANN: Person = {
  id: 'ann@msp.example',
  name: 'Ann Baker',
  email: 'ann@msp.example',
  role: 'technician',
  accounts: { chat: 'A1', desk: '7' },
};
export const BEN: Person = {
  id: 'ben@msp.example',
  name: 'Ben Cole',
  email: 'ben@msp.example',
  role: 'technician',
  accounts: { chat: 'B1', desk: '8' },
};

export function actor(person: Person): Actor {
  return { id: person.id, name: person.name, via: 'chat' };
}

export const CHANNEL = 'chat:main';
export const ACME_CHANNEL = 'chat:acme';
export const GLOBEX_CHANNEL = 'chat:globex';

/** Settings as an operator writes them. */
export function settings(written: Record<string, unknown> = {}): Settings {
  return Settings.parse(written);
}

/** Acme and Globex, each with a channel of its own. */
export const CLIENTS = [
  { name: 'Acme', also: ['ACME Ltd'], mail: ['acme.example'], channels: [ACME_CHANNEL] },
  { name: 'Globex', mail: ['globex.example'], channels: [GLOBEX_CHANNEL] },
];
/** Nobody is reminded of a ticket that nobody has looked at. */
export const UNREMINDED = settings({ tickets: { remindAfter: 'never' } });
export const WALLED = settings({ clients: CLIENTS });

/** Nothing automatic happens at Acme. */
export const STOP: Stop = {
  kind: 'stop',
  schema: 1,
  ref: 'stop/acme',
  revision: 1,
  condition: 'stop/acme',
  episode: 1,
  client: 'Acme',
  by: actor(ANN),
  at: NOW,
  reason: 'malware',
  pages: 0,
  pagedAt: NOW,
  isShown: true,
  places: [],
};

export function view(more: Partial<DeskView> = {}): DeskView {
  return {
    now: NOW,
    settings: settings(),
    defaults: [CHANNEL],
    people: [ANN, BEN],
    windows: [],
    stops: [],
    covers: [],
    abilities: { rmm: ['note'], desk: ['assign', 'note'] },
    titles: { rmm: 'The RMM', desk: 'The Desk', book: 'The Book' },
    timeBook: 'book',
    platforms: ['chat'],
    ...more,
  };
}

export function alertFacts(more: Partial<AlertFacts> = {}): AlertFacts {
  return {
    title: 'ACME-DC01: disk C is full',
    message: 'disk C is full',
    raw: 'error',
    type: 'check',
    check: 'diskspace',
    client: 'Acme',
    site: 'Main office',
    device: { id: 'dc01', name: 'ACME-DC01', kind: 'server' },
    startedAt: NOW - 5 * MINUTE,
    hidden: false,
    links: [],
    ...more,
  };
}

/** The source says that the condition holds. */
export function open(facts: Partial<AlertFacts> = {}, more: Partial<AlertSignal> = {}): AlertSignal {
  return {
    kind: 'alert',
    source: 'rmm',
    row: '1',
    condition: 'rmm/check/dc01/3',
    readAt: NOW,
    seen: { state: 'open', facts: alertFacts(facts) },
    ...more,
  };
}

/** The source says that it is over. */
export function over(how: AlertEnd, at: number, more: Partial<AlertSignal> = {}): AlertSignal {
  return open({}, { readAt: at + 1, ...more, seen: { state: 'ended', how, at } });
}

/** The item of a decision that changed it. */
export function changed<T>(decision: Decision<T>): Changed<T> {
  if (decision.is !== 'changed') throw new Error(`expected a change, got ${JSON.stringify(decision)}`);
  return decision;
}

/** The alert after these signals, as the store would hand it back: each commit counts its revision up. */
export function alertAfter(signals: readonly AlertSignal[], at: DeskView = view(), quiet = false): Alert {
  let alert: Alert | undefined;
  for (const signal of signals) {
    const decision = decideAlertSignal(alert, signal, at, quiet);
    if (decision.is === 'changed') alert = { ...decision.item, revision: decision.item.revision + 1 };
  }
  if (!alert) throw new Error('no signal made an alert');
  return alert;
}

export function anAlert(facts: Partial<AlertFacts> = {}, at: DeskView = view()): Alert {
  return alertAfter([open(facts)], at);
}

export function ticketFacts(more: Partial<TicketFacts> = {}): TicketFacts {
  return {
    number: '1042',
    subject: 'Printer on the second floor',
    status: 'active',
    mailbox: { id: '1', name: 'Support' },
    channel: 'email',
    customer: { name: 'Carla Diaz', email: 'carla@acme.example' },
    preview: 'It prints nothing.',
    attachments: 0,
    createdAt: NOW - 10 * MINUTE,
    updatedAt: NOW - 10 * MINUTE,
    lastCustomerAt: NOW - 10 * MINUTE,
    lastReplyFrom: 'customer',
    awaitsResponse: true,
    links: [],
    ...more,
  };
}

export function there(facts: Partial<TicketFacts> = {}, more: Partial<TicketSignal> = {}): TicketSignal {
  return {
    kind: 'ticket',
    source: 'desk',
    row: '12',
    readAt: NOW,
    seen: { state: 'there', facts: ticketFacts(facts) },
    ...more,
  };
}

export function gone(how: 'deleted' | 'merged' | 'spam', at: number, into?: string): TicketSignal {
  return there({}, { readAt: at + 1, seen: { state: 'gone', how, at, ...(into === undefined ? {} : { into }) } });
}

export function ticketAfter(signals: readonly TicketSignal[], at: DeskView = view(), quiet = false): Ticket {
  let ticket: Ticket | undefined;
  for (const signal of signals) {
    const decision = decideTicketSignal(ticket, signal, at, quiet);
    if (decision.is === 'changed') ticket = committed(decision.item, at);
  }
  if (!ticket) throw new Error('no signal made a ticket');
  return ticket;
}

/** The ticket as a commit leaves it, with its log and its clocks. */
export function committed(ticket: Ticket, { settings: house, now }: Pick<DeskView, 'settings' | 'now'>): Ticket {
  const counted = withTicketClocks(withTicketLog(ticket, now), house, now);
  return { ...counted, revision: ticket.revision + 1 };
}

/** The clock of the first response: it runs until then, or `is` something else. */
export function clockUntil(due: number, is: Partial<KeptClock> = {}): KeptClocks {
  return { response: { state: 'running', target: HOUR, due, ...is } };
}

export function aTicket(facts: Partial<TicketFacts> = {}, at: DeskView = view()): Ticket {
  return ticketAfter([there(facts)], at);
}

/** The same value, of which nothing can be written to any more. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}
