import { markOf } from '../../desk/review/name-mark.ts';
import { type Action, NO_ITEM } from '../../desk/card.ts';
import type { DeskView } from '../../desk/decision.ts';
import { holdings } from '../../desk/digest/holders.ts';
import type { WorkItem } from '../../desk/item.ts';
import { itemRow } from '../../desk/look/item-rows.ts';
import { oneLine } from '../../desk/text.ts';
import { viewNow } from '../../store/view.ts';
import { visibleAlerts } from '../alert/list.ts';
import type { Answer } from '../contract.ts';
import { pageCard } from '../page-card.ts';
import type { Desk, Press } from '../table.ts';
import { openTickets } from '../ticket/tickets-here.ts';

/** The word of the button that opens what one person has; without a name that of everybody. */
export function heldWord(name?: string): string {
  return `held.${name === undefined ? 'all' : markOf(name)}`;
}

/** Who holds what, a row for each; or what one of them holds, alerts before tickets. */
export async function heldTurn(desk: Desk, press: Press, word: string, page: number): Promise<Answer> {
  const view = await viewNow(desk.store);
  const [alerts, tickets] = await Promise.all([
    visibleAlerts(desk, press.place, view),
    openTickets(desk.store, press.place, view),
  ]);
  const held = holdings([...alerts, ...tickets], view);
  const turn = (next: number): Omit<Action, 'label'> => ({ verb: 'list', ref: NO_ITEM, with: `held.${word}.${next}` });
  if (word !== 'all') {
    const theirs = held.find(({ name }) => markOf(name) === word);
    return { is: 'card', card: theirsCard(theirs, view, page, turn) };
  }
  const rows = held.map(({ name, alerts: some, tickets: others }) => ({
    line: ['🙋 ', { bold: oneLine(name) }, ` · ${counted(some.length, 'alert')}, ${counted(others.length, 'ticket')}`],
    action: { verb: 'list', label: 'Show', ref: NO_ITEM, with: `${heldWord(name)}.1` },
  }));
  return { is: 'card', card: pageCard(rows, page, 'Who holds what', turn) };
}

function theirsCard(
  theirs: ReturnType<typeof holdings>[number] | undefined,
  view: DeskView,
  page: number,
  turn: (page: number) => Omit<Action, 'label'>,
) {
  const items: WorkItem[] = [...(theirs?.alerts ?? []), ...(theirs?.tickets ?? [])];
  const title = theirs ? `What ${oneLine(theirs.name)} holds` : 'Nothing is held there any more';
  return pageCard(
    items.map((item) => itemRow(item, view)),
    page,
    title,
    turn,
  );
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
