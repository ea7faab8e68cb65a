import { type Action, type CardRow, NO_ITEM } from '../../desk/card.ts';
import type { DeskView } from '../../desk/decision.ts';
import { ticketRow } from '../../desk/look/item-rows.ts';
import { promised, type Promised, type PromisedTicket, promises } from '../../desk/clock/promised.ts';
import { viewNow } from '../../store/view.ts';
import type { Answer } from '../contract.ts';
import { pageCard } from '../page-card.ts';
import { type Desk, type Press, said } from '../table.ts';
import { openTickets } from '../ticket/tickets-here.ts';

const NAMES: Readonly<Record<Promised, string>> = {
  'answer-late': 'past their first answer',
  'solution-late': 'past their solution',
  'due-soon': 'due within four hours',
  'due-shift': 'due within twelve hours',
};

/** Open tickets by how their clocks stand now; the word is one of `promises`. */
export async function promisedTurn(desk: Desk, press: Press, word: string, page: number): Promise<Answer> {
  const what = promises.find((one) => one === word);
  if (!what) return said('This list is of another version of Deskbell.');
  const view = await viewNow(desk.store);
  const found = promised(what, await openTickets(desk.store, press.place, view), view.settings, view.now);
  const turn = (next: number): Omit<Action, 'label'> => ({
    verb: 'list',
    ref: NO_ITEM,
    with: `promised.${what}.${next}`,
  });
  const title = `${found.length} ${found.length === 1 ? 'ticket' : 'tickets'} ${NAMES[what]}`;
  return {
    is: 'card',
    card: pageCard(
      found.map((one) => rowOf(one, view)),
      page,
      title,
      turn,
    ),
  };
}

function rowOf({ ticket, clock }: PromisedTicket, view: DeskView): CardRow {
  const row = ticketRow(ticket, view);
  const kind = clock.kind === 'response' ? 'answer' : 'solution';
  if (clock.due === undefined) return { ...row, line: [`${kind} late, paused · `, ...row.line] };
  return {
    ...row,
    line: [
      clock.late === undefined ? `${kind} due ` : `${kind} was due `,
      { at: clock.due, as: 'ago' },
      ' · ',
      ...row.line,
    ],
  };
}
