import { type Action, type Card, NO_ITEM } from '../../desk/card.ts';
import type { DeskView } from '../../desk/decision.ts';
import { ticketRow } from '../../desk/look/item-rows.ts';
import type { Line } from '../../desk/text.ts';
import { isOfEnds, isOfTicketFilter, type TicketFilter, ticketTitle } from '../../desk/ticket/filter.ts';
import { nextDue } from '../../desk/clock/ticket-clocks.ts';
import type { Ticket } from '../../desk/ticket/ticket.ts';
import { viewNow } from '../../store/view.ts';
import { BOARD, boardPage, ENDS_FOR } from './board.ts';
import type { Answer } from '../contract.ts';
import { howToLink } from '../link.ts';
import { PAGE, pageOf, pageWithin } from '../page-card.ts';
import { type Command, type Desk, type Press, said, type Verb } from '../table.ts';
import { parseTicketFilter, ticketFilterOf, wordOf } from './filter-words.ts';
import { closedTickets, namesOf, openTickets, systemsOf } from './tickets-here.ts';

const NARROW: Line = [
  'Narrow it: ',
  { code: '/tickets mine unseen' },
  ' ',
  { code: 'client:Acme stage:Awaiting P1 printer' },
  ', or see the ',
  { code: '/tickets board' },
];

/** `/tickets`, narrowed by whatever follows; `/tickets board` shows them by stage. */
export const ticketsCommand: Verb<Command> = {
  least: 'anyone',
  async run(desk, press) {
    const typed = (press.ask.argument ?? '').trim();
    const [first = '', ...rest] = typed.split(/\s+/u);
    if (first.toLowerCase() === BOARD) return boardPage(desk, press, rest.join(' '));
    const view = await viewNow(desk.store);
    const open = await openTickets(desk.store, press.place, view);
    const filter = parseTicketFilter(typed, namesOf(open, press, view));
    return typeof filter === 'string' ? said(filter) : ticketsPage(desk, press, { open, filter, page: 1 }, view);
  },
};

/** A page of tickets; the filter is a word of a button. */
export async function ticketsTurn(desk: Desk, press: Press, word: string, page: number): Promise<Answer> {
  const view = await viewNow(desk.store);
  const open = await openTickets(desk.store, press.place, view);
  const filter = ticketFilterOf(word, namesOf(open, press, view));
  if (!filter) return said('No ticket of this list is open any more.');
  return ticketsPage(desk, press, { open, filter, page }, view);
}

interface Wanted {
  open: readonly Ticket[];
  filter: TicketFilter;
  page: number;
}

async function ticketsPage({ store }: Desk, press: Press, wanted: Wanted, view: DeskView): Promise<Answer> {
  const { open, filter } = wanted;
  const all = isOfEnds(filter) ? await closedTickets(store, press.place, view.now - ENDS_FOR, view) : open;
  const found = all.filter((ticket) => isOfTicketFilter(ticket, filter, press.person?.id, view));
  const tickets = filter.flags.includes('due') ? byDue(found) : found;
  const page = pageWithin(wanted.page, tickets.length);
  const shown = tickets.slice((page - 1) * PAGE, page * PAGE);
  const systems = await systemsOf(store, shown, press.place, view);
  const turn = (next: number): Omit<Action, 'label'> => ({
    verb: 'list',
    ref: NO_ITEM,
    with: `tickets.${wordOf(filter)}.${next}`,
  });
  const card = pageOf(
    {
      title: ticketTitle(tickets.length, filter),
      total: tickets.length,
      page,
      rows: shown.map((ticket) => ticketRow(ticket, view, systems.get(ticket.ref))),
      turn,
    },
    tickets.length === 0 ? emptyPage(filter, all.length, press) : hintFor(filter),
  );
  return { is: 'card', card };
}

/** What is due next at the top. */
function byDue(tickets: readonly Ticket[]): Ticket[] {
  return tickets.toSorted((left, right) => (nextDue(left)?.due ?? 0) - (nextDue(right)?.due ?? 0));
}

function hintFor(filter: TicketFilter): Partial<Card> {
  return wordOf(filter) === 'all' ? { footer: NARROW } : {};
}

/** What to do where a list is empty. */
function emptyPage(filter: TicketFilter, others: number, press: Press): { lines: Line[]; actions: Action[] } {
  if (filter.flags.includes('mine') && !press.person) return { lines: [[howToLink(press.presser)]], actions: [] };
  if (isOfEnds(filter)) return { lines: [['None was closed like this in the last seven days.']], actions: [] };
  if (others === 0)
    return { lines: [['No ticket is open here. A new one is posted as soon as it arrives.']], actions: [] };
  const find: Line =
    filter.search === undefined ? [] : [' Closed ones, clients and devices: ', { code: `/desk find ${filter.search}` }];
  return {
    lines: [[`Other open tickets here: ${others}. Fewer words find more.`, ...find]],
    actions: [{ verb: 'list', label: `All open tickets (${others})`, ref: NO_ITEM, with: 'tickets.all.1' }],
  };
}
