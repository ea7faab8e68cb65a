import { type Card, plainCard } from '../../desk/card.ts';
import { orderBesideList } from '../../desk/closure/command.ts';
import { titleOf, unchanged } from '../../desk/decision.ts';
import type { Filled } from '../../desk/form.ts';
import { clean, oneLine } from '../../desk/text.ts';
import { type TicketOrderCommand, undoOrder } from '../../desk/ticket/order.ts';
import type { Ticket } from '../../desk/ticket/ticket.ts';
import { offerTime } from '../../desk/time/offer.ts';
import { ClosedAs, type OrderVerb, type Words } from '../../desk/ticket/writing.ts';
import { change } from '../../store/change.ts';
import { keepDraft, keepTyped, readDraft } from '../../store/drafts.ts';
import { readTicket } from '../../store/signals.ts';
import { changeClosure, listInstead } from '../working/closure-change.ts';
import type { Answer } from '../contract.ts';
import { ticketHere } from '../here.ts';
import { keptForm } from '../kept-form.ts';
import { openAgain } from '../open-again.ts';
import { actorOf } from '../people.ts';
import { sourceAccount } from './source-account.ts';
import { type Click, type Desk, personOf, type Press, said, type Submit, type Verb } from '../table.ts';
import { addressOf, WordsDraft, wordsForm } from './words-form.ts';

const LIST_AGAIN = { verb: 'closure', label: 'Back to the list' };
const TOO_OLD = 'What you typed is older than a day and is no longer kept.';

/** Opens the form for words in a ticket. */
export function wordsFor(verb: WordsDraft['verb']): Verb<Click> {
  return {
    least: 'technician',
    opensForm: true,
    async run(desk, press) {
      const { ref, with: word } = press.ask;
      const list = verb === 'close' && word === undefined ? await listInstead(desk.store, ref, press.place) : undefined;
      const filled = verb === 'close' && word !== undefined ? { filled: { as: word } } : {};
      return list ?? open(desk, press, { about: ref, verb, customerAt: 0, since: 0, ...filled });
    },
  };
}

/** Opens it again with what had been typed; what the customer has written meanwhile counts as seen then. */
export const wordsAgain = openAgain('technician', WordsDraft, open);

async function open(desk: Desk, press: Press, draft: WordsDraft, before?: string): Promise<Answer> {
  const ticket = await ticketHere(desk.store, draft.about, press.place);
  if (typeof ticket === 'string') return said(ticket);
  if (before !== undefined && ticket.written?.includes(before) === true)
    return said(`This is written in ticket #${ticket.facts.number} already.`);
  // Under its own key an order that came to nothing would count as given.
  const token = before !== undefined && ticket.dropped?.includes(before) === true ? undefined : before;
  const seen = { ...draft, customerAt: ticket.facts.lastCustomerAt ?? 0 };
  const form = wordsForm(ticket, seen, await keepDraft(desk.store, seen, token), desk);
  return { is: 'form', form };
}

/** What only colleagues read is written at once; what the customer will read is shown first. */
export const wordsSubmit: Verb<Submit> = {
  least: 'technician',
  async run(desk, press) {
    const { token, filled } = press.ask;
    await keepTyped(desk.store, token, filled);
    const draft = WordsDraft.safeParse(await readDraft(desk.store, token));
    if (!draft.success) return said('This form is older than a day; press the button on the card again.');
    const ticket = await ticketHere(desk.store, draft.data.about, press.place);
    if (typeof ticket === 'string') return said(ticket);
    const mistakes = mistakesIn(draft.data, filled);
    if (mistakes) return { is: 'mistakes', form: wordsForm(ticket, draft.data, token, desk), mistakes };
    const wish = wishOf(draft.data, filled);
    if (wish.words?.to === 'customer') return { is: 'card', card: preview(ticket, wish, wish.words, token) };
    return place(desk, press, ticket, wish, { token, filled });
  },
};

/** Sends what was shown. */
export const wordsSend: Verb<Click> = {
  least: 'technician',
  async run(desk, press) {
    const token = press.ask.with ?? '';
    const draft = WordsDraft.safeParse(await readDraft(desk.store, token));
    if (!draft.success) return said(TOO_OLD);
    const ticket = await ticketHere(desk.store, draft.data.about, press.place);
    if (typeof ticket === 'string') return said(ticket);
    const { filled = {} } = draft.data;
    return place(desk, press, ticket, wishOf(draft.data, filled), { token, filled });
  },
};

/** Takes a reply back before it goes. */
export const wordsUndo: Verb<Click> = {
  least: 'technician',
  async run({ store }, press) {
    const key = press.ask.with ?? '';
    const by = actorOf(personOf(press), press.presser);
    let byList = false;
    const outcome = await change<Ticket, Ticket | undefined>(
      store,
      {
        read: () => readTicket(store, press.ask.ref),
        decide(ticket, view) {
          byList = ticket?.orders?.some((order) => order.key === key && order.byList === true) === true;
          return ticket ? undoOrder(ticket, key, by, view) : unchanged();
        },
      },
      { urgent: true },
    );
    if (outcome.is === 'refused') return said(outcome.sentence);
    return {
      is: 'card',
      card: plainCard({
        ref: press.ask.ref,
        title: outcome.is === 'changed' ? 'Taken back: nothing was sent.' : 'It had been taken back already.',
        actions: [byList ? LIST_AGAIN : { verb: 'words-again', label: 'Open it again', with: key }],
      }),
    };
  },
};

