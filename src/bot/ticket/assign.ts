import { z } from 'zod';
import { refused, titleOf } from '../../desk/decision.ts';
import type { Choice, Form } from '../../desk/form.ts';
import { mayAct, type Person } from '../../desk/people.ts';
import { decideTicketCommand } from '../../desk/ticket/command.ts';
import type { Ticket } from '../../desk/ticket/ticket.ts';
import { cut, oneLine } from '../../desk/text.ts';
import { change } from '../../store/change.ts';
import { keepDraft, keepTyped, readDraft } from '../../store/drafts.ts';
import { readTicket } from '../../store/signals.ts';
import { viewNow } from '../../store/view.ts';
import type { Answer } from '../contract.ts';
import { ticketHere } from '../here.ts';
import { matchChoice } from '../match.ts';
import { openAgain } from '../open-again.ts';
import { actorOf } from '../people.ts';
import { accountFor, sourceAccount } from './source-account.ts';
import { type Click, type Desk, personOf, type Press, said, type Submit, type Verb } from '../table.ts';

export const ASSIGN = 'assign';

const AssignDraft = z.object({ about: z.string(), filled: z.record(z.string(), z.string()).optional() });
type AssignDraft = z.infer<typeof AssignDraft>;

/** Asks who is to have a ticket. */
export const assignForm: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) => open(desk, press, { about: press.ask.ref }),
};

export const assignAgain = openAgain('technician', AssignDraft, open);

async function open(desk: Desk, press: Press, draft: AssignDraft, before?: string): Promise<Answer> {
  const ticket = await ticketHere(desk.store, draft.about, press.place);
  if (typeof ticket === 'string') return said(ticket);
  return { is: 'form', form: formFor(ticket, draft, await keepDraft(desk.store, draft, before)) };
}

function formFor({ facts }: Ticket, { filled }: AssignDraft, token: string): Form {
  const initial = filled?.['who'];
  return {
    id: ASSIGN,
    token,
    title: 'Assign the ticket',
    submit: 'Assign',
    intro: [
      { bold: cut(`#${facts.number} ${oneLine(facts.subject)}`, 150) },
      ` · ${facts.assignee?.name ?? 'nobody'} has it`,
    ],
    fields: [
      {
        id: 'who',
        label: 'Who is to have it?',
        type: 'search',
        among: 'colleagues',
        ...(initial === undefined ? {} : { initial: { id: initial, label: initial } }),
      },
    ],
  };
}

/** Whoever may work on tickets. */
export function colleagueChoices(people: readonly Person[]): Choice[] {
  return people
    .filter((person) => mayAct(person, 'technician'))
    .map(({ id, name }) => ({ id: cut(id, 75), label: oneLine(name) }))
    .toSorted((left, right) => left.label.localeCompare(right.label));
}

export const assignSubmit: Verb<Submit> = {
  least: 'technician',
  async run(desk, press) {
    const { token, filled } = press.ask;
    await keepTyped(desk.store, token, filled);
    const draft = AssignDraft.safeParse(await readDraft(desk.store, token));
    if (!draft.success) return said('This form is older than a day; press the button on the card again.');
    const ticket = await ticketHere(desk.store, draft.data.about, press.place);
    if (typeof ticket === 'string') return said(ticket);
    const { people } = await viewNow(desk.store);
    const match = matchChoice(filled['who'] ?? '', colleagueChoices(people));
    if (match.is !== 'one')
      return { is: 'mistakes', form: formFor(ticket, draft.data, token), mistakes: { who: match.sentence } };
    const person = people.find(({ id }) => cut(id, 75) === match.choice.id);
    return person ? assign(desk, press, ticket, person) : said(`${match.choice.label} is not known here any more.`);
  },
};

async function assign(desk: Desk, press: Submit, ticket: Ticket, person: Person): Promise<Answer> {
  const own = await sourceAccount(desk, press, ticket);
  if (typeof own === 'string') return said(own);
  const theirs = await accountFor(desk, person, ticket);
  if (typeof theirs === 'string') return said(theirs);
  const to = { person: person.id, name: person.name, account: theirs.id };
  const by = actorOf(personOf(press), press.presser);
  const key = `assign-${press.ask.token}`;
  const outcome = await change<Ticket, Ticket | undefined>(
    desk.store,
    {
      read: () => readTicket(desk.store, ticket.ref),
      decide: (now, view) =>
        now
          ? decideTicketCommand(now, { verb: 'assign', by, account: own, key, to }, view)
          : refused('This ticket is no longer kept here.'),
    },
    { urgent: true },
  );
  if (outcome.is === 'refused') return said(outcome.sentence);
  if (outcome.is !== 'changed') return said('This form was sent already; it counts once.');
  const source = titleOf(ticket.source, desk.store.house);
  return said(`You hand ticket #${ticket.facts.number} to ${person.name}; the card says when ${source} has it.`);
}
