import { z } from 'zod';
import type { Alert } from '../../desk/alert/alert.ts';
import { linkTicket, sameClient, ticketOf, ticketSystem, unlinkTicket } from '../../desk/alert/ticket.ts';
import { type DeskView, titleOf, unchanged } from '../../desk/decision.ts';
import type { Field, Form } from '../../desk/form.ts';
import { isOpen } from '../../desk/item.ts';
import { clientNamed } from '../../desk/settings.ts';
import { cut, oneLine } from '../../desk/text.ts';
import type { Ticket } from '../../desk/ticket/ticket.ts';
import { change } from '../../store/change.ts';
import { keepDraft, keepTyped, readDraft } from '../../store/drafts.ts';
import { readOpen } from '../../store/read.ts';
import { readAlert, readTicket } from '../../store/signals.ts';
import type { Store } from '../../store/store.ts';
import { leftTicket } from '../../store/tickets.ts';
import { viewNow } from '../../store/view.ts';
import type { Answer } from '../contract.ts';
import { alertHere } from '../here.ts';
import { openAgain } from '../open-again.ts';
import { actorOf } from '../people.ts';
import { type Click, type Desk, personOf, type Press, said, type Submit, type Verb } from '../table.ts';
import { whyNoAuthor } from './form.ts';

export const LINK_TICKET = 'link-ticket';

const LinkDraft = z.object({ about: z.string(), filled: z.record(z.string(), z.string()).optional() });
type LinkDraft = z.infer<typeof LinkDraft>;

/** As many as every platform can show in one list. */
const MOST_SUGGESTED = 25;
const LABEL_LIMIT = 70;
const NUMBER_LIMIT = 20;

/** Asks for the ticket: one of the same client that is open, or any by its number. */
export const linkForm: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) => open(desk, press, { about: press.ask.ref }),
};

/** Opens the form again with what had been typed. */
export const linkAgain = openAgain('technician', LinkDraft, open);

async function open(desk: Desk, press: Press, draft: LinkDraft, before?: string): Promise<Answer> {
  const { store } = desk;
  const alert = await alertHere(store, draft.about, press.place);
  if (typeof alert === 'string') return said(alert);
  const view = await viewNow(store);
  const system = ticketSystem(view);
  if (system === undefined) return said('No system is connected whose tickets could be linked.');
  const stranger = whyNoAuthor(personOf(press), system, view);
  if (stranger !== undefined) return said(stranger);
  const had = ticketOf(alert);
  if (had) return said(`${alert.facts.title} has a ticket already; unlink that one first.`);
  const token = await keepDraft(store, draft, before);
  return { is: 'form', form: formFor(token, await suggested(store, alert, view), draft.filled ?? {}, alert) };
}

/** Open tickets of the alert's client, the newest first. */
async function suggested(store: Store, alert: Alert, view: DeskView): Promise<Ticket[]> {
  const client = clientNamed(alert.facts.client, view.settings)?.name;
  const open = await readOpen(store, 'ticket');
  return open
    .filter((item): item is Ticket => item.kind === 'ticket' && isOpen(item))
    .filter((ticket) => ticket.client === client && sameClient(alert, ticket, view.settings))
    .toSorted((left, right) => right.facts.createdAt - left.facts.createdAt)
    .slice(0, MOST_SUGGESTED);
}

function formFor(
  token: string,
  tickets: readonly Ticket[],
  filled: Readonly<Record<string, string>>,
  alert: Alert,
): Form {
  const choices = tickets.map(({ ref, facts }) => ({
    id: ref,
    label: cut(`#${facts.number} ${oneLine(facts.subject)}`, LABEL_LIMIT),
  }));
  const chosen = filled['ticket'];
  const list: Field[] =
    choices.length === 0
      ? []
      : [
          {
            id: 'ticket',
            label: cut(`Open tickets of ${oneLine(alert.facts.client ?? 'nobody known')}`, 45),
            type: 'choice',
            optional: true,
            choices,
            ...(chosen === undefined || chosen === '' ? {} : { initial: chosen }),
          },
        ];
  return {
    id: LINK_TICKET,
    token,
    title: 'Link to a ticket',
    submit: 'Link',
    fields: [
      ...list,
      {
        id: 'number',
        label: choices.length === 0 ? 'Number of the ticket' : 'Or its number',
        hint: 'As it stands on the ticket, such as 1042',
        type: 'text',
        optional: choices.length > 0,
        most: NUMBER_LIMIT,
        initial: filled['number'] ?? '',
      },
    ],
  };
}

