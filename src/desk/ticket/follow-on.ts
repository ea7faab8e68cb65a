import { OPEN_TICKET } from '../alert/ticket.ts';
import { plainCard } from '../card.ts';
import { closureOf } from '../closure/closure.ts';
import type { FollowOn } from '../closure/record.ts';
import { type Changed, type Decision, type DeskView, titleOf, unchanged } from '../decision.ts';
import type { Effect } from '../effect.ts';
import { mask } from '../mask.ts';
import { personNotice, threadLine } from '../notices.ts';
import type { Actor } from '../people.ts';
import { clientNamed } from '../settings.ts';
import { oneLine } from '../text.ts';
import { withNote } from './order.ts';
import type { TicketWish } from './link.ts';
import type { Ticket } from './ticket.ts';

/** A ticket for each thing that is left open and has none yet, at the ticket's own system. */
export function withFollowOns(
  changed: Changed<Ticket>,
  lines: readonly string[],
  by: Actor,
  view: DeskView,
): Changed<Ticket> {
  const ticket = changed.item;
  const closure = closureOf(ticket);
  const had = closure.followOns ?? [];
  const added = lines
    .filter((text) => !had.some((one) => one.text === text))
    .map((text, index) => followOn(ticket, text, had.length + index, by, view));
  if (added.length === 0) return changed;
  const effects = added
    .filter(({ state }) => state === 'waiting')
    .map(({ key }): Effect => ({ job: 'make-ticket', key, ref: ticket.ref, system: ticket.source }));
  const troubles = added.filter(({ state }) => state === 'refused');
  const item = { ...ticket, closure: { ...closure, followOns: [...had, ...added] } };
  return {
    ...changed,
    item,
    entries: [...changed.entries, ...added.map(({ text }) => entry('follow-on', `Left open: ${mask(text)}`, by, view))],
    effects: [...changed.effects, ...effects],
    notices: [...changed.notices, ...troubles.flatMap((one) => told(item, one, view))],
  };
}

function followOn(ticket: Ticket, text: string, index: number, by: Actor, view: DeskView): FollowOn {
  const key = `follow-on-${ticket.ref}-${index}`;
  const contact = ticket.facts.customer.email ?? clientNamed(ticket.client, view.settings)?.contact;
  const source = titleOf(ticket.source, view);
  const base = { key, text, by, at: view.now };
  if (view.abilities[ticket.source]?.includes(OPEN_TICKET) !== true)
    return { ...base, state: 'refused', trouble: `${source} takes no tickets from Deskbell` };
  if (contact === undefined) return { ...base, state: 'refused', trouble: 'the customer has no e-mail address' };
  return { ...base, state: 'waiting', wish: wishFor(ticket, text, contact, by) };
}

function wishFor({ facts }: Ticket, text: string, contact: string, by: Actor): TicketWish {
  const url = facts.links[0]?.url;
  return {
    mailbox: facts.mailbox,
    contact,
    subject: text,
    text: [
      text,
      '',
      `Left open when ticket #${facts.number} was closed: ${oneLine(facts.subject)}`,
      ...(url === undefined ? [] : [url]),
      `Written down by ${by.name}.`,
    ].join('\n'),
  };
}

/** How far a follow-on ticket has come at its system. */
export type FollowOnSettlement = { key: string } & (
  | { is: 'made'; ref: string; number: string; url?: string | undefined }
  | { is: 'refused'; sentence: string }
  | { is: 'waiting'; trouble: string }
);

/** Once it is there, each names the other: the new one by its text, this one by a note. */
export function settleFollowOn(ticket: Ticket, settlement: FollowOnSettlement, view: DeskView): Decision<Ticket> {
  const one = closureOf(ticket).followOns?.find(({ key }) => key === settlement.key);
  if (one?.state !== 'waiting') return unchanged();
  const { trouble: _trouble, wish, ...rest } = one;
  switch (settlement.is) {
    case 'waiting':
      if (one.trouble === settlement.trouble) return unchanged();
      return withOne(ticket, { ...one, trouble: settlement.trouble });
    case 'refused': {
      const refused: FollowOn = { ...rest, ...(wish ? { wish } : {}), state: 'refused', trouble: settlement.sentence };
      const changed = withOne(ticket, refused);
      const text = `No ticket was made for what is left open (${mask(one.text)}): ${settlement.sentence}`;
      return {
        ...changed,
        entries: [entry('follow-on-refused', text, one.by, view)],
        notices: told(changed.item, refused, view),
      };
    }
    case 'made': {
      const { ref, number, url } = settlement;
      const made = withOne(ticket, { ...rest, state: 'made', ref, number, ...(url === undefined ? {} : { url }) });
      const text = `Ticket #${number} goes on with what was left open: ${mask(one.text)}`;
      const occasion = { item: made.item, occasion: one.key, at: view.now };
      const known = {
        ...made,
        entries: [entry('follow-on-made', text, one.by, view)],
        notices: threadLine(occasion, [text]),
      };
      const note = `Deskbell: ticket #${number} goes on with what was left open: ${one.text}${url === undefined ? '' : `\n${url}`}`;
      return withNote(known, { key: `${one.key}-note`, by: one.by, text: note }, view);
    }
  }
}

function withOne(ticket: Ticket, one: FollowOn): Changed<Ticket> {
  const closure = closureOf(ticket);
  const followOns = (closure.followOns ?? []).map((other) => (other.key === one.key ? one : other));
  return {
    is: 'changed',
    item: { ...ticket, closure: { ...closure, followOns } },
    entries: [],
    effects: [],
    notices: [],
  };
}

function entry(what: string, text: string, by: Actor, view: DeskView) {
  return { at: view.now, by, what, text };
}

/** Whoever wrote it down hears that nobody else has it. */
function told(item: Ticket, { key, text, by, trouble }: FollowOn, view: DeskView) {
  const author = view.people.find(({ id }) => id === by.id);
  const occasion = { item, occasion: `${key}-refused`, at: view.now };
  const source = titleOf(item.source, view);
  const card = plainCard({
    ref: item.ref,
    tone: 'high',
    title: `No ticket was made for what is left open of #${item.facts.number}`,
    lines: [[oneLine(mask(trouble ?? ''))], [`Make one in ${source} for:`]],
    quote: { text, as: 'prose' },
    links: item.facts.links,
  });
  return [
    ...threadLine(occasion, [`No ticket was made for what is left open: ${oneLine(mask(trouble ?? ''))}`]),
    ...(author ? personNotice(occasion, author, card, view) : []),
  ];
}
