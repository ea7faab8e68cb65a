import { NO_ITEM } from '../../desk/card.ts';
import { directAccount } from '../../desk/destination.ts';
import { digestCard, digestRows } from '../../desk/digest/digest.ts';
import { readDigest } from '../../store/digest.ts';
import { myDayCommand } from './my-day.ts';
import { pageCard } from '../page-card.ts';
import type { Click, Command, Verb } from '../table.ts';

/** `/desk digest`: how things stand now, as far as it may be told here. In a direct message it is what is one's own. */
export const digestCommand: Verb<Command> = {
  least: 'anyone',
  async run(desk, press) {
    if (directAccount(press.place) !== undefined && press.person) return myDayCommand.run(desk, press);
    return { is: 'card', card: digestCard(await readDigest(desk.store, press.place)) };
  },
};

/** The same in pages, so that each number has its button, whatever a message has room for. The button's word is the page. */
export const digestClick: Verb<Click> = {
  least: 'anyone',
  async run({ store }, { place, ask }) {
    const digest = await readDigest(store, place);
    const turn = (page: number) => ({ verb: 'digest', ref: NO_ITEM, with: String(page) });
    const lines = [['As of ', { at: digest.now, as: 'clock' as const }, '.']];
    return { is: 'card', card: pageCard(digestRows(digest), Number(ask.with) || 1, digest.title, turn, { lines }) };
  },
};
