import { z } from 'zod';
import { NO_ITEM } from '../../desk/card.ts';
import { titleOf } from '../../desk/decision.ts';
import type { Form } from '../../desk/form.ts';
import { clean, cut } from '../../desk/text.ts';
import { orderTicket } from '../../desk/ticket/order.ts';
import { changeTicket } from '../../store/tickets.ts';
import { keepDraft, keepTyped } from '../../store/drafts.ts';
import type { Answer } from '../contract.ts';
import { ticketHere } from '../here.ts';
import { keptForm } from '../kept-form.ts';
import { matchChoice } from '../match.ts';
import { openAgain } from '../open-again.ts';
import { actorOf } from '../people.ts';
import { quotedText } from './quoted-message.ts';
import { sourceAccount } from './source-account.ts';
import { type Desk, type OnMessage, personOf, type Press, said, type Submit, type Verb } from '../table.ts';
import { refOf, ticketChoices } from './command.ts';
import { TEXT_LIMIT } from './form.ts';

export const ADD_MESSAGE = 'add-message';

const MessageDraft = z.object({ filled: z.record(z.string(), z.string()) });
type MessageDraft = z.infer<typeof MessageDraft>;

/** Notes a message of the chat in a ticket. */
export const addMessage: Verb<OnMessage> = {
  least: 'technician',
  opensForm: true,
  run(desk, press) {
    const text = cut(quotedText(press.ask.message, desk.store.house.settings.zone), TEXT_LIMIT);
    return open(desk, press, { filled: { text } });
  },
};

export const addMessageAgain = openAgain('technician', MessageDraft, open);

async function open({ store }: Desk, _press: Press, draft: MessageDraft, before?: string): Promise<Answer> {
  return { is: 'form', form: formFor(draft, await keepDraft(store, draft, before)) };
}

function formFor({ filled }: MessageDraft, token: string): Form {
  const initial = filled['ticket'];
  return {
    id: ADD_MESSAGE,
    token,
    title: 'Add to a ticket',
    submit: 'Save the note',
    intro: ['🔒 Only colleagues read this, never the customer.'],
    fields: [
      {
        id: 'ticket',
        label: 'Which ticket?',
        type: 'search',
        among: 'tickets',
        ...(initial === undefined ? {} : { initial: { id: initial, label: initial } }),
      },
      { id: 'text', label: 'Note', type: 'text', long: true, most: TEXT_LIMIT, initial: filled['text'] ?? '' },
    ],
  };
}

export const addMessageSubmit: Verb<Submit> = {
  least: 'technician',
  async run(desk, press) {
    const { store } = desk;
    const { token, filled } = press.ask;
    await keepTyped(store, token, filled);
    const text = clean(filled['text'] ?? '').trim();
    const ref = await refFrom(desk, press);
    const mistakes = {
      ...('wrong' in ref ? { ticket: ref.wrong } : {}),
      ...(text === '' ? { text: 'Write what is to be noted.' } : {}),
    };
    if ('wrong' in ref || text === '') return { is: 'mistakes', form: formFor({ filled }, token), mistakes };
    const form = { ref: NO_ITEM, verb: 'add-message-again', token, filled: { text } };
    const ticket = await ticketHere(store, ref.ref, press.place);
    if (typeof ticket === 'string') return keptForm(ticket, form);
    const account = await sourceAccount(desk, press, ticket);
    if (typeof account === 'string') return keptForm(account, form);
    const by = actorOf(personOf(press), press.presser);
    const order = {
      verb: 'note',
      key: token,
      by,
      account: account.id,
      words: { to: 'colleagues', text },
    } as const;
    const outcome = await changeTicket(store, ticket.ref, (now, view) => orderTicket(now, order, view), {
      urgent: true,
    });
    if (outcome.is === 'refused') return keptForm(outcome.sentence, form);
    if (outcome.is !== 'changed') return said('This form was sent already; it counts once.');
    return said(`Kept. The card of #${ticket.facts.number} says when ${titleOf(ticket.source, store.house)} has it.`);
  },
};

/** A number, or words that mean one of the open tickets of this place. */
async function refFrom({ store }: Desk, press: Submit): Promise<{ ref: string } | { wrong: string }> {
  const typed = (press.ask.filled['ticket'] ?? '').trim().replace(/^#\s*/u, '');
  const match = matchChoice(typed, await ticketChoices(store, press.place));
  const number = match.is === 'one' ? match.choice.id : typed;
  if (!/^\d{1,18}$/u.test(number)) return { wrong: match.is === 'one' ? 'Choose one.' : match.sentence };
  const ref = await refOf(store, number);
  return ref === undefined ? { wrong: `No ticket #${number} is known here.` } : { ref };
}
