import { z } from 'zod';
import type { Alert } from '../../desk/alert/alert.ts';
import { makeTicket, ticketOf, ticketSystem, whyNotContact } from '../../desk/alert/ticket.ts';
import { type DeskView, titleOf, unchanged } from '../../desk/decision.ts';
import type { Choice, Field, Filled, Form } from '../../desk/form.ts';
import type { Person } from '../../desk/people.ts';
import { clientNamed } from '../../desk/settings.ts';
import { cut, oneLine } from '../../desk/text.ts';
import type { TicketWish } from '../../desk/ticket/link.ts';
import { ticketSubject, ticketText } from '../../desk/ticket/text.ts';
import { span } from '../../desk/clock/when.ts';
import { change } from '../../store/change.ts';
import { keepDraft, keepTyped, readDraft } from '../../store/drafts.ts';
import { type MailboxList, readMailboxes } from '../../store/mailboxes.ts';
import { readAlert } from '../../store/signals.ts';
import { leftTicket } from '../../store/tickets.ts';
import { viewNow } from '../../store/view.ts';
import type { Answer } from '../contract.ts';
import { alertHere } from '../here.ts';
import { matchChoice } from '../match.ts';
import { openAgain } from '../open-again.ts';
import { actorOf } from '../people.ts';
import { type Click, type Desk, personOf, type Press, said, type Submit, type Verb } from '../table.ts';

export const MAKE_TICKET = 'make-ticket';

/** More mailboxes than every platform can show in one list are searched. */
const MOST_LISTED = 25;
export const SUBJECT_LIMIT = 200;
export const CONTACT_LIMIT = 190;
export const TEXT_LIMIT = 3_000;

export const NO_SYSTEM = 'No system is connected in which a ticket could be made.';

const TicketDraft = z.object({ about: z.string(), filled: z.record(z.string(), z.string()).optional() });
type TicketDraft = z.infer<typeof TicketDraft>;

/** Asks what is to stand in the ticket; what was refused before is put back. */
export const ticketForm: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) => open(desk, press, { about: press.ask.ref }),
};

/** Opens the form again with what had been typed. */
export const ticketAgain = openAgain('technician', TicketDraft, open);

async function open(desk: Desk, press: Press, draft: TicketDraft, before?: string): Promise<Answer> {
  const { store } = desk;
  const alert = await alertHere(store, draft.about, press.place);
  if (typeof alert === 'string') return said(alert);
  const view = await viewNow(store);
  const system = ticketSystem(view);
  if (system === undefined) return said(NO_SYSTEM);
  const stranger = whyNoAuthor(personOf(press), system, view);
  if (stranger !== undefined) return said(stranger);
  const had = ticketOf(alert);
  if (had?.sight) return said(`${alert.facts.title} has ticket #${had.sight.number} already.`);
  if (had) return said(`${had.by.name} is making a ticket from ${alert.facts.title} already.`);
  const list = await readMailboxes(store, system);
  if (list.mailboxes.length === 0) return said(emptyMailboxes(list, system, view));
  const token = await keepDraft(store, draft, before);
  return { is: 'form', form: formFor(token, list, alert, draft.filled ?? refusedWish(alert), personOf(press), view) };
}

/** Why nothing could be written in this person's name, as a sentence. */
export function whyNoAuthor(person: Person, system: string, view: DeskView): string | undefined {
  if (person.accounts[system] !== undefined || person.email !== undefined) return undefined;
  return `Your ${titleOf(system, view)} account is unknown: add your e-mail address or "${system}" to your entry under people.`;
}

export function emptyMailboxes(list: MailboxList, system: string, view: DeskView): string {
  const title = titleOf(system, view);
  if (list.failing)
    return `The mailboxes of ${title} cannot be read since ${span(view.now - list.failing.since)}: ${list.failing.sentence}`;
  if (list.at === undefined)
    return `The mailboxes of ${title} are being read for the first time; try again in a few seconds.`;
  return `${title} has no mailbox. Add one there; it appears here within ten minutes.`;
}

function refusedWish({ ticket }: Alert): Filled {
  const wish = ticket?.state === 'refused' ? ticket.wish : undefined;
  if (!wish) return {};
  const { mailbox, contact, subject, text, assign } = wish;
  return { mailbox: mailbox.id, contact, subject, text, assign: assign === undefined ? '' : 'yes' };
}

