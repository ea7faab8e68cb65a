import { type CardRow, NO_ITEM } from './card.ts';

/** A number and what it counts, with the button that opens its rows; the word is that of the `list` verb, without the page. */
export function figureRow(count: number, what: string, word: string, badge = ''): CardRow {
  const line = [badge, { bold: String(count) }, ` ${what}`];
  return count === 0 ? { line } : { line, action: { verb: 'list', label: 'Show', ref: NO_ITEM, with: `${word}.1` } };
}
