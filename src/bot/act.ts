import type { Alert } from '../desk/alert.ts';
import { type AlertVerb, decideAlertCommand } from '../desk/alert-command.ts';
import { plainCard } from '../desk/card.ts';
import { titleOf, unchanged, type Decision, refused } from '../desk/decision.ts';
import type { WorkItem } from '../desk/item.ts';
import { decideTicketCommand } from '../desk/ticket-command.ts';
import type { Ticket } from '../desk/ticket.ts';
import { type Outcome, change } from '../store/change.ts';
import { linkAccount } from '../store/people.ts';
import { readAlert, readTicket } from '../store/signals.ts';
import type { Answer } from './contract.ts';
import { itemHere } from './here.ts';
import { actorOf } from './people.ts';
import { type Click, type Desk, personOf, said, type Verb } from './table.ts';

/** Acknowledge, claim and their opposites, on alerts and tickets alike. */
export function actOn(verb: AlertVerb): Verb<Click> {
  return { least: 'technician', run: (desk, press) => act(desk, press, verb) };
}

async function act(desk: Desk, press: Click, verb: AlertVerb): Promise<Answer> {
  const { ref } = press.ask;
  const item = await itemHere(desk.store, ref, press.place);
  if (typeof item === 'string') return said(item);
  const outcome = await perform(desk, press, item, verb);
  const sentence = sentenceFor(outcome, verb, item);
  if (verb !== 'acknowledge' || outcome.is !== 'changed') return said(sentence);
  const actions = [{ verb: 'note', label: 'Add a note' }];
  return { is: 'card', card: plainCard({ ref, title: '', lines: [[sentence]], actions }) };
}

/** Decides and commits; durable when it resolves. */
async function perform(desk: Desk, press: Click, item: WorkItem, verb: AlertVerb): Promise<Outcome<WorkItem>> {
  const { store } = desk;
  const by = actorOf(personOf(press), press.presser);
  const note = press.ask.with === undefined ? {} : { note: press.ask.with };
  if (item.kind === 'alert') {
    return change<Alert, Alert | undefined>(
      store,
      {
        known: item,
        read: () => readAlert(store, item.ref),
        decide: (alert, view) => (alert ? decideAlertCommand(alert, { verb, by, ...note }, view) : unchanged()),
      },
      { urgent: true },
    );
  }
  const account = verb === 'claim' || verb === 'release' ? await sourceAccount(desk, press, item) : undefined;
  if (typeof account === 'string') return refused(account);
  return change<Ticket, Ticket | undefined>(
    store,
    {
      ...(account === undefined ? { known: item } : {}),
      read: () => readTicket(store, item.ref),
      decide: (ticket, view): Decision<Ticket> => {
        if (!ticket) return unchanged();
        if (verb === 'claim' || verb === 'release') {
          return account
            ? decideTicketCommand(ticket, { verb, by, account, key: `assign-${press.id}` }, view)
            : unchanged();
        }
        return decideTicketCommand(ticket, { verb, by, ...note }, view);
      },
    },
    { urgent: true },
  );
}

/** The presser's own account at the ticket's source, or the sentence why there is none. */
async function sourceAccount(desk: Desk, press: Click, ticket: Ticket): Promise<{ id: string; name: string } | string> {
  const { store, ports } = desk;
  const person = personOf(press);
  const title = titleOf(ticket.source, store.house);
  const linked = person.accounts[ticket.source];
  if (linked !== undefined) return { id: linked, name: person.name };
  if (person.email === undefined)
    return `Your ${title} account is unknown: add your e-mail address or "${ticket.source}" to your entry under people.`;
  try {
    const account = await ports.accountOf(ticket.source, person.email);
    if (!account) return `${title} has no active user with the address ${person.email}; nothing was changed.`;
    await linkAccount(store, ticket.source, account.id, person.id);
    return account;
  } catch (error) {
    desk.log.warn({ ref: ticket.ref, error }, 'an account could not be looked up');
    return `${title} does not answer, so your account there could not be looked up. Nothing was changed; try again in a minute.`;
  }
}

function sentenceFor(outcome: Outcome<WorkItem>, verb: AlertVerb, item: WorkItem): string {
  const name = item.kind === 'alert' ? item.facts.title : `ticket #${item.facts.number}`;
  if (outcome.is === 'refused') return outcome.sentence;
  if (outcome.is !== 'changed') {
    return {
      acknowledge: `You had acknowledged ${name} already.`,
      claim: `You have ${name} already.`,
      unacknowledge: 'Nothing to change.',
      release: 'Nothing to change.',
    }[verb];
  }
  const ticket = item.kind === 'ticket';
  return {
    acknowledge: ticket
      ? `You have seen ${name}. Nobody has it until somebody claims it.`
      : `You acknowledged ${name}. It is not solved by that: the card stays until the check passes.`,
    unacknowledge: `You took your acknowledge of ${name} back.`,
    claim: ticket ? `You are taking ${name}; the card says when it is written.` : `You have ${name} now.`,
    release: ticket ? `You are releasing ${name}; the card says when it is written.` : `You released ${name}.`,
  }[verb];
}
