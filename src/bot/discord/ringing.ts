import { type Card, NO_ITEM } from '../../desk/card.ts';
import type { Line } from '../../desk/text.ts';
import type { Post } from '../contract.ts';
import { mentioned } from './line.ts';

/** Whom a post rings: a notice calls the people it mentions, a standing card nobody. */
export function ringing(post: Post): string[] {
  return post.rings ? mentioned(linesOf(post.card)) : [];
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
