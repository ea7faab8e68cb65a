import { isDeepStrictEqual } from 'node:util';
import type { Alert } from './alert.ts';
import { plainCard } from '../card.ts';
import { type Changed, type Decision, type DeskView, refused, titleOf, unchanged } from '../decision.ts';
import type { Effect } from '../effect.ts';
import { personNotice, threadLine } from '../notices.ts';
import { type Actor, findPerson } from '../people.ts';
import { clientByMail, clientNamed, type Settings } from '../settings.ts';
import { oneLine } from '../text.ts';
import type { LinkedTicket, TicketSight, TicketWish } from '../ticket/link.ts';
import type { Ticket, TicketStatus } from '../ticket/ticket.ts';
import { ago } from '../clock/when.ts';

/** What a ticket system must be able to do for tickets to be made there. */
export const OPEN_TICKET = 'open-ticket';

/** The system in which tickets can be made, if there is one. */
export function ticketSystem({ abilities }: Pick<DeskView, 'abilities'>): string | undefined {
  return Object.keys(abilities).find((id) => abilities[id]?.includes(OPEN_TICKET));
}

/** The ticket that an alert has, or is getting; one that was refused, or is gone at its source, counts as none. */
export function ticketOf({ ticket }: Alert): LinkedTicket | undefined {
  return !ticket || ticket.state === 'refused' || isGone(ticket.sight) ? undefined : ticket;
}

function isGone(sight: TicketSight | undefined): boolean {
  return sight !== undefined && ['deleted', 'merged', 'spam', 'elsewhere'].includes(sight.state);
}

/** Why an address must not stand on a ticket about this alert, as a sentence: the client wall. */
export function whyNotContact(contact: string, alert: Alert, settings: Settings): string | undefined {
  const owner = clientByMail(contact, settings)?.name;
  if (owner === undefined || owner === clientName(alert, settings)) return undefined;
  return `${contact} belongs to ${owner}, and this alert is about ${alert.facts.client ?? 'no client'}.`;
}

/** May the card of one show the other? A ticket whose sender nobody knows belongs to no client yet. */
export function sameClient(alert: Alert, ticket: Pick<Ticket, 'client'>, settings: Settings): boolean {
  return ticket.client === undefined || ticket.client === clientName(alert, settings);
}

function clientName({ facts: { client } }: Alert, settings: Settings): string | undefined {
  return clientNamed(client, settings)?.name ?? client;
}

export interface TicketOrder {
  key: string;
  by: Actor;
  wish: TicketWish;
}

/** Has a ticket made from an alert: one, however many press at once. It counts as there when it was written and read back. */
export function makeTicket(alert: Alert, { key, by, wish }: TicketOrder, view: DeskView): Decision<Alert> {
  const system = ticketSystem(view);
  if (system === undefined) return refused('No system is connected in which a ticket could be made.');
  if (alert.ticket?.key === key) return unchanged();
  const taken = whyTaken(alert, view);
  if (taken !== undefined) return refused(taken);
  const walled = whyNotContact(wish.contact, alert, view.settings);
  if (walled !== undefined) return refused(walled);
  const ticket: LinkedTicket = { key, system, by, at: view.now, state: 'waiting', wish, firings: alert.firings };
  const effect: Effect = { job: 'make-ticket', key: `make-ticket-${key}`, ref: alert.ref, system };
  const text = `${by.name} makes a ticket from it: ${oneLine(wish.subject)}`;
  return changed({ ...alert, ticket }, 'ticket-ordered', text, by, view, [effect]);
}

function whyTaken(alert: Alert, view: DeskView): string | undefined {
  const ticket = ticketOf(alert);
  const { title } = alert.facts;
  if (ticket?.state === 'waiting') return `${ticket.by.name} is making a ticket from ${title} already.`;
  if (ticket)
    return `${title} has ticket #${ticket.sight?.number ?? ''} already (${ticket.by.name}, ${ago(ticket.at, view.now)}).`;
  return undefined;
}

/** How far a ticket has come at its system. */
export type TicketSettlement = { key: string } & (
  | { is: 'made'; ref: string; sight: TicketSight }
  | { is: 'refused'; sentence: string }
  | { is: 'waiting'; trouble: string }
);

export function settleMaking(alert: Alert, settlement: TicketSettlement, view: DeskView): Decision<Alert> {
  const { ticket } = alert;
  if (ticket?.key !== settlement.key || ticket.state !== 'waiting') return unchanged();
  const { trouble: _trouble, ...rest } = ticket;
  switch (settlement.is) {
    case 'waiting':
      if (ticket.trouble === settlement.trouble) return unchanged();
      return {
        is: 'changed',
        item: { ...alert, ticket: { ...ticket, trouble: settlement.trouble } },
        entries: [],
        effects: [],
        notices: [],
      };
    case 'made': {
      const { wish: _wish, ...made } = rest;
      const item: Alert = {
        ...alert,
        ticket: { ...made, state: 'linked', ref: settlement.ref, sight: settlement.sight },
      };
      const text = `${ticket.by.name} made ticket #${settlement.sight.number} from it`;
      return changed(item, 'ticket-made', text, ticket.by, view);
    }
    case 'refused':
      return notTaken(alert, rest, settlement.sentence, view);
  }
}

