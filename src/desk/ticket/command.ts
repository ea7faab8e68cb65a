import { type Decision, type DeskView, refused, titleOf, unchanged } from '../decision.ts';
import type { Effect } from '../effect.ts';
import { threadLine } from '../notices.ts';
import { type Actor, findPerson, type Person } from '../people.ts';
import type { Ticket } from './ticket.ts';
import { assignEffect, claimInstead, isTurn } from './intent.ts';
import { whyGone } from './gone.ts';
import { ago } from '../clock/when.ts';

export type TicketCommand =
  | { verb: 'acknowledge'; by: Actor; note?: string }
  | { verb: 'unacknowledge'; by: Actor }
  /** `account` is the presser's own account at the source. */
  | { verb: 'claim'; by: Actor; account: { id: string; name: string }; key: string }
  /** `to` is whoever is to have it, whoever has it now. */
  | ({ verb: 'assign'; to: Assigned } & Order)
  | { verb: 'release'; by: Actor; account: { id: string; name: string }; key: string };

/** What a person's command makes of a ticket. Who has it is the source's to say: a claim is an order until it is read back. */
export function decideTicketCommand(ticket: Ticket, command: TicketCommand, view: DeskView): Decision<Ticket> {
  const name = `Ticket #${ticket.facts.number}`;
  const gone = whyGone(ticket, view.now);
  if (gone !== undefined) return refused(gone);
  switch (command.verb) {
    case 'acknowledge':
      return acknowledge(ticket, name, command, view);
    case 'unacknowledge':
      return unacknowledge(ticket, name, command, view);
    case 'claim':
      return claim(ticket, name, command, view);
    case 'assign':
      return assign(ticket, name, command, view);
    case 'release':
      return release(ticket, name, command, view);
  }
}

function acknowledge(
  ticket: Ticket,
  name: string,
  { by, note }: { by: Actor; note?: string },
  view: DeskView,
): Decision<Ticket> {
  if (ticket.facts.status === 'closed') return refused(`${name} is closed; there is nothing to acknowledge.`);
  const earlier = ticket.acknowledged;
  if (earlier !== undefined && earlier.by.id === by.id) return unchanged();
  if (earlier) return refused(`${earlier.by.name} acknowledged ${name} ${ago(earlier.at, view.now)} already.`);
  const acknowledged = { by, at: view.now, ...(note === undefined ? {} : { note }) };
  const text = note === undefined ? `${by.name} has seen it` : `${by.name} has seen it: ${note}`;
  return done({ ...ticket, acknowledged }, 'acknowledged', text, by, [], view);
}

function unacknowledge(ticket: Ticket, name: string, { by }: { by: Actor }, view: DeskView): Decision<Ticket> {
  if (!ticket.acknowledged) return refused(`${name} is not acknowledged by anybody.`);
  const { acknowledged: _, ...rest } = ticket;
  return done(rest, 'unacknowledged', `${by.name} took the acknowledge back`, by, [], view);
}

/** The words that belong to one's own acknowledge, added after it. */
export function noteTicket(ticket: Ticket, by: Actor, note: string, view: DeskView): Decision<Ticket> {
  const { acknowledged } = ticket;
  if (acknowledged?.by.id !== by.id || acknowledged === undefined)
    return refused(`Ticket #${ticket.facts.number} is not acknowledged by you.`);
  return done({ ...ticket, acknowledged: { ...acknowledged, note } }, 'noted', `${by.name}: ${note}`, by, [], view);
}

export type Assigned = { person: string; name: string; account: string };

type Order = { by: Actor; account: { id: string; name: string }; key: string };

