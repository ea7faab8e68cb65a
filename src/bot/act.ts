import type { Alert } from '../desk/alert/alert.ts';
import { type AlertVerb, decideAlertCommand } from '../desk/alert/command.ts';
import { plainCard } from '../desk/card.ts';
import { unchanged, type Decision, refused } from '../desk/decision.ts';
import type { WorkItem } from '../desk/item.ts';
import { decideTicketCommand } from '../desk/ticket/command.ts';
import type { Ticket } from '../desk/ticket/ticket.ts';
import { offerTime } from '../desk/time/offer.ts';
import { type Outcome, change } from '../store/change.ts';
import { readAlert, readTicket } from '../store/signals.ts';
import type { Answer } from './contract.ts';
import { itemHere } from './here.ts';
import { actorOf } from './people.ts';
import { sourceAccount } from './ticket/source-account.ts';
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
  if (verb === 'release' && outcome.is === 'changed') return releasedAnswer(desk, press, item, sentence);
  if (verb !== 'acknowledge' || outcome.is !== 'changed') return said(sentence);
  const actions = [{ verb: 'note', label: 'Add a note' }];
  return { is: 'card', card: plainCard({ ref, title: '', lines: [[sentence]], actions }) };
}

/** Whoever gives something back has worked on it until now. */
async function releasedAnswer({ store }: Desk, press: Click, item: WorkItem, sentence: string): Promise<Answer> {
  const offer = offerTime(item, personOf(press), { now: store.now(), timeBook: store.house.timeBook });
  if (!offer) return said(sentence);
  const card = plainCard({ ref: item.ref, title: '', lines: [[sentence], [offer.sentence]], actions: [offer.action] });
  return { is: 'card', card };
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