/** What was written stays in the document, to be corrected and sent again. */
function notTaken(alert: Alert, ticket: LinkedTicket, sentence: string, view: DeskView): Decision<Alert> {
  const item: Alert = { ...alert, ticket: { ...ticket, state: 'refused', trouble: sentence } };
  const source = titleOf(ticket.system, view);
  const done = changed(item, 'ticket-refused', `${source} did not take the ticket: ${sentence}`, ticket.by, view);
  const presser = view.people.find(({ id }) => id === ticket.by.id);
  const card = plainCard({
    ref: alert.ref,
    tone: 'high',
    title: `${source} did not take the ticket from ${alert.facts.title}`,
    lines: [[sentence], ['What you wrote is kept: correct it and send it again.']],
    actions: [{ verb: 'make-ticket', label: 'Correct', style: 'primary' }],
  });
  const occasion = { item, occasion: `ticket-refused-${ticket.key}`, at: view.now };
  return { ...done, notices: [...done.notices, ...(presser ? personNotice(occasion, presser, card, view) : [])] };
}

/** Links a ticket that is there. The ticket's own side follows in the same commit. */
export function linkTicket(
  alert: Alert,
  ticket: Ticket | undefined,
  { key, by }: { key: string; by: Actor },
  view: DeskView,
): Decision<Alert> {
  if (!ticket) return refused('This ticket is no longer kept here.');
  const { number } = ticket.facts;
  if (alert.ticket?.ref === ticket.ref && ticketOf(alert)) return unchanged();
  const taken = whyTaken(alert, view);
  if (taken !== undefined) return refused(`${taken} Unlink that one first.`);
  if (!sameClient(alert, ticket, view.settings))
    return refused(`Ticket #${number} belongs to another client; it cannot be linked with ${alert.facts.title}.`);
  if (ticket.gone) return refused(`Ticket #${number} is gone at its source; it cannot be linked.`);
  const linked: LinkedTicket = {
    key,
    system: ticket.source,
    by,
    at: view.now,
    state: 'linked',
    ref: ticket.ref,
    sight: sightOf(ticket, alert, view),
  };
  return changed({ ...alert, ticket: linked }, 'ticket-linked', `${by.name} linked ticket #${number}`, by, view);
}

export function unlinkTicket(alert: Alert, by: Actor, view: DeskView): Decision<Alert> {
  const { ticket, ...item } = alert;
  if (!ticket) return refused(`${alert.facts.title} has no ticket.`);
  if (ticket.state === 'waiting')
    return refused(`The ticket is being made at this moment; unlink it when it is there.`);
  const what = ticket.sight ? `ticket #${ticket.sight.number}` : 'the ticket that was refused';
  return changed(item, 'ticket-unlinked', `${by.name} unlinked ${what}`, by, view);
}

/** How the ticket stands, in the words of the alert's card. */
export function sightOf(ticket: Ticket, alert: Alert, view: Pick<DeskView, 'people' | 'settings'>): TicketSight {
  const { facts, gone } = ticket;
  const url = facts.links[0]?.url;
  const assignee = facts.assignee;
  const holder =
    assignee &&
    (findPerson(view.people, { system: ticket.source, account: assignee.id, email: assignee.email })?.name ??
      assignee.name);
  if (!sameClient(alert, ticket, view.settings)) return { number: facts.number, state: 'elsewhere' };
  return {
    number: facts.number,
    ...(url === undefined ? {} : { url }),
    state: gone?.how ?? stateOf(facts.status),
    ...(holder === undefined ? {} : { holder }),
  };
}

function stateOf(status: TicketStatus): TicketSight['state'] {
  return status === 'closed' || status === 'spam' ? status : 'open';
}

/** The alert with its ticket as that is now; undefined where its card says so already. */
export function alertWithTicket(alert: Alert, ticket: Ticket, view: DeskView): Changed<Alert> | undefined {
  const linked = alert.ticket;
  if (linked?.ref !== ticket.ref || linked.state !== 'linked') return undefined;
  const sight = sightOf(ticket, alert, view);
  if (isDeepStrictEqual(sight, linked.sight)) return undefined;
  const item: Alert = { ...alert, ticket: { ...linked, sight } };
  const by: Actor = { name: titleOf(ticket.source, view), via: ticket.source };
  if (sight.state === linked.sight?.state) return { is: 'changed', item, entries: [], effects: [], notices: [] };
  return changed(item, `ticket-${sight.state}`, moved(sight, by.name, alert), by, view);
}

/** Closing a ticket solves nothing: the check decides about that. */
function moved({ number, state }: TicketSight, source: string, { ended }: Alert): string {
  const name = `Ticket #${number}`;
  const texts = {
    open: `${name} is open again in ${source}`,
    closed: `${name} was closed in ${source}${ended ? '' : '; the alert is not resolved by that'}`,
    deleted: `${name} was deleted in ${source}`,
    merged: `${name} was merged into another one in ${source}`,
    spam: `${name} was marked as spam in ${source}`,
    elsewhere: `${name} belongs to another client now`,
  };
  return texts[state];
}

function changed(
  item: Alert,
  what: string,
  text: string,
  by: Actor,
  view: DeskView,
  effects: readonly Effect[] = [],
): Changed<Alert> {
  const occasion = { item, occasion: `${what}-${item.revision}`, at: view.now };
  return {
    is: 'changed',
    item,
    entries: [{ at: view.now, by, what, text }],
    effects,
    notices: threadLine(occasion, [text]),
  };
}
