import { type CardRow, NO_ITEM } from '../card.ts';

/** A number and what it counts in the plural, with the button that opens its rows; the word is that of the `list` verb, without the page. */
export function figureRow(count: number, what: string, word: string, badge = ''): CardRow {
  const words = count === 1 ? what.replace(/\b(alert|ticket)s\b/u, '$1').replace(/\btheir\b/u, 'its') : what;
  const line = [badge, { bold: String(count) }, ` ${words}`];
  return count === 0 ? { line } : { line, action: { verb: 'list', label: 'Show', ref: NO_ITEM, with: `${word}.1` } };
}