type Wish = Pick<TicketOrderCommand, 'verb' | 'words' | 'as'> & { seenCustomerAt: number };

function mistakesIn({ verb }: WordsDraft, filled: Filled): Record<string, string> | undefined {
  const text = clean(filled['text'] ?? '').trim();
  if (text === '' && (verb === 'reply' || verb === 'note' || verb === 'update'))
    return { text: 'Write what is to be read.' };
  if (text === '' && verb === 'close' && filled['to'] === 'customer')
    return { text: 'Write what the customer is to read, or choose colleagues only.' };
  return undefined;
}

function wishOf({ verb, customerAt }: WordsDraft, filled: Filled): Wish {
  const text = clean(filled['text'] ?? '').trim();
  const to: Words['to'] = verb === 'reply' || filled['to'] === 'customer' ? 'customer' : 'colleagues';
  const as = ClosedAs.safeParse(filled['as']).data ?? 'Done';
  const ordered = verb === 'reply' ? replyVerb(filled['after']) : verb;
  return {
    verb: ordered,
    ...(text === '' ? {} : { words: { to: verb === 'note' || verb === 'reopen' ? 'colleagues' : to, text } }),
    ...(ordered === 'close' ? { as } : {}),
    seenCustomerAt: customerAt,
  };
}

function replyVerb(then: string | undefined): OrderVerb {
  if (then === 'waits') return 'await';
  return then === 'closed' ? 'close' : 'reply';
}

/** Word for word what the customer will read. */
function preview(ticket: Ticket, { verb, as }: Wish, words: Words, token: string): Card {
  const after = {
    close: ` The ticket is ${(as ?? 'Done').toLowerCase()} then.`,
    await: ' The ticket waits for the customer then.',
  };
  const then = verb === 'close' || verb === 'await' ? after[verb] : ' The ticket stays as it is.';
  return plainCard({
    ref: ticket.ref,
    revision: ticket.revision,
    tone: 'warning',
    badge: '💬 NOT SENT YET',
    title: `To ${addressOf(ticket.facts)}`,
    lines: [['This is what the customer will read.', then]],
    quote: { text: words.text, as: 'prose', whole: true },
    actions: [
      { verb: 'words-send', label: 'Send', style: 'primary', with: token },
      { verb: 'words-again', label: 'Change it', with: token },
    ],
  });
}

async function place(
  desk: Desk,
  press: Press,
  ticket: Ticket,
  wish: Wish,
  { token: key, filled }: { token: string; filled: Filled },
): Promise<Answer> {
  const form = { ref: ticket.ref, verb: 'words-again', token: key, filled: { text: filled['text'] ?? '' } };
  const account = await sourceAccount(desk, press, ticket);
  if (typeof account === 'string') return keptForm(account, form);
  const by = actorOf(personOf(press), press.presser);
  const command = { ...wish, key, by, account: account.id };
  const outcome = await changeClosure(desk.store, ticket.ref, (now, failing, view) =>
    orderBesideList(now, command, failing, view),
  );
  if (outcome.is === 'refused') {
    const list = wish.verb === 'close' ? await listInstead(desk.store, ticket.ref, press.place) : undefined;
    return keptForm(outcome.sentence, form, list ? [{ verb: 'closure', label: 'Closing list…' }] : []);
  }
  if (outcome.is !== 'changed') return said('This was sent already; it counts once.');
  return placed(desk, press, outcome.item, key);
}

/** What became of an order; whoever closes is offered to log the time that it took. */
export function placed({ store }: Desk, press: Press, ticket: Ticket, key: string): Answer {
  const order = ticket.orders?.find((one) => one.key === key);
  const source = titleOf(ticket.source, store.house);
  const name = `#${ticket.facts.number} ${oneLine(ticket.facts.subject)}`;
  const kept = `Kept. The card of ${name} says when ${source} has it.`;
  const view = { now: store.now(), timeBook: store.house.timeBook };
  const offer = order?.verb === 'close' ? offerTime(ticket, personOf(press), view) : undefined;
  const offered = offer ? [offer.action] : [];
  const offerLines = offer ? [[offer.sentence]] : [];
  if (order?.heldUntil === undefined) {
    if (!offer) return said(kept);
    return {
      is: 'card',
      card: plainCard({ ref: ticket.ref, title: '', lines: [[kept], ...offerLines], actions: offered }),
    };
  }
  const seconds = Math.round((order.heldUntil - order.at) / 1_000);
  return {
    is: 'card',
    card: plainCard({
      ref: ticket.ref,
      tone: 'good',
      title: `Your reply in ${name} goes out in a moment`,
      lines: [[`It can be taken back for ${seconds} seconds.`], ...offerLines],
      actions: [{ verb: 'words-undo', label: 'Undo', with: key }, ...offered],
    }),
  };
}
