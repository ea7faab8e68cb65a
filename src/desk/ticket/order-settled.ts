import { plainCard } from '../card.ts';
import { type Changed, type Decision, type DeskView, unchanged } from '../decision.ts';
import { personNotice } from '../notices.ts';
import type { TicketSignal } from '../signal.ts';
import { doneText, orderLine, over } from './order.ts';
import type { Settlement } from './holder-settled.ts';
import { decideTicketSignal } from './signal.ts';
import type { Ticket } from './ticket.ts';
import type { TicketOrder } from './writing.ts';

/** Ends an order. Whoever gave it is told where it failed, with every word of it. */
export function settleTicketOrder(ticket: Ticket, settlement: Settlement, view: DeskView): Decision<Ticket> {
  const order = ticket.orders?.find(({ key }) => key === settlement.key);
  if (!order) return unchanged();
  return settlement.sentence === undefined
    ? carriedOut(ticket, order, settlement.readBack, view)
    : failed(ticket, order, { ...settlement, sentence: settlement.sentence }, view);
}

function carriedOut(
  ticket: Ticket,
  order: TicketOrder,
  readBack: TicketSignal | undefined,
  view: DeskView,
): Decision<Ticket> {
  const closes = order.verb === 'close';
  const rest = spoken(ticket, order, view);
  const named = closes ? { ...rest, closedAs: order.as ?? ('Done' as const) } : rest;
  const read = seen(named, readBack, view);
  const text = doneText(order);
  const entries = read.entries.filter(({ what }) => what !== 'status');
  const told = order.quiet === true ? [] : [{ at: view.now, by: order.by, what: order.verb, text }];
  return {
    ...read,
    entries: [...told, ...entries],
    notices: [
      ...(order.quiet === true ? [] : orderLine(read.item, order.key, text, view)),
      ...read.notices.filter(({ key }) => !key.includes('/status-')),
    ],
    silent: order.quiet === true && entries.length === 0,
  };
}

/** Its words are written; a colleague who is writing to the same customer has to know. */
function spoken(ticket: Ticket, order: TicketOrder, view: DeskView): Ticket {
  const rest = over(ticket, order, 'written');
  const isAnswer = order.words?.to === 'customer' && order.by.id !== undefined;
  return isAnswer ? { ...rest, answered: { by: order.by, at: view.now } } : rest;
}

/** The ticket by what was read back, if that is news. */
function seen(ticket: Ticket, readBack: TicketSignal | undefined, view: DeskView): Changed<Ticket> {
  const read = readBack ? decideTicketSignal(ticket, readBack, view, false) : unchanged();
  return read.is === 'changed' ? read : { is: 'changed', item: ticket, entries: [], effects: [], notices: [] };
}

type Failure = Settlement & { sentence: string };

/** Words that were written before the rest failed count as written: nobody may be led to write them again. */
function failed(
  ticket: Ticket,
  order: TicketOrder,
  { sentence, readBack, said }: Failure,
  view: DeskView,
): Decision<Ticket> {
  const read = seen(said ? spoken(ticket, order, view) : over(ticket, order, 'dropped'), readBack, view);
  const text = `${order.quiet === true ? 'Could not be noted' : 'Not done'}: ${sentence}`;
  const notices = [...read.notices, ...orderLine(read.item, order.key, text, view)];
  return {
    ...read,
    entries: [...read.entries, { at: view.now, by: order.by, what: 'failed', text }],
    notices: order.quiet === true ? notices : [...notices, ...toAuthor(read.item, order, { sentence, said }, view)],
  };
}

/** Nothing that was typed is lost: it comes back, whole, to whoever typed it. */
function toAuthor(
  item: Ticket,
  order: TicketOrder,
  { sentence, said }: { sentence: string; said: true | undefined },
  view: DeskView,
) {
  const author = view.people.find(({ id }) => id === order.by.id);
  if (!author) return [];
  const { words } = order;
  const card = plainCard({
    ref: item.ref,
    tone: 'high',
    title: `Ticket #${item.facts.number}: ${whatFailed(order, said)}`,
    lines: [[sentence], ...(words ? [['You wrote:']] : [])],
    ...(words ? { quote: { text: words.text, as: 'prose' as const, whole: true } } : {}),
    actions: [
      ...(order.byList === true ? [{ verb: 'closure', label: 'Go on closing…' }] : []),
      ...(order.byList === true || said ? [] : [{ verb: 'words-again', label: 'Open it again', with: order.key }]),
    ],
    links: item.facts.links,
  });
  return personNotice({ item, occasion: `failed-${order.key}`, at: view.now }, author, card, view);
}

function whatFailed({ words }: TicketOrder, said: true | undefined): string {
  const isReply = words?.to === 'customer';
  if (said) return `your ${isReply ? 'reply was sent' : 'note was left'}, and the rest was not done`;
  return isReply ? 'your reply was not sent' : 'not changed';
}