/** The form with what had been typed, or with what the alert tells. */
function formFor(token: string, list: MailboxList, alert: Alert, filled: Filled, person: Person, view: DeskView): Form {
  const fields: Field[] = [
    mailboxField(list, filled['mailbox']),
    {
      id: 'contact',
      label: 'Customer',
      hint: 'An e-mail address; nobody is mailed by this',
      type: 'text',
      most: CONTACT_LIMIT,
      initial: filled['contact'] ?? clientNamed(alert.facts.client, view.settings)?.contact ?? '',
    },
    {
      id: 'subject',
      label: 'Subject',
      type: 'text',
      most: SUBJECT_LIMIT,
      initial: filled['subject'] ?? cut(ticketSubject(alert), SUBJECT_LIMIT),
    },
    {
      id: 'text',
      label: 'Text',
      type: 'text',
      long: true,
      most: TEXT_LIMIT,
      initial: filled['text'] ?? cut(ticketText(alert, view), TEXT_LIMIT),
    },
    {
      id: 'assign',
      label: 'Assign it to me',
      type: 'check',
      initial: filled['assign'] === undefined ? alert.claimed?.by.id === person.id : filled['assign'] === 'yes',
    },
  ];
  return { id: MAKE_TICKET, token, title: 'Make a ticket', submit: 'Make ticket', fields };
}

export function mailboxField(list: MailboxList, wanted: string | undefined): Field {
  const choices = mailboxChoices(list);
  const known = matchChoice(wanted ?? '', choices);
  const initial = known.is === 'one' ? known.choice : choices[0];
  const base = { id: 'mailbox', label: 'Mailbox' };
  if (choices.length > MOST_LISTED)
    return { ...base, type: 'search', among: 'mailboxes', ...(initial ? { initial } : {}) };
  return { ...base, type: 'choice', choices, ...(initial ? { initial: initial.id } : {}) };
}

export function mailboxChoices({ mailboxes }: MailboxList): Choice[] {
  return mailboxes.map(({ id, name }) => ({ id, label: oneLine(name) || id }));
}

export const ticketSubmit: Verb<Submit> = {
  least: 'technician',
  async run(desk, press) {
    const { store } = desk;
    const { token, filled } = press.ask;
    await keepTyped(store, token, filled);
    const draft = TicketDraft.safeParse(await readDraft(store, token));
    if (!draft.success) return said('This form is older than a day; press the button on the card again.');
    const alert = await alertHere(store, draft.data.about, press.place);
    if (typeof alert === 'string') return said(alert);
    const view = await viewNow(store);
    const system = ticketSystem(view);
    if (system === undefined) return said(NO_SYSTEM);
    const list = await readMailboxes(store, system);
    const wish = wishFrom(press, alert, list, system, view);
    if ('mistakes' in wish) {
      const form = formFor(token, list, alert, filled, personOf(press), view);
      return { is: 'mistakes', form, mistakes: wish.mistakes };
    }
    return order(desk, press, alert, wish);
  },
};

async function order({ store }: Desk, press: Submit, { ref, facts }: Alert, wish: TicketWish): Promise<Answer> {
  const by = actorOf(personOf(press), press.presser);
  let before: Alert | undefined;
  const outcome = await change<Alert, Alert | undefined>(
    store,
    {
      async read() {
        before = await readAlert(store, ref);
        return before;
      },
      decide: (alert, view) => (alert ? makeTicket(alert, { key: press.ask.token, by, wish }, view) : unchanged()),
      also: async (_, view) => (before ? leftTicket(store, before, by, view) : []),
    },
    { urgent: true },
  );
  if (outcome.is === 'refused') return said(outcome.sentence);
  if (outcome.is !== 'changed') return said('This form was sent already; it counts once.');
  const source = titleOf(outcome.item.ticket?.system ?? '', store.house);
  return said(`A ticket is being made from ${facts.title}; the card says when ${source} has it.`);
}

/** The wish as it was typed, or the sentence for each field that is wrong. */
function wishFrom(
  press: Submit,
  alert: Alert,
  list: MailboxList,
  system: string,
  view: DeskView,
): TicketWish | { mistakes: Record<string, string> } {
  const { filled } = press.ask;
  const person = personOf(press);
  const mistakes: Record<string, string> = {};
  const mailbox = matchChoice(filled['mailbox'] ?? '', mailboxChoices(list));
  const contact = oneLine(filled['contact'] ?? '').toLowerCase();
  const subject = oneLine(filled['subject'] ?? '');
  const text = (filled['text'] ?? '').trim();
  if (mailbox.is !== 'one') mistakes['mailbox'] = mailbox.sentence;
  const wrong = z.email().safeParse(contact).success
    ? whyNotContact(contact, alert, view.settings)
    : 'An e-mail address, such as pat@acme.example.';
  if (wrong !== undefined) mistakes['contact'] = wrong;
  if (subject === '') mistakes['subject'] = 'Say in a few words what it is about.';
  if (text === '') mistakes['text'] = 'Say what fails.';
  if (mailbox.is !== 'one' || Object.keys(mistakes).length > 0) return { mistakes };
  const assign = filled['assign'] === 'yes' ? (person.accounts[system] ?? person.email) : undefined;
  return {
    mailbox: { id: mailbox.choice.id, name: mailbox.choice.label },
    contact,
    subject,
    text,
    ...(assign === undefined ? {} : { assign }),
  };
}
