import { type Card, NO_ITEM } from '../../desk/card.ts';
import { directAccount } from '../../desk/destination.ts';
import type { Line } from '../../desk/text.ts';
import type { Post } from '../contract.ts';
import { mentioned } from './line.ts';

/** Whom a post rings. The card of an item mentions people silently; what is said about it, or to somebody, may ring them. */
export function ringing(post: Post): string[] {
  const isAside = post.thread !== undefined || directAccount(post.destination) !== undefined;
  return isAside ? mentioned(linesOf(post.card)) : highlighting(post.card);
}

/** Whom a message that is edited still shows as rung; an edit rings nobody. */
export function highlighting(card: Card): string[] {
  return card.ref === NO_ITEM ? mentioned(linesOf(card)) : [];
}

function linesOf(card: Card): Line[] {
  const fields = card.fields.map(({ value }) => value);
  const rows = card.rows.map(({ line }) => line);
  return [...card.lines, ...fields, ...rows, ...(card.footer ? [card.footer] : [])];
}
