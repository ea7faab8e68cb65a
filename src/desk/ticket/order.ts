import { type Changed, type Decision, type DeskView, refused, titleOf, unchanged } from '../decision.ts';
import type { Effect, Write } from '../effect.ts';
import { mask } from '../mask.ts';
import { threadLine } from '../notices.ts';
import type { Actor } from '../people.ts';
import { cut, oneLine } from '../text.ts';
import { canOrder, mattersToCustomer, type Wanted, whyNotOrdered } from './order-obstacle.ts';
import type { Settings } from '../settings.ts';
import type { Ticket, TicketStatus } from './ticket.ts';
import { type ClosedAs, doing, movesTo, type OrderVerb, type TicketOrder, type Words } from './writing.ts';

/** Words and statuses that a person orders. `key` is one form or one press: whatever comes again under it is the same order. */
export interface TicketOrderCommand extends Wanted {
  key: string;
  by: Actor;
  /** The author's account at the ticket system, or the e-mail address by which one is found there. */
  account: string;
  /** What a closed ticket is to be called here. */
  as?: ClosedAs;
  byList?: boolean;
}

/** So many keys of orders that are over are known: a click that comes late is not a second order. */
const KEPT_KEYS = 40;

type Status = Exclude<TicketStatus, 'spam'>;

/** The status that a ticket has when this was carried out; undefined where it stays as it is. */
function statusOf({ verb }: Pick<TicketOrder, 'verb'>, settings: Settings): Status | undefined {
  const stage = movesTo[verb];
  const { written } = settings.tickets.stages;
  if (stage === undefined) return undefined;
  return stage === 'In progress' || stage === 'Awaiting' ? written[stage] : 'closed';
}

/** An order counts when it was written and read back; until then the card says that it is under way. */
export function orderTicket(ticket: Ticket, command: TicketOrderCommand, view: DeskView): Decision<Ticket> {
  if (isKnown(ticket, command.key)) return unchanged();
  const obstacle = whyNotOrdered(ticket, command, view);
  if (obstacle !== undefined) return refused(obstacle);
  const { verb, key, by, words, as } = command;
  const order: TicketOrder = {
    key,
    verb,
    by,
    at: view.now,
    ...(words ? { words } : {}),
    ...(as ? { as } : {}),
    ...(command.byList === true ? { byList: true } : {}),
    ...heldUntil(words, view),
  };
  return {
    is: 'changed',
    item: withOrder(ticket, order),
    entries: [{ at: view.now, by, what: 'ordered', text: `${by.name} ${doing(order)}` }],
    effects: [effectOf(ticket, order, command, view)],
    notices: [],
  };
}

/** Only what a customer will read is held back for some seconds, to be taken back. */
function heldUntil(words: Words | undefined, view: DeskView): Pick<TicketOrder, 'heldUntil'> {
  const held = words?.to === 'customer' ? view.settings.tickets.undo : 0;
  return held === 0 ? {} : { heldUntil: view.now + held };
}

function isKnown(ticket: Ticket, key: string): boolean {
  const { orders = [], written = [], dropped = [] } = ticket;
  return orders.some((order) => order.key === key) || written.includes(key) || dropped.includes(key);
}

function withOrder(ticket: Ticket, order: TicketOrder): Ticket {
  return { ...ticket, orders: [...(ticket.orders ?? []), order] };
}

function effectOf(
  ticket: Ticket,
  { key, verb, words, heldUntil: after }: TicketOrder,
  { account: by, seenCustomerAt: customerAt }: Pick<TicketOrderCommand, 'account' | 'seenCustomerAt'>,
  view: DeskView,
): Effect {
  const { ref, source, row } = ticket;
  const status = statusOf({ verb }, view.settings);
  const unless = customerAt !== undefined && mattersToCustomer({ verb, words }) ? { customerAt } : {};
  const write = writeOf(row, by, words, { ...(status ? { status } : {}), ...unless });
  return { job: 'write-back', key, ref, system: source, write, ...(after === undefined ? {} : { after }) };
}

function writeOf(
  row: string,
  by: string,
  words: Words | undefined,
  afterwards: Pick<Extract<Write, { verb: 'reply' }>, 'status' | 'customerAt'>,
): Write {
  if (!words) return { verb: 'status', row, by, ...afterwards, status: afterwards.status ?? 'active' };
  const { to, text } = words;
  return to === 'customer'
    ? { verb: 'reply', row, text, by, ...afterwards }
    : { verb: 'note', on: row, text, by, ...afterwards };
}

/**
 * A change of the ticket that is also written down in the ticket system, in plain words, for those who read it there. It is told
 * here by the change itself; where the note cannot be written, the thread says so.
 */