function claim(ticket: Ticket, name: string, { by, account, key }: Order, view: DeskView): Decision<Ticket> {
  const source = titleOf(ticket.source, view);
  if (ticket.facts.status === 'closed') return refused(`${name} is closed in ${source}; reopen it there first.`);
  const { intent } = ticket;
  if (intent?.assignee?.account === account.id) return unchanged();
  if (intent && isTurn(intent)) return claimOver(ticket, name, { by, account, key }, view);
  if (intent?.assignee) return refused(`${intent.by.name} was faster: their claim of ${name} is being written.`);
  if (intent) return refused(`${intent.by.name} is releasing ${name} at this moment; try again in a few seconds.`);
  const holder = ticket.facts.assignee;
  if (holder?.id === account.id) return unchanged();
  if (holder) return refused(`${personOf(ticket, view)?.name ?? holder.name} has ${name} already.`);
  const assignee = { person: by.id ?? '', name: by.name, account: account.id };
  return ordered(
    { ...ticket, intent: { key, assignee, by, at: view.now } },
    `${by.name} claims it`,
    'claimed',
    by,
    account.id,
    view,
  );
}

/** Whoever wants a ticket goes before whoever is to get it by turn. */
function claimOver(ticket: Ticket, name: string, order: Order, view: DeskView): Decision<Ticket> {
  const { intent } = ticket;
  const { by, account } = order;
  if (!intent || intent.instead?.assignee.account === account.id) return unchanged();
  if (intent.instead) return refused(`${intent.instead.by.name} was faster: their claim of ${name} is being written.`);
  return done(claimInstead(ticket, intent, order), 'claimed', `${by.name} claims it`, by, [], view);
}

/** Hands it to somebody, also where another has it. */
function assign(
  ticket: Ticket,
  name: string,
  { by, account, key, to }: Order & { to: Assigned },
  view: DeskView,
): Decision<Ticket> {
  const { intent } = ticket;
  if (ticket.facts.status === 'closed')
    return refused(`${name} is closed in ${titleOf(ticket.source, view)}; reopen it first.`);
  if (intent?.key === key) return unchanged();
  if (intent)
    return refused(`${intent.by.name} is changing who has ${name} at this moment; try again in a few seconds.`);
  if (ticket.facts.assignee?.id === to.account) return refused(`${to.name} has ${name} already.`);
  return ordered(
    { ...ticket, intent: { key, assignee: to, by, at: view.now } },
    `${by.name} hands it to ${to.name}`,
    'claimed',
    by,
    account.id,
    view,
  );
}

function release(ticket: Ticket, name: string, { by, account, key }: Order, view: DeskView): Decision<Ticket> {
  if (ticket.intent?.assignee === null && ticket.intent.by.id === by.id) return unchanged();
  if (ticket.intent)
    return refused(`${ticket.intent.by.name} is changing ${name} at this moment; try again in a few seconds.`);
  if (!ticket.facts.assignee) return refused(`Nobody has ${name}.`);
  return ordered(
    { ...ticket, intent: { key, assignee: null, by, at: view.now } },
    `${by.name} releases it`,
    'released',
    by,
    account.id,
    view,
  );
}

function ordered(
  item: Ticket,
  text: string,
  what: string,
  by: Actor,
  account: string,
  view: DeskView,
): Decision<Ticket> {
  // Whose turn it was no longer matters once somebody decides.
  const { turn: _, ...decided } = item;
  const next = by.id === undefined ? item : decided;
  return done(next, what, text, by, [assignEffect(next, account)], view);
}

/** The colleague whom the source calls the assignee. */
export function personOf(ticket: Ticket, view: Pick<DeskView, 'people'>): Person | undefined {
  const { assignee } = ticket.facts;
  if (!assignee) return undefined;
  return findPerson(view.people, { system: ticket.source, account: assignee.id, email: assignee.email });
}

function done(
  item: Ticket,
  what: string,
  text: string,
  by: Actor,
  effects: readonly Effect[],
  view: DeskView,
): Decision<Ticket> {
  const notices =
    what === 'claimed' || what === 'released'
      ? []
      : threadLine({ item, occasion: `${what}-${item.revision}`, at: view.now }, [text]);
  return { is: 'changed', item, entries: [{ at: view.now, by, what, text }], effects, notices };
}
