import { NO_ITEM } from '../../desk/card.ts';
import { heldRow, quietLines } from '../../desk/quiet/digest.ts';
import { readHeld } from '../../store/held.ts';
import { viewNow } from '../../store/view.ts';
import { pageCard } from '../page-card.ts';
import { type Click, said, type Verb } from '../table.ts';

/** What quiet hours held back at this place until it opened; the button's word is `<from>.<to>.<page>`. */
export const held: Verb<Click> = {
  least: 'anyone',
  async run({ store }, press) {
    const [from, to, page] = (press.ask.with ?? '').split('.').map(Number);
    if (!from || !to) return said('Which quiet hours? Press "Show all" on their message.');
    const [items, view] = await Promise.all([readHeld(store, press.place, { from, to }), viewNow(store)]);
    const turn = (next: number) => ({ verb: 'held', ref: NO_ITEM, with: `${from}.${to}.${next}` });
    const rows = items.map((item) => heldRow(item, view));
    const title = `Held back in quiet hours: ${items.length}`;
    const lines = items.length === 0 ? [['Nothing of it is kept any more.']] : quietLines(items);
    return { is: 'card', card: pageCard(rows, page ?? 1, title, turn, { lines }) };
  },
};