export function withNote(
  change: Changed<Ticket>,
  { key, by, text }: { key: string; by: Actor; text: string },
  view: DeskView,
): Changed<Ticket> {
  const ticket = change.item;
  const words: Words = { to: 'colleagues', text };
  const account = accountOf(by, ticket, view);
  // A note needs an author; what the desk does by itself in a ticket that nobody has is told here alone.
  if (account === '' || ticket.gone || isKnown(ticket, key) || !canOrder(ticket, { verb: 'note', words }, view))
    return change;
  const order: TicketOrder = { key, verb: 'note', by, at: view.now, words, quiet: true };
  const effect = effectOf(ticket, order, { account }, view);
  return { ...change, item: withOrder(ticket, order), effects: [...change.effects, effect] };
}

/** A mail to the customer from a template that follows from a change, in the name of an account; on a closed ticket as well, which stays closed. */
export function withReply(
  change: Changed<Ticket>,
  { key, account, text }: { key: string; account: string; text: string },
  view: DeskView,
): Changed<Ticket> {
  const ticket = change.item;
  if (isKnown(ticket, key)) return change;
  const order: TicketOrder = {
    key,
    verb: 'reply',
    by: { name: 'Deskbell', via: 'clock' },
    at: view.now,
    words: { to: 'customer', text },
  };
  const { ref, source, row } = ticket;
  const write: Write = { verb: 'reply', row, text, by: account, told: true };
  const effect: Effect = { job: 'write-back', key, ref, system: source, write };
  return { ...change, item: withOrder(ticket, order), effects: [...change.effects, effect] };
}

/** By whom it is written there: the person's own account, or their e-mail address. */
export function accountOf(by: Actor, ticket: Ticket, view: DeskView): string {
  const person = view.people.find(({ id }) => id === by.id);
  return person?.accounts[ticket.source] ?? person?.email ?? ticket.facts.assignee?.id ?? '';
}

/** Writing begins now, so that it can no longer be taken back; undefined where there is nothing to write any more. */
export function beginOrder(ticket: Ticket, key: string): Decision<Ticket> {
  const order = ticket.orders?.find((one) => one.key === key);
  if (!order || order.begun === true || order.heldUntil === undefined) return unchanged();
  const orders = (ticket.orders ?? []).map((one) => (one === order ? { ...one, begun: true } : one));
  return { is: 'changed', item: { ...ticket, orders }, entries: [], effects: [], notices: [], silent: true };
}

/** Why it is not written yet, for the card. */
export function delayOrder(ticket: Ticket, key: string, trouble: string): Decision<Ticket> {
  const order = ticket.orders?.find((one) => one.key === key);
  if (!order || order.quiet === true || order.trouble === trouble) return unchanged();
  const orders = (ticket.orders ?? []).map((one) => (one === order ? { ...one, trouble } : one));
  return { is: 'changed', item: { ...ticket, orders }, entries: [], effects: [], notices: [] };
}

/** Takes back what nobody has begun to write. */
export function undoOrder(ticket: Ticket, key: string, by: Actor, view: DeskView): Decision<Ticket> {
  const name = `Ticket #${ticket.facts.number}`;
  const order = ticket.orders?.find((one) => one.key === key);
  if (!order && ticket.written?.includes(key) === true) return refused(`It is written in ${name} already.`);
  if (!order) return unchanged();
  if (order.by.id !== by.id) return refused(`These are the words of ${order.by.name}.`);
  if (order.begun === true || order.heldUntil === undefined)
    return refused(`It is on its way to ${titleOf(ticket.source, view)} already and cannot be taken back.`);
  const text = `${by.name} took it back before it was sent`;
  return {
    is: 'changed',
    item: over(ticket, order, 'dropped'),
    entries: [{ at: view.now, by, what: 'taken-back', text }],
    effects: [],
    notices: [],
  };
}

/** The ticket without an order that has come to its end, whose key it remembers. */
export function over(ticket: Ticket, { key }: Pick<TicketOrder, 'key'>, how: 'written' | 'dropped'): Ticket {
  const { orders = [], ...rest } = ticket;
  const left = orders.filter((one) => one.key !== key);
  return {
    ...rest,
    ...(left.length > 0 ? { orders: left } : {}),
    [how]: [...(ticket[how] ?? []), key].slice(-KEPT_KEYS),
  };
}

/** What came of an order, in the words of the thread. */
export function doneText({ by, verb, words, as }: TicketOrder): string {
  const said = words === undefined ? '' : `: ${cut(oneLine(mask(words.text)), 200)}`;
  const spoke = words?.to === 'customer' ? 'wrote to the customer' : 'noted';
  const texts: Record<OrderVerb, string> = {
    reply: `${by.name} ${spoke}${said}`,
    note: `${by.name} ${spoke}${said}`,
    update: `${by.name} ${spoke}${said}`,
    close: `${by.name} closed it as ${as ?? 'Done'}${words ? `, and ${spoke}${said}` : ''}`,
    reopen: `${by.name} reopened it${words ? `, and ${spoke}${said}` : ''}`,
    await: `${by.name} waits for the customer now${words ? `, and ${spoke}${said}` : ''}`,
  };
  return texts[verb];
}

/** One quiet line for each of the ticket's cards. */
export function orderLine(item: Ticket, key: string, text: string, view: DeskView) {
  return threadLine({ item, occasion: `order-${key}`, at: view.now }, [text]);
}