export const linkSubmit: Verb<Submit> = {
  least: 'technician',
  async run(desk, press) {
    const { store } = desk;
    const { token, filled } = press.ask;
    await keepTyped(store, token, filled);
    const draft = LinkDraft.safeParse(await readDraft(store, token));
    if (!draft.success) return said('This form is older than a day; press the button on the card again.');
    const alert = await alertHere(store, draft.data.about, press.place);
    if (typeof alert === 'string') return said(alert);
    const view = await viewNow(store);
    const system = ticketSystem(view);
    if (system === undefined) return said('No system is connected whose tickets could be linked.');
    const ref = await wantedTicket(store, filled, system);
    if ('wrong' in ref) {
      const form = formFor(token, await suggested(store, alert, view), filled, alert);
      return { is: 'mistakes', form, mistakes: { number: ref.wrong } };
    }
    return link(desk, press, alert.ref, ref.ref);
  },
};

/** A number that was typed counts before a ticket that was chosen. */
async function wantedTicket(
  store: Store,
  filled: Readonly<Record<string, string>>,
  system: string,
): Promise<{ ref: string } | { wrong: string }> {
  const number = oneLine(filled['number'] ?? '').replace(/^#\s*/, '');
  if (number === '') {
    const chosen = filled['ticket'] ?? '';
    return chosen === '' ? { wrong: 'Choose a ticket, or write its number.' } : { ref: chosen };
  }
  const open = await readOpen(store, 'ticket');
  const byNumber = open.find(
    (item) => item.kind === 'ticket' && item.source === system && item.facts.number === number,
  );
  const other = byNumber ?? (await readTicket(store, `${system}/${number}`));
  if (other?.kind === 'ticket' && other.facts.number === number) return { ref: other.ref };
  return { wrong: cut(`${titleOf(system, store.house)} has no ticket #${number} that is known here.`, 140) };
}

async function link({ store }: Desk, press: Submit, about: string, ref: string): Promise<Answer> {
  const by = actorOf(personOf(press), press.presser);
  const key = `link-${press.ask.token}`;
  let before: Alert | undefined;
  const outcome = await change<Alert, { alert: Alert | undefined; ticket: Ticket | undefined }>(
    store,
    {
      async read() {
        before = await readAlert(store, about);
        return { alert: before, ticket: await readTicket(store, ref) };
      },
      decide: ({ alert, ticket }, view) => (alert ? linkTicket(alert, ticket, { key, by }, view) : unchanged()),
      also: async (_, view) => (before ? leftTicket(store, before, by, view) : []),
    },
    { urgent: true },
  );
  if (outcome.is === 'refused') return said(outcome.sentence);
  if (outcome.is !== 'changed') return said('They were linked already.');
  const { facts, ticket } = outcome.item;
  return said(`${facts.title} and ticket #${ticket?.sight?.number ?? ''} are linked; each shows the other.`);
}

/** Takes the ticket from the alert, and the alert from the ticket. */
export const unlink: Verb<Click> = {
  least: 'technician',
  async run({ store }, press) {
    const alert = await alertHere(store, press.ask.ref, press.place);
    if (typeof alert === 'string') return said(alert);
    const by = actorOf(personOf(press), press.presser);
    let before: Alert | undefined;
    const outcome = await change<Alert, Alert | undefined>(
      store,
      {
        async read() {
          before = await readAlert(store, alert.ref);
          return before;
        },
        decide: (now, view) => (now ? unlinkTicket(now, by, view) : unchanged()),
        also: async (_, view) => (before ? leftTicket(store, before, by, view) : []),
      },
      { urgent: true },
    );
    if (outcome.is === 'refused') return said(outcome.sentence);
    return said(`${alert.facts.title} has no ticket any more. The ticket itself stays as it is.`);
  },
};
