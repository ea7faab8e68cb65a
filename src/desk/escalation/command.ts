import { type Changed, type Decision, type DeskView, refused, unchanged } from '../decision.ts';
import type { Effect } from '../effect.ts';
import {
  type Escalation,
  type EscalationFacts,
  FACTS,
  factNames,
  missingFacts,
  saysMore,
  secondTier,
  tierChannels,
} from './escalation.ts';
import { escalationNotices } from './notices.ts';
import { mask } from '../mask.ts';
import { reachableOnCall } from '../on-call/on-call.ts';
import type { Actor } from '../people.ts';
import { joinPlaces } from '../routing.ts';
import { clean, cut, oneLine } from '../text.ts';
import { runningClock } from '../clock/ticket-clocks.ts';
import { withNote } from '../ticket/order.ts';
import { whyOver } from '../ticket/over.ts';
import { placesFor } from '../ticket/signal.ts';
import type { Intent, Ticket } from '../ticket/ticket.ts';
import { ago } from '../clock/when.ts';

/** So many forms that were sent are known. */
const KEPT_KEYS = 20;

/** What a line says of the symptom. */
const SHOWN = 200;

export interface EscalationWish {
  key: string;
  by: Actor;
  /** The escalator's own account at the ticket system; without it the ticket does not change hands there. */
  account?: string;
  facts: EscalationFacts;
  /** Who is to have it, with their account there, as far as it is known; absent for nobody. */
  to?: { person: string; name: string; account?: string };
  /** The latest escalation when the form was opened. */
  seen?: string;
}

/** Hands a ticket to the second tier: a loud card there, a note in the ticket, another assignee, and calls where time is short. */
export function escalateTicket(ticket: Ticket, wish: EscalationWish, view: DeskView): Decision<Ticket> {
  const before = ticket.escalation;
  if (before?.keys.includes(wish.key) === true) return unchanged();
  const obstacle = whyOver(ticket, view) ?? whyNot(ticket, wish, view);
  if (obstacle !== undefined) return refused(obstacle);
  const { by, facts, to, key } = wish;
  const escalation: Escalation = {
    by,
    at: view.now,
    facts,
    ...(to ? { to: { person: to.person, name: to.name } } : {}),
    keys: [...(before?.keys ?? []), key].slice(-KEPT_KEYS),
    places: tierChannels(ticket.client, view).open,
  };
  const order = orderOf(ticket, wish, view);
  const item: Ticket = { ...ticket, escalation, ...(order ? { intent: order.intent } : {}) };
  item.places = joinPlaces(ticket.places, placesFor(item, view), true);
  const calls = isUrgent(item, view) ? callsOf(escalation, item.client, view) : undefined;
  const text = `${by.name} escalated it${to ? ` to ${to.name}` : ''}: ${cut(oneLine(mask(facts.symptom)), SHOWN)}`;
  const change: Changed<Ticket> = {
    is: 'changed',
    item,
    entries: [{ at: view.now, by, what: 'escalated', text }],
    effects: order ? [order.effect] : [],
    notices: escalationNotices(item, escalation, calls, view),
  };
  return withNote(change, { key: `escalate-${ticket.ref}-${key}`, by, text: noteOf(escalation) }, view);
}

function whyNot(ticket: Ticket, { facts, seen }: EscalationWish, view: DeskView): string | undefined {
  const name = `Ticket #${ticket.facts.number}`;
  const missing = Object.values(missingFacts(facts));
  if (missing.length > 0) return missing.join(' ');
  const before = ticket.escalation;
  if (before && before.keys.at(-1) !== seen)
    return `${before.by.name} escalated ${name} ${ago(before.at, view.now)}, while your form was open. Read theirs first; escalating it again needs something new.`;
  if (before && !saysMore(facts, before.facts))
    return `${before.by.name} escalated ${name} ${ago(before.at, view.now)} with just these facts. Add what is new.`;
  const walled = whyWalled(ticket, view);
  if (walled !== undefined) return walled;
  if (ticket.intent)
    return `${ticket.intent.by.name} is changing who has ${name} at this moment; try again in a few seconds.`;
  return undefined;
}

/** Why the second tier may not be shown this ticket, as a sentence; undefined where a channel of theirs may. */
export function whyWalled(ticket: Pick<Ticket, 'client' | 'facts'>, view: DeskView): string | undefined {
  const { open, walled } = tierChannels(ticket.client, view);
  if (open.length > 0 || walled.length === 0) return undefined;
  const whose = ticket.client === undefined ? 'an unknown client' : ticket.client;
  return `Nothing was sent: ticket #${ticket.facts.number} is of ${whose}, and every channel under "escalation" belongs to another client alone. Name one there that may show it.`;
}

/** Is its first response due so soon, or past, that somebody must be called? */
export function isUrgent({ priority, clocks }: Ticket, { now, settings }: DeskView): boolean {
  const { priorities, within } = settings.escalation.page;
  const due = runningClock({ clocks }, 'response')?.due;
  return priorities.includes(priority) && due !== undefined && due - now <= within;
}

/** Whoever was chosen is called, else whoever is on call, else all of the second tier; nobody calls themselves. */
function callsOf({ to, by }: Escalation, client: string | undefined, view: DeskView) {
  const duty = reachableOnCall(client, view);
  if (!to && duty && duty.id !== by.id) return [duty];
  const people = to ? view.people.filter(({ id }) => id === to.person) : secondTier(view);
  return people.filter(({ id }) => id !== by.id);
}

/** The order by which it changes hands; undefined where it is in the right ones. */
function orderOf(
  ticket: Ticket,
  { key, by, account, to }: EscalationWish,
  view: DeskView,
): { intent: Intent; effect: Effect } | undefined {
  const holder = ticket.facts.assignee?.id;
  const next = to?.account;
  if (account === undefined || (to && next === undefined) || holder === next) return undefined;
  if (!view.abilities[ticket.source]?.includes('assign')) return undefined;
  const assignee = to && next !== undefined ? { person: to.person, name: to.name, account: next } : null;
  const intent: Intent = { key: `escalate-assign-${key}`, assignee, by, at: view.now };
  const { ref, source, row } = ticket;
  const write = { verb: 'assign' as const, row, to: next ?? null, from: holder ?? null, by: account };
  return { intent, effect: { job: 'write-back', key: intent.key, ref, system: source, write } };
}

/** Whole by itself, and as it was typed: the ticket is where colleagues look it up. */
function noteOf({ facts, to }: Escalation): string {
  const whom = to ? ` to ${to.name}` : '';
  const parts = factNames.map((name) => `${FACTS[name]}:\n${clean(facts[name]).trim()}`);
  return [`Deskbell: escalated to the second tier${whom}.`, ...parts].join('\n\n');
}
