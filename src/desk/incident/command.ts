import { isDeepStrictEqual } from 'node:util';
import { plainCard } from '../card.ts';
import { type Changed, type Decision, type DeskView, type Notice, refused, unchanged } from '../decision.ts';
import { incidentName, maySay } from './lines.ts';
import { MOST_CHILDREN, type Parent } from './incident.ts';
import { isOpen } from '../item.ts';
import { channelNotice, threadLine } from '../notices.ts';
import type { Actor } from '../people.ts';
import { clean, oneLine } from '../text.ts';
import { whyGone } from '../ticket/gone.ts';
import { withNote } from '../ticket/order.ts';
import { whyOver } from '../ticket/over.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** Makes a ticket one of those of a known incident. `text` is all that it says of an incident of another client. */
export function linkParent(
  ticket: Ticket,
  parent: Ticket | undefined,
  { by, text }: { by: Actor; text: string },
  view: DeskView,
): Decision<Ticket> {
  if (!parent) return refused('This incident is no longer kept.');
  if (ticket.parent?.ref === parent.ref) return unchanged();
  const obstacle = whyOver(ticket, view) ?? whyOver(parent, view) ?? whyNot(ticket, parent);
  if (obstacle !== undefined) return refused(obstacle);
  const said = clean(text).trim();
  const linked: Parent = {
    ref: parent.ref,
    by,
    at: view.now,
    ...(said === '' ? {} : { text: said }),
    ...sightOf(parent),
  };
  const item = { ...ticket, parent: linked };
  if (!maySay(item) && said === '')
    return refused('The incident is of another client: write what this ticket may say of it.');
  return told(
    item,
    'incident-linked',
    `${by.name} linked the known incident: ${incidentName(item)}`,
    `Deskbell: part of a known incident: ${incidentName(item)}`,
    by,
    view,
  );
}

function whyNot(ticket: Ticket, parent: Ticket): string | undefined {
  const name = `Ticket #${ticket.facts.number}`;
  if (ticket.ref === parent.ref) return `${name} cannot be part of itself.`;
  if (ticket.source !== parent.source) return `${name} is kept elsewhere than this incident.`;
  if (ticket.parent) return `${name} is part of an incident already; unlink that one first.`;
  if ((ticket.children ?? []).length > 0) return `${name} is a known incident itself: link its tickets one by one.`;
  if (parent.parent) return 'That ticket is part of an incident itself: choose the incident.';
  if ((parent.children ?? []).length >= MOST_CHILDREN)
    return `That incident has ${MOST_CHILDREN} tickets already; begin another one.`;
  return undefined;
}

export function unlinkParent(ticket: Ticket, by: Actor, view: DeskView): Decision<Ticket> {
  const gone = whyGone(ticket, view.now);
  if (gone !== undefined) return refused(gone);
  const { parent, ...item } = ticket;
  if (!parent) return unchanged();
  const name = incidentName(ticket);
  return told(
    item,
    'incident-unlinked',
    `${by.name} unlinked the known incident`,
    `Deskbell: not part of the known incident any more: ${name}`,
    by,
    view,
  );
}

function told(item: Ticket, what: string, text: string, note: string, by: Actor, view: DeskView): Decision<Ticket> {
  const key = `${what}-${item.ref}-${item.revision}`;
  const notices = threadLine({ item, occasion: `${what}-${item.revision}`, at: view.now }, [text]);
  const change = { is: 'changed' as const, item, entries: [{ at: view.now, by, what, text }], effects: [], notices };
  return withNote(change, { key, by, text: note }, view);
}

type Sight = Pick<Parent, 'number' | 'subject' | 'state' | 'client'>;

function sightOf(ticket: Ticket): Sight {
  const { facts, gone, client } = ticket;
  const over = gone ? 'gone' : 'closed';
  const state = isOpen(ticket) ? 'open' : over;
  return { number: facts.number, subject: oneLine(facts.subject), state, ...(client === undefined ? {} : { client }) };
}

/** The ticket as its incident is now; undefined where it says so already, or is of another one. */
export function childWithParent(child: Ticket, parent: Ticket): Changed<Ticket> | undefined {
  const before = child.parent;
  if (before?.ref !== parent.ref) return undefined;
  const { client: _, ...rest } = before;
  const now: Parent = { ...rest, ...sightOf(parent) };
  return isDeepStrictEqual(now, before) ? undefined : quiet({ ...child, parent: now });
}

/** The ticket under another incident, into which its own or itself was merged. */
export function movedUnder(child: Ticket, link: Parent, parent: Ticket, view: DeskView): Changed<Ticket> {
  const { client: _, ...rest } = link;
  const item = { ...child, parent: { ...rest, ref: parent.ref, ...sightOf(parent) } };
  const text = `Part of a known incident after a merge: ${incidentName(item)}`;
  const by: Actor = { name: 'Deskbell', via: 'clock' };
  return {
    ...quiet(item),
    entries: [{ at: view.now, by, what: 'incident-moved', text }],
    notices: threadLine({ item, occasion: `incident-moved-${item.revision}`, at: view.now }, [text]),
  };
}

/** The incident with this ticket counted as it is now; undefined where it was counted so. */
export function parentWithChild(parent: Ticket, child: Ticket, view: DeskView): Changed<Ticket> | undefined {
  const before = parent.children ?? [];
  const isOurs = child.parent?.ref === parent.ref && !child.gone;
  const had = before.find(({ ref }) => ref === child.ref);
  const now = { ref: child.ref, isOpen: isOpen(child) };
  if (isOurs ? isDeepStrictEqual(had, now) : !had) return undefined;
  const others = before.filter((one) => one !== had);
  const children =
    isOurs && had ? before.map((one) => (one === had ? now : one)) : [...others, ...(isOurs ? [now] : [])];
  const changed = quiet({ ...parent, children });
  if (isOurs && had) return changed;
  const name = child.client === parent.client ? `ticket #${child.facts.number}` : 'a ticket of another client';
  const text = isOurs
    ? `${child.parent?.by.name ?? 'Somebody'} linked ${name} to it`
    : `One ticket less waits for it: ${name}`;
  const by: Actor = child.parent?.by ?? { name: 'Deskbell', via: 'clock' };
  const occasion = { item: parent, occasion: `child-${child.ref}-${parent.revision}`, at: view.now };
  return {
    ...changed,
    entries: [{ at: view.now, by, what: isOurs ? 'child-linked' : 'child-left', text }],
    notices: threadLine(occasion, [text]),
  };
}

function quiet(item: Ticket): Changed<Ticket> {
  return { is: 'changed', item, entries: [], effects: [], notices: [] };
}

/** An incident that was closed while tickets of it are open asks what is to become of them. */
export function closingQuestion(before: Ticket, after: Ticket, view: DeskView): Notice[] {
  const open = (after.children ?? []).filter((child) => child.isOpen).length;
  if (!isOpen(before) || after.facts.status !== 'closed' || open === 0) return [];
  const card = plainCard({
    ref: after.ref,
    tone: 'high',
    title: `#${after.facts.number} is closed, ${open} of its tickets ${open === 1 ? 'is' : 'are'} not`,
    lines: [['Close them as well? You see the list first.']],
    actions: [
      { verb: 'close-children', label: 'Close them…', style: 'primary' },
      { verb: 'children', label: 'Show them' },
    ],
  });
  return channelNotice({ item: after, occasion: `close-children-${after.readAt}`, at: view.now }, card);
}
