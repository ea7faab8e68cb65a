import { z } from 'zod';
import type { Field, Filled, Form } from '../../desk/form.ts';
import { linkParent, unlinkParent } from '../../desk/incident/command.ts';
import { isOpen } from '../../desk/item.ts';
import { mayShow } from '../../desk/routing.ts';
import { cut, oneLine } from '../../desk/text.ts';
import { whyOver } from '../../desk/ticket/over.ts';
import type { Ticket } from '../../desk/ticket/ticket.ts';
import { change } from '../../store/change.ts';
import { keepDraft, keepTyped, readDraft } from '../../store/drafts.ts';
import { leftParent } from '../../store/incidents.ts';
import { readOpen } from '../../store/read.ts';
import { readTicket } from '../../store/signals.ts';
import { viewNow } from '../../store/view.ts';
import type { Answer } from '../contract.ts';
import type { Destination } from '../../desk/destination.ts';
import type { Choice } from '../../desk/form.ts';
import { ticketHere } from '../here.ts';
import { matchChoice } from '../match.ts';
import { openAgain } from '../open-again.ts';
import { actorOf } from '../people.ts';
import { type Click, type Desk, personOf, type Press, said, type Submit, type Verb } from '../table.ts';

export const INCIDENT = 'incident';

const TEXT_LIMIT = 300;

const IncidentDraft = z.object({ about: z.string(), filled: z.record(z.string(), z.string()).optional() });
type IncidentDraft = z.infer<typeof IncidentDraft>;

/** Asks of which known incident a ticket is a part. */
export const incidentForm: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) => open(desk, press, { about: press.ask.ref }),
};

/** Opens the form again with what had been typed. */
export const incidentAgain = openAgain('technician', IncidentDraft, open);

async function open(desk: Desk, press: Press, draft: IncidentDraft, before?: string): Promise<Answer> {
  const { store } = desk;
  const ticket = await ticketHere(store, draft.about, press.place);
  if (typeof ticket === 'string') return said(ticket);
  const over = whyOver(ticket, await viewNow(store));
  if (over !== undefined) return said(over);
  const token = await keepDraft(store, draft, before);
  const choices = await incidentsAbout(desk, press.place, ticket.ref);
  if (choices.length === 0) return said('No other ticket is open here that could be the incident.');
  return { is: 'form', form: formFor(token, ticket, choices, draft.filled ?? {}) };
}

/** Open tickets that may be seen here and are no part of another one, incidents first, then the ticket's own client, then the newest. */
export async function incidentsAbout({ store }: Desk, place: Destination, about: string): Promise<Choice[]> {
  const ticket = await ticketHere(store, about, place);
  if (typeof ticket === 'string') return [];
  const found = (await readOpen(store, 'ticket')).filter(
    (item): item is Ticket =>
      item.kind === 'ticket' &&
      item.ref !== ticket.ref &&
      item.source === ticket.source &&
      isOpen(item) &&
      !item.parent &&
      mayShow(item.client, place, store.house.settings),
  );
  const rank = (one: Ticket): number =>
    ((one.children ?? []).length > 0 ? 0 : 2) + (one.client === ticket.client ? 0 : 1);
  return found
    .toSorted((left, right) => rank(left) - rank(right) || right.facts.createdAt - left.facts.createdAt)
    .map(({ ref, facts, client }) => ({
      id: ref,
      label: cut(
        `#${facts.number} ${oneLine(facts.subject)}${client === ticket.client ? '' : ` (${client ?? 'unknown'})`}`,
        75,
      ),
    }));
}

function formFor(token: string, ticket: Ticket, choices: readonly Choice[], filled: Filled): Form {
  const known = matchChoice(filled['incident'] ?? '', choices);
  const initial = known.is === 'one' ? { initial: known.choice } : {};
  const fields: Field[] = [
    {
      id: 'incident',
      label: 'The incident',
      hint: 'Part of its number or its subject',
      type: 'search',
      among: `incidents@${ticket.ref}`,
      ...initial,
    },
    {
      id: 'text',
      label: 'What this ticket may say of it',
      hint: 'Needed for an incident of another client: nothing else of it is shown here',
      type: 'text',
      long: true,
      optional: true,
      most: TEXT_LIMIT,
      initial: filled['text'] ?? '',
    },
  ];
  const intro = [
    `#${ticket.facts.number} becomes one of the incident's tickets: they are told of its news, and closed with it.`,
  ];
  return { id: INCIDENT, token, title: 'Known incident', submit: 'Link', intro, fields };
}

export const incidentSubmit: Verb<Submit> = {
  least: 'technician',
  async run(desk, press) {
    const { store } = desk;
    const { token, filled } = press.ask;
    await keepTyped(store, token, filled);
    const draft = IncidentDraft.safeParse(await readDraft(store, token));
    if (!draft.success) return said('This form is older than a day; open it again behind More… on the card.');
    const ticket = await ticketHere(store, draft.data.about, press.place);
    if (typeof ticket === 'string') return said(ticket);
    const choices = await incidentsAbout(desk, press.place, ticket.ref);
    const typed = (filled['incident'] ?? '').trim();
    const byNumber = /^#?\w+$/.test(typed)
      ? choices.find(({ label }) => label.startsWith(`#${typed.replace(/^#/, '')} `))
      : undefined;
    const match = byNumber ? { is: 'one' as const, choice: byNumber } : matchChoice(typed, choices);
    if (match.is !== 'one')
      return { is: 'mistakes', form: formFor(token, ticket, choices, filled), mistakes: { incident: match.sentence } };
    const by = actorOf(personOf(press), press.presser);
    const text = filled['text'] ?? '';
    const outcome = await change<Ticket, { child: Ticket | undefined; parent: Ticket | undefined }>(
      store,
      {
        read: async () => ({
          child: await readTicket(store, ticket.ref),
          parent: await readTicket(store, match.choice.id),
        }),
        decide: ({ child, parent }, view) =>
          child ? linkParent(child, parent, { by, text }, view) : { is: 'unchanged' },
      },
      { urgent: true },
    );
    if (outcome.is === 'refused')
      return {
        is: 'mistakes',
        form: formFor(token, ticket, choices, filled),
        mistakes: { text: cut(outcome.sentence, 140) },
      };
    if (outcome.is !== 'changed') return said(`Ticket #${ticket.facts.number} is part of it already.`);
    return said(`Ticket #${ticket.facts.number} is part of ${match.choice.label} now.`);
  },
};

export const incidentUnlink: Verb<Click> = {
  least: 'technician',
  async run({ store }, press) {
    const ticket = await ticketHere(store, press.ask.ref, press.place);
    if (typeof ticket === 'string') return said(ticket);
    const by = actorOf(personOf(press), press.presser);
    let before: Ticket | undefined;
    const outcome = await change<Ticket, Ticket | undefined>(
      store,
      {
        async read() {
          before = await readTicket(store, ticket.ref);
          return before;
        },
        decide: (now, view) => (now ? unlinkParent(now, by, view) : { is: 'unchanged' }),
        also: (changed, view) => leftParent(store, before, changed.item, view),
      },
      { urgent: true },
    );
    if (outcome.is === 'refused') return said(outcome.sentence);
    return said(
      outcome.is === 'changed'
        ? `Ticket #${ticket.facts.number} is no part of the incident any more.`
        : 'It is part of no incident.',
    );
  },
};
