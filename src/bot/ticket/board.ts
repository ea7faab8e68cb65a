import { boardCard, shownOn } from '../../desk/ticket/board.ts';
import type { DeskView } from '../../desk/decision.ts';
import type { Ticket } from '../../desk/ticket/ticket.ts';
import { isOfTicketFilter, type TicketFilter, ticketParts } from '../../desk/ticket/filter.ts';
import { viewNow } from '../../store/view.ts';
import type { Answer } from '../contract.ts';
import { type Click, type Desk, type Press, said, type Verb } from '../table.ts';
import { parseTicketFilter, ticketFilterOf, wordOf } from './filter-words.ts';
import { closedTickets, namesOf, openTickets, systemsOf } from './tickets-here.ts';

/** The word that asks for it. */
export const BOARD = 'board';

/** How long closed tickets are listed. */
const DAYS = 7;
export const ENDS_FOR = DAYS * 24 * 3_600_000;

/** The board as it is now; the button's word is that of a filter. */
export const board: Verb<Click> = {
  least: 'anyone',
  async run(desk, press) {
    const view = await viewNow(desk.store);
    const open = await openTickets(desk.store, press.place, view);
    const filter = ticketFilterOf(press.ask.with ?? 'all', namesOf(open, press, view));
    return filter ? boardOf(desk, press, { open, filter }, view) : said('No ticket of this board is open any more.');
  },
};

/** The board of what was typed, such as `client:Acme mine`. */
export async function boardPage(desk: Desk, press: Press, typed: string): Promise<Answer> {
  const view = await viewNow(desk.store);
  const open = await openTickets(desk.store, press.place, view);
  const filter = parseTicketFilter(typed, namesOf(open, press, view));
  return typeof filter === 'string' ? said(filter) : boardOf(desk, press, { open, filter }, view);
}

interface Wanted {
  open: readonly Ticket[];
  filter: TicketFilter;
}

/** A stage that was named says nothing here, since all of them are shown. */
async function boardOf({ store }: Desk, press: Press, wanted: Wanted, view: DeskView): Promise<Answer> {
  const { stage: _stage, ...filter } = wanted.filter;
  const closed = await closedTickets(store, press.place, view.now - ENDS_FOR, view);
  const [ours, over] = [wanted.open, closed].map((tickets) =>
    tickets.filter((ticket) => isOfTicketFilter(ticket, filter, press.person?.id, view)),
  );
  const card = boardCard(
    {
      of: ticketParts(filter)
        .map((part) => ` · ${part}`)
        .join(''),
      open: ours ?? [],
      closed: over ?? [],
      days: DAYS,
      systems: await systemsOf(store, shownOn(ours ?? []), press.place, view),
      listOf: (stage) => wordOf({ ...filter, stage }),
      word: wordOf(filter),
    },
    view,
  );
  return { is: 'card', card };
}
