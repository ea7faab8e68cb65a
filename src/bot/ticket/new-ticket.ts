import { z } from 'zod';
import { ticketSystem } from '../../desk/alert/ticket.ts';
import { titleOf, unchanged } from '../../desk/decision.ts';
import { newRequest } from '../../desk/ticket/requested-ticket.ts';
import { clean, cut, oneLine } from '../../desk/text.ts';
import { requestRef, type TicketRequest } from '../../desk/ticket/request.ts';
import { change } from '../../store/change.ts';
import { keepDraft, keepTyped, readDraft } from '../../store/drafts.ts';
import { readMailboxes } from '../../store/mailboxes.ts';
import { readRequest } from '../../store/requests.ts';
import { viewNow } from '../../store/view.ts';
import type { Answer } from '../contract.ts';
import { quotedText } from './quoted-message.ts';
import { newTicketForm, wantedFrom } from './new-ticket-form.ts';
import { openAgain } from '../open-again.ts';
import { actorOf } from '../people.ts';
import {
  type Click,
  type Command,
  type Desk,
  type OnMessage,
  personOf,
  type Press,
  said,
  type Submit,
  type Verb,
} from '../table.ts';
import { emptyMailboxes, NO_SYSTEM, SUBJECT_LIMIT, TEXT_LIMIT, whyNoAuthor } from './form.ts';

const NewTicketDraft = z.object({ filled: z.record(z.string(), z.string()).optional() });
type NewTicketDraft = z.infer<typeof NewTicketDraft>;

/** `/ticket new`, with the subject behind it where somebody has typed one. */
export const newTicketCommand: Verb<Command> = {
  least: 'technician',
  opensForm: true,
  run(desk, press) {
    const subject = (press.ask.argument ?? '').trim().replace(/^new\s*/i, '');
    return open(desk, press, subject === '' ? {} : { filled: { subject } });
  },
};

export const newTicketClick: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) => open(desk, press, {}),
};

/** From a message of the chat: its first line is the subject. */
export const newTicketFromMessage: Verb<OnMessage> = {
  least: 'technician',
  opensForm: true,
  run(desk, press) {
    const { message } = press.ask;
    const [first = ''] = clean(message.text).trim().split('\n');
    const text = cut(quotedText(message, desk.store.house.settings.zone), TEXT_LIMIT);
    return open(desk, press, { filled: { subject: cut(oneLine(first), SUBJECT_LIMIT), text } });
  },
};

export const newTicketAgain = openAgain('technician', NewTicketDraft, open);

/** One that was refused, to be sent again as a new one. */
export const correctTicket: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  async run(desk, press) {
    const request = await readRequest(desk.store, press.ask.ref);
    if (!request) return said('What you typed is no longer kept.');
    if (request.state !== 'refused') return said('This ticket needs no correction any more.');
    if (request.by.id !== personOf(press).id) return said(`This is the ticket of ${request.by.name}.`);
    const { mailbox, contact, subject, text } = request.wish;
    const typed = text.replace(/\n\nWritten down by [^\n]*\.$/, '');
    return open(desk, press, { filled: { mailbox: mailbox.id, contact, subject, text: typed } });
  },
};

/** The form for a new ticket, with what is known of it already. */
async function open(desk: Desk, press: Press, draft: NewTicketDraft, before?: string): Promise<Answer> {
  const { store } = desk;
  const view = await viewNow(store);
  const system = ticketSystem(view);
  if (system === undefined) return said(NO_SYSTEM);
  const stranger = whyNoAuthor(personOf(press), system, view);
  if (stranger !== undefined) return said(stranger);
  const list = await readMailboxes(store, system);
  if (list.mailboxes.length === 0) return said(emptyMailboxes(list, system, view));
  const token = await keepDraft(store, draft, before);
  return { is: 'form', form: newTicketForm(token, list, draft.filled ?? {}, view) };
}

export const newTicketSubmit: Verb<Submit> = {
  least: 'technician',
  async run({ store }, press) {
    const { token, filled } = press.ask;
    await keepTyped(store, token, filled);
    if (!NewTicketDraft.safeParse(await readDraft(store, token)).success)
      return said('This form is older than a day; write /ticket new again.');
    const view = await viewNow(store);
    const system = ticketSystem(view);
    if (system === undefined) return said(NO_SYSTEM);
    const person = personOf(press);
    const list = await readMailboxes(store, system);
    const self = person.accounts[system] ?? person.email;
    const wanted = wantedFrom(filled, list, { name: person.name, self });
    if ('mistakes' in wanted) {
      const form = newTicketForm(token, list, filled, view);
      return { is: 'mistakes', form, mistakes: wanted.mistakes };
    }
    const ref = requestRef(token);
    const by = actorOf(person, press.presser);
    const outcome = await change<TicketRequest, TicketRequest | undefined>(
      store,
      {
        read: () => readRequest(store, ref),
        decide: (request, now) => (request ? unchanged() : newRequest({ ref, system, by, ...wanted }, now)),
      },
      { urgent: true },
    );
    if (outcome.is !== 'changed') return said('This form was sent already; it counts once.');
    return said(
      `Kept: "${wanted.wish.subject}" for ${wanted.wish.contact}. Its card comes as soon as ${titleOf(system, view)} has it.`,
    );
  },
};
