import { createHash } from 'node:crypto';
import { customerAt } from '../../desk/closure/closure.ts';
import { previewCard, seenWord } from '../../desk/closure/card.ts';
import { closeTicket, dropStep, recordStep } from '../../desk/closure/command.ts';
import { customerText } from '../../desk/closure/text.ts';
import type { DeskView } from '../../desk/decision.ts';
import type { Ticket } from '../../desk/ticket/ticket.ts';
import { viewNow } from '../../store/view.ts';
import { changeClosure, closureAnswer } from './closure-change.ts';
import type { Answer } from '../contract.ts';
import { ticketHere } from '../here.ts';
import { actorOf } from '../people.ts';
import { sourceAccount } from '../ticket/source-account.ts';
import { type Click, type Desk, personOf, type Press, said, type Verb } from '../table.ts';
import { placed } from '../ticket/words.ts';

/** Shows what is to be done before a ticket is closed. */
export const closure: Verb<Click> = {
  least: 'technician',
  async run({ store }, press) {
    const ticket = await ticketHere(store, press.ask.ref, press.place);
    return typeof ticket === 'string' ? said(ticket) : closureAnswer(store, ticket.ref);
  },
};

/** A step that needs no words: recorded, or taken back. */
export const closureTick: Verb<Click> = {
  least: 'technician',
  async run({ store }, press) {
    const ticket = await ticketHere(store, press.ask.ref, press.place);
    if (typeof ticket === 'string') return said(ticket);
    const by = actorOf(personOf(press), press.presser);
    const outcome = await changeClosure(store, ticket.ref, (now, _, view) =>
      now.closure?.steps.csat?.is === 'done'
        ? dropStep(now, 'csat', by, view)
        : recordStep(now, { step: 'csat', said: {}, by }, view),
    );
    return closureAnswer(store, ticket.ref, outcome.is === 'refused' ? [[outcome.sentence]] : []);
  },
};

/** Closes it, or shows first what the customer is about to read. */
export const closureClose: Verb<Click> = {
  least: 'technician',
  async run(desk, press) {
    const { store } = desk;
    const ticket = await ticketHere(store, press.ask.ref, press.place);
    if (typeof ticket === 'string') return said(ticket);
    const view = await viewNow(store);
    if (customerText(ticket, view) === undefined) return close(desk, press, ticket, press.ask.with ?? '');
    if ((press.ask.with ?? '') !== seenWord(ticket)) return newWord(desk, ticket);
    return { is: 'card', card: previewCard(ticket, previewWord(ticket, view), view) };
  },
};

/** Closes it with the summary, if that still is what was shown. */
export const closureSend: Verb<Click> = {
  least: 'technician',
  async run(desk, press) {
    const { store } = desk;
    const ticket = await ticketHere(store, press.ask.ref, press.place);
    if (typeof ticket === 'string') return said(ticket);
    const view = await viewNow(store);
    const [seen = '', text] = (press.ask.with ?? '').split('.');
    if (seen === seenWord(ticket) && customerText(ticket, view) !== undefined && text !== textWord(ticket, view)) {
      const first = [['The summary was changed since you looked. This is how it reads now:']];
      return { is: 'card', card: previewCard(ticket, previewWord(ticket, view), view, first) };
    }
    return close(desk, press, ticket, seen);
  },
};

function previewWord(ticket: Ticket, view: DeskView): string {
  return `${seenWord(ticket)}.${textWord(ticket, view)}`;
}

/** A few letters that stand for what the customer is to read. */
function textWord(ticket: Ticket, view: DeskView): string {
  return createHash('sha256')
    .update(customerText(ticket, view) ?? '')
    .digest('base64url')
    .slice(0, 8);
}

/** Decides by what is known at the commit; the source is written to afterwards, and the card says so. */
async function close(desk: Desk, press: Press, ticket: Ticket, seen: string): Promise<Answer> {
  const { store } = desk;
  const account = await sourceAccount(desk, press, ticket);
  if (typeof account === 'string') return said(account);
  const by = actorOf(personOf(press), press.presser);
  const seenAt = Number.parseInt(seen, 36);
  const seenCustomerAt = Number.isFinite(seenAt) ? seenAt : customerAt(ticket);
  const wish = { key: `closing-${press.id}`, by, account: account.id, seenCustomerAt };
  const outcome = await changeClosure(store, ticket.ref, (now, failing, view) => closeTicket(now, wish, failing, view));
  if (outcome.is === 'refused') return closureAnswer(store, ticket.ref, [['⚠️ ', { bold: outcome.sentence }]]);
  if (outcome.is !== 'changed') return said('This press was heard already; it counts once.');
  return placed(desk, press, outcome.item, wish.key);
}

async function newWord({ store }: Desk, ticket: Ticket): Promise<Answer> {
  const name = ticket.facts.customer.name;
  return closureAnswer(store, ticket.ref, [['⚠️ ', { bold: `${name} wrote again since you looked: read it first.` }]]);
}
