import { isDeepStrictEqual } from 'node:util';
import { withClosure } from '../closure/turn.ts';
import {
  type Changed,
  type Decision,
  type DeskView,
  type Notice,
  type TimelineEntry,
  titleOf,
  unchanged,
} from '../decision.ts';
import type { Place } from '../destination.ts';
import { threadLine } from '../notices.ts';
import { type Actor, findPerson } from '../people.ts';
import { withQuiet } from '../quiet/quiet.ts';
import { joinPlaces, mayShow, route, type Routed } from '../routing.ts';
import { closingQuestion } from '../incident/command.ts';
import { isOld, type TicketSignal } from '../signal.ts';
import { isOpen } from '../item.ts';
import { stageOf } from './stage.ts';
import { withTelling } from './tell.ts';
import { withTurn } from './turn-due.ts';
import { customerReturned } from './return.ts';
import { categoryOf, priorityOf, ticketClient } from './rules.ts';
import type { Intent, Ticket, TicketFacts } from './ticket.ts';

type ThereSignal = TicketSignal & { seen: { state: 'there' } };

/** What a source's word makes of a ticket. `quiet` holds for what was open before the first start, `begun` for what was made here. */
export function decideTicketSignal(
  current: Ticket | undefined,
  signal: TicketSignal,
  view: DeskView,
  quiet: boolean,
  begun?: Ticket['begun'],
): Decision<Ticket> {
  if (current && isOld(signal.readAt, current.readAt, view.now)) return unchanged();
  if (signal.seen.state === 'gone') return current ? gone(current, signal, signal.seen, view) : unchanged();
  const there: ThereSignal = { ...signal, seen: signal.seen };
  return current ? updated(current, there, view) : opened(there, view, quiet, begun);
}

function opened(signal: ThereSignal, view: DeskView, quiet: boolean, begun: Ticket['begun']): Decision<Ticket> {
  const { facts } = signal.seen;
  // Heard before its making was recorded, which brings it.
  if (facts.status === 'spam' || (facts.isEcho && !begun)) return unchanged();
  const client = ticketClient(facts, begun, view.settings);
  const { priority, because } = begun?.priority
    ? { priority: begun.priority, because: `${begun.by.name} said so` }
    : priorityOf(facts, client, view.settings);
  const category = categoryOf(facts, client, view.settings);
  const places = placesFor({ facts, begun, client, priority }, view);
  const still = quiet || facts.status === 'closed';
  const item: Ticket = {
    kind: 'ticket',
    schema: 1,
    ref: `${signal.source}/${signal.row}`,
    revision: 0,
    source: signal.source,
    row: signal.row,
    facts,
    ...(client === undefined ? {} : { client }),
    priority,
    because,
    ...(category === undefined ? {} : { category }),
    stage: stageOf(facts, view.settings),
    seenAt: view.now,
    readAt: signal.readAt,
    ...(begun ? { begun } : {}),
    time: [],
    places: still ? places.map((place) => ({ ...place, as: 'baseline' })) : places,
  };
  const by: Actor = begun?.by ?? { name: facts.customer.name, via: signal.source };
  const entries = [{ at: view.now, by, what: 'opened', text: `${priority}, ${because}` }];
  const change: Changed<Ticket> = {
    is: 'changed',
    item: withQuiet(undefined, item, view),
    entries,
    effects: [],
    notices: [],
  };
  return still ? change : withTelling(undefined, withTurn(change, view), view);
}

/** While an order is on its way, or right after it was read back, an older read cannot take it back. */
function updated(current: Ticket, signal: ThereSignal, view: DeskView): Decision<Ticket> {
  const { readAt } = signal;
  const { facts } = signal.seen;
  if (isOld(readAt + 1, current.settledAt ?? 0, view.now))
    return became(current, withAssignee(facts, current.facts.assignee), readAt, view);
  if (!current.intent) return became(current, facts, readAt, view);
  const sighted = withSight(current, current.intent, signal);
  const held = became(sighted, withAssignee(facts, current.facts.assignee), readAt, view);
  if (held.is === 'changed') return { ...held, silent: held.entries.length === 0 };
  if (sighted === current) return unchanged();
  return { is: 'changed', item: { ...sighted, readAt }, entries: [], effects: [], notices: [], silent: true };
}

/** Remembers who has the ticket by a read that must not show yet. */
function withSight(current: Ticket, intent: Intent, { readAt, seen: { facts } }: ThereSignal): Ticket {
  const { assignee } = facts;
  if (!intent.seen && assignee?.id === current.facts.assignee?.id) return current;
  return { ...current, intent: { ...intent, seen: { readAt, ...(assignee ? { assignee } : {}) } } };
}

export function withAssignee(facts: TicketFacts, assignee: TicketFacts['assignee']): TicketFacts {
  const { assignee: _assignee, ...rest } = facts;
  return assignee ? { ...rest, assignee } : rest;
}

