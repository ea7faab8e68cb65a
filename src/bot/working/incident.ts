import { plainCard } from '../../desk/card.ts';
import { drawnAt } from '../../desk/storm/group-card.ts';
import { incidentName } from '../../desk/incident/lines.ts';
import { ticketRow } from '../../desk/look/item-rows.ts';
import { isOpen } from '../../desk/item.ts';
import { mayShow } from '../../desk/routing.ts';
import type { Ticket } from '../../desk/ticket/ticket.ts';
import { readItems } from '../../store/read.ts';
import { readTicket } from '../../store/signals.ts';
import type { Store } from '../../store/store.ts';
import { viewNow } from '../../store/view.ts';
import type { Answer } from '../contract.ts';
import { ticketHere } from '../here.ts';
import { pageCard } from '../page-card.ts';
import { wholeCard } from '../pump/show.ts';
import { type Click, type Desk, type Press, said, type Verb } from '../table.ts';
import { carryOut } from '../alert/together.ts';

/** The known incident of a ticket, where it may be seen. The button names the ticket: of an incident of another client not even the number is here. */
export const incident: Verb<Click> = {
  least: 'technician',
  async run({ store }, press) {
    const ticket = await ticketHere(store, press.ask.ref, press.place);
    if (typeof ticket === 'string') return said(ticket);
    const parent = ticket.parent && (await readTicket(store, ticket.parent.ref));
    if (!parent) return said('It is part of no incident that is still kept.');
    if (!mayShow(parent.client, press.place, store.house.settings))
      return said(`The incident is of another client, and may not be shown here. ${incidentName(ticket)}`);
    return { is: 'card', card: await wholeCard(store, parent, await viewNow(store)) };
  },
};

/** The tickets of an incident that may be seen at a place. */
export async function childrenHere(store: Store, parent: Ticket, place: Press['place']): Promise<Ticket[]> {
  const items = await readItems(
    store,
    (parent.children ?? []).map(({ ref }) => ref),
  );
  return items.filter(
    (item): item is Ticket =>
      item.kind === 'ticket' && item.parent?.ref === parent.ref && mayShow(item.client, place, store.house.settings),
  );
}

/** The tickets of an incident, a page at a time; the button's word is the page. */
export const children: Verb<Click> = {
  least: 'technician',
  async run(desk, press) {
    const parent = await ticketHere(desk.store, press.ask.ref, press.place);
    if (typeof parent === 'string') return said(parent);
    return listOf(desk, press, parent, Number(press.ask.with) || 1, false);
  },
};

/** The question before many are closed: which ones. */
export const closeChildren: Verb<Click> = {
  least: 'technician',
  async run(desk, press) {
    const parent = await ticketHere(desk.store, press.ask.ref, press.place);
    if (typeof parent === 'string') return said(parent);
    return listOf(desk, press, parent, Number(press.ask.with) || 1, true);
  },
};

async function listOf({ store }: Desk, press: Press, parent: Ticket, page: number, closing: boolean): Promise<Answer> {
  const all = await childrenHere(store, parent, press.place);
  const view = await viewNow(store);
  const shown = closing ? all.filter(isOpen) : all;
  if (closing && shown.length === 0) return said('None of its tickets that may be seen here is open any more.');
  const name = `#${parent.facts.number}`;
  const hidden = (parent.children ?? []).length - all.length;
  const title = closing ? `Close ${countOf(shown.length)} of ${name}?` : `${countOf(shown.length)} of ${name}`;
  const confirm = `${countOf(shown.length)} ${shown.length === 1 ? 'is' : 'are'} closed as Done, in your name. Nobody is mailed.`;
  const actions = closing
    ? [
        {
          verb: 'close-all',
          label: `Close ${countOf(shown.length)}`,
          style: 'danger' as const,
          with: drawnAt(view.now),
          confirm,
        },
      ]
    : [];
  const verb = closing ? 'close-children' : 'children';
  const card = pageCard(
    shown.map((ticket) => ticketRow(ticket, view)),
    page,
    title,
    (next) => ({ verb, ref: parent.ref, with: String(next) }),
    { actions, ...(hidden > 0 ? { footer: [`${hidden} of other clients are not shown here`] } : {}) },
  );
  return { is: 'card', card: { ...card, ref: parent.ref } };
}

/** Closes those that were there when the question was asked, each in the name of whoever pressed. */
export const closeAll: Verb<Click> = {
  least: 'technician',
  async run(desk, press) {
    const parent = await ticketHere(desk.store, press.ask.ref, press.place);
    if (typeof parent === 'string') return said(parent);
    const asked = Number.parseInt(press.ask.with ?? '', 36);
    const all = await childrenHere(desk.store, parent, press.place);
    const refs = all.filter((child) => isOpen(child) && (child.parent?.at ?? 0) <= asked).map(({ ref }) => ref);
    if (refs.length === 0) return said('None of them is open any more.');
    return carryOut(
      desk,
      press,
      { verb: 'close' },
      { refs, under: underOf(parent) },
      `close-all-${parent.ref}-${press.ask.with}-${press.person?.id}`,
    );
  },
};

/** The incident's own threads are told what became of it. */
export function underOf({ ref, places }: Ticket) {
  return { ref, destinations: places.flatMap(({ destination, as }) => (as === 'card' ? [destination] : [])) };
}

export function countOf(count: number): string {
  return count === 1 ? '1 ticket' : `${count} tickets`;
}

/** What is told to customers, before it goes. */
export function previewOf(parent: Ticket, text: string, count: number, token: string, neutral?: string): Answer {
  const other = neutral === undefined ? [] : [`Those of other clients read instead: ${neutral}`];
  return {
    is: 'card',
    card: plainCard({
      ref: parent.ref,
      tone: 'high',
      title: `This goes to the customers of ${countOf(count)}`,
      lines: [
        ['They are mailed it, and it is noted in each ticket. Nothing was sent yet.'],
        ...other.map((line) => [line]),
      ],
      quote: { text, as: 'prose', whole: true },
      actions: [
        { verb: 'tell-send', label: `Send to ${countOf(count)}`, style: 'primary', with: token },
        { verb: 'tell-again', label: 'Correct it', with: token },
      ],
    }),
  };
}
