import { possibleOrders } from '../desk/alert/order.ts';
import { type Card, plainCard } from '../desk/card.ts';
import { type DeskView, titleOf } from '../desk/decision.ts';
import type { WorkItem } from '../desk/item.ts';
import { moreActions } from '../desk/alert/more.ts';
import { stopLine, stopOf } from '../desk/stop/stop.ts';
import { type Line, oneLine } from '../desk/text.ts';
import { ticketMoreActions } from '../desk/ticket/more.ts';
import { viewNow } from '../store/view.ts';
import { itemHere } from './here.ts';
import { type Click, said, type Verb } from './table.ts';

/** What else can be done about an item, for the presser alone: the card itself stays calm. */
export const more: Verb<Click> = {
  least: 'technician',
  async run({ store }, press) {
    const item = await itemHere(store, press.ask.ref, press.place);
    if (typeof item === 'string') return said(item);
    const card = menuFor(item, await viewNow(store));
    return card.actions.length > 0
      ? { is: 'card', card }
      : said(`There is nothing else to do about ${card.title} from here.`);
  },
};

function menuFor(item: WorkItem, view: DeskView): Card {
  const { ref, revision } = item;
  if (item.kind === 'ticket') {
    const title = `#${item.facts.number} ${oneLine(item.facts.subject)}`;
    const lines = bannerFor(item.client, view);
    return plainCard({ ref, revision, title, lines, actions: ticketMoreActions(item, view) });
  }
  const { title, client } = item.facts;
  const lines = [
    ...bannerFor(client, view),
    ...(possibleOrders(item, view).length > 0 ? orderLines(item.source, view) : []),
  ];
  return plainCard({ ref, revision, tone: item.severity, title, lines, actions: moreActions(item, view) });
}

function bannerFor(client: string | undefined, view: DeskView): Line[] {
  const stop = stopOf(client, view);
  return stop ? [stopLine(stop)] : [];
}

function orderLines(source: string, view: DeskView): Line[] {
  return [
    ['A snooze hides it in ', titleOf(source, view), '; its check goes on, and the card says when it recovers.'],
    ['Resolved by hand, it comes back at the next run if the check still fails.'],
  ];
}
