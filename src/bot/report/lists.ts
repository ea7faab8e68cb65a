import type { Action } from '../../desk/card.ts';
import { isOpen } from '../../desk/item.ts';
import { isFolded } from '../../store/members.ts';
import { viewNow } from '../../store/view.ts';
import { alertsTurn } from '../alert/list.ts';
import { flowTurn, happenedTurn } from './happened-list.ts';
import { heldTurn } from './held-list.ts';
import { itemHere } from '../here.ts';
import { promisedTurn } from '../clock/promised-list.ts';
import { wholeCard } from '../pump/show.ts';
import { type Click, said, type Verb } from '../table.ts';
import { ticketsTurn } from '../ticket/list.ts';

const OWN_CARD: Action = { verb: 'own-card', label: 'Own card' };

/** Lists by the first part of a button's word; alerts are what all others are. */
const turns: Readonly<Record<string, typeof alertsTurn>> = {
  tickets: ticketsTurn,
  happened: happenedTurn,
  held: heldTurn,
  flow: flowTurn,
  promised: promisedTurn,
};

/** A page of a list; the button's word is `alerts.critical.2`. */
export const list: Verb<Click> = {
  least: 'anyone',
  run(desk, press) {
    const [what, word = 'all', page] = (press.ask.with ?? '').split('.');
    const turn = turns[what ?? ''] ?? alertsTurn;
    return turn(desk, press, word, Number(page) || 1);
  },
};

/** One item with all its buttons, for the presser alone. */
export const show: Verb<Click> = {
  least: 'anyone',
  async run({ store }, press) {
    const item = await itemHere(store, press.ask.ref, press.place);
    if (typeof item === 'string') return said(item);
    const card = await wholeCard(store, item, await viewNow(store));
    const splits = item.kind === 'alert' && isOpen(item) && (await isFolded(store, item));
    return { is: 'card', card: splits ? { ...card, actions: [...card.actions, OWN_CARD] } : card };
  },
};