/** The ticket with newer facts. One that was over and is open again is news, wherever it had been listed quietly. */
export function became(current: Ticket, facts: TicketFacts, readAt: number, view: DeskView): Decision<Ticket> {
  const client = ticketClient(facts, current.begun, view.settings);
  const category = categoryOf(facts, client, view.settings);
  const places = placesFor({ ...current, facts, client }, view);
  const { gone: _gone, client: _client, category: _category, closedAs, ...kept } = current;
  const as = facts.status === 'closed' && closedAs !== undefined ? { closedAs } : {};
  const next: Ticket = {
    ...kept,
    facts,
    ...(client === undefined ? {} : { client }),
    ...(category === undefined ? {} : { category }),
    ...as,
    stage: stageOf(facts, view.settings, as.closedAs),
    readAt,
    places: [],
  };
  const isReopened = isOpen(next) && !isOpen(current);
  next.places = withQuiet(current, { ...next, places: joinPlaces(current.places, places, isReopened) }, view).places;
  if (isReopened) next.reopenedAt = view.now;
  const entries = changes(current, next, view);
  if (isDeepStrictEqual(next, { ...current, readAt })) return unchanged();
  const notices = [
    ...linesFor(entries, next, view),
    ...customerReturned(current, next, view),
    ...closingQuestion(current, next, view),
  ];
  const change = withClosure(current, { is: 'changed', item: next, entries, effects: [], notices }, view);
  return withTelling(current, change, view);
}

/** What happened, in the threads of the ticket's cards. */
export function linesFor(entries: readonly TimelineEntry[], item: Ticket, view: DeskView): Notice[] {
  return entries.flatMap((entry) =>
    threadLine({ item, occasion: `${entry.what}-${item.readAt}`, at: view.now }, [entry.text]),
  );
}

function gone(
  current: Ticket,
  signal: TicketSignal,
  seen: TicketSignal['seen'] & { state: 'gone' },
  view: DeskView,
): Decision<Ticket> {
  if (current.gone) return unchanged();
  const by: Actor = { name: titleOf(signal.source, view), via: signal.source };
  const into = seen.into === undefined ? '' : ` into ticket ${seen.into}`;
  const text = { deleted: 'Deleted', merged: `Merged${into}`, spam: 'Marked as spam' }[seen.how];
  const item = {
    ...current,
    readAt: signal.readAt,
    gone: { how: seen.how, at: seen.at, ...(seen.into === undefined ? {} : { into: seen.into }) },
  };
  const notices = threadLine({ item, occasion: `gone-${signal.readAt}`, at: view.now }, [`${text} in ${by.name}`]);
  return { is: 'changed', item, entries: [{ at: view.now, by, what: seen.how, text }], effects: [], notices };
}

/** What happened at the source since we looked last, in the words of the thread. */
function changes(before: Ticket, after: Ticket, view: DeskView): TimelineEntry[] {
  const source = titleOf(after.source, view);
  const by: Actor = { name: source, via: after.source };
  const found: [string, string][] = [];
  const [old, now] = [before.facts, after.facts];
  if ((now.lastCustomerAt ?? 0) > (old.lastCustomerAt ?? 0))
    found.push(['customer-replied', `${now.customer.name} wrote again`]);
  if (now.firstReplyAt !== undefined && old.firstReplyAt === undefined)
    found.push(['responded', 'The customer has had a first response']);
  else if (now.lastReply && !now.lastReply.here && now.lastReply.at > (old.lastReply?.at ?? old.firstReplyAt ?? 0))
    found.push(['answered', `${now.lastReply.by || 'Somebody'} replied to the customer in ${source}`]);
  // Notes that came in with a merge are older than what was known.
  if (now.lastNote && now.lastNote.at > (old.lastNote?.at ?? 0) && now.lastNote.at >= old.updatedAt)
    found.push(['note-written', `${now.lastNote.by || 'Somebody'} wrote a note in ${source}`]);
  if (now.assignee?.id !== old.assignee?.id) {
    found.push([
      'assigned',
      now.assignee ? `${nameOf(now, view)} has it now (set in ${source})` : `Unassigned in ${source}`,
    ]);
  }
  if (now.status !== old.status) found.push(['status', `Is ${now.status} now, was ${old.status} (in ${source})`]);
  if (now.mailbox.id !== old.mailbox.id) found.push(['moved', `Moved from ${old.mailbox.name} to ${now.mailbox.name}`]);
  if (now.subject !== old.subject) found.push(['renamed', 'The subject was changed']);
  if (before.gone) found.push(['restored', `Restored in ${source}`]);
  return found.map(([what, text]) => ({ at: view.now, by, what, text }));
}

function nameOf(facts: TicketFacts, view: DeskView): string {
  const { assignee } = facts;
  return findPerson(view.people, { system: '', email: assignee?.email })?.name ?? assignee?.name ?? 'Nobody';
}

function listed(place: Place): Place {
  return { ...place, as: 'listed' };
}

/** What decides where a ticket stands. */
interface Placed extends Pick<Ticket, 'facts' | 'priority' | 'escalation'> {
  begun?: Ticket['begun'];
  client?: string | undefined;
}

/** What was made from an alert stands on that alert's card, and gets one of its own when somebody writes in it. What was escalated stands at the second tier as well. */
export function placesFor(
  { facts, begun, client, priority, escalation }: Placed,
  view: Pick<DeskView, 'settings' | 'defaults'>,
): Place[] {
  const routed: Routed = { kind: 'ticket', client, mailbox: facts.mailbox.name, priority };
  const { places } = route(routed, view.settings, view.defaults);
  const isOnAlert = begun && begun.follows === undefined && begun.byHand !== true;
  const isApart = isOnAlert && facts.lastReplyFrom === undefined;
  const usual = isApart ? places.map(listed) : places;
  const further = (escalation?.places ?? []).filter((destination) => mayShow(client, destination, view.settings));
  return [
    ...usual.map((place) => (further.includes(place.destination) ? { ...place, as: 'card' as const } : place)),
    ...further
      .filter((destination) => usual.every((place) => place.destination !== destination))
      .map((destination): Place => ({ destination, as: 'card' })),
  ];
}
