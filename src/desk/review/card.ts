import type { Action, CardRow } from '../card.ts';
import { type Figure, figureText, lengthText } from './figure.ts';
import { figuresOf, isEmpty, type Review, rowsByRef } from './review.ts';
import type { ReviewRow } from './rows.ts';
import { type Line, oneLine } from '../text.ts';

/** What a card shows of a review, by the figures' ids; the page has the others. */
const MAIN = [
  ['tickets-new', 'Tickets opened'],
  ['tickets-closed', 'Tickets closed'],
  ['tickets-open', 'Tickets open at the end'],
  ['response-share', 'First response within target'],
  ['response-missed', 'First responses missed'],
  ['resolution-share', 'Resolution within target'],
  ['resolution-missed', 'Resolutions missed'],
  ['hours', 'Hours logged'],
  ['hours-billing:billable', 'Hours billable'],
  ['hours-billing:after hours', 'Hours billable after hours'],
  ['hours-billing:not billable', 'Hours not billable'],
  ['hours-state:waiting', 'Hours waiting for the time book'],
  ['hours-state:refused', 'Hours refused by the time book'],
  ['alerts', 'Alerts'],
  ['acknowledged-mean', 'Until somebody had an alert, on average'],
  ['repaired-mean', 'Until an alert was over, on average'],
  ['repeating', 'Alerts and tickets of repeating devices'],
  ['incidents', 'Known incidents'],
  ['tickets-reopened', 'Tickets reopened'],
  ['skipped', 'Closing steps skipped'],
  ['surveys', 'Surveys sent (answers are not known here)'],
] as const;

/** The main figures that have anything, each with the word by which a button names it. */
export function mainFigures(review: Review): { word: string; title: string; figure: Figure }[] {
  const figures = new Map(figuresOf(review).map((figure) => [figure.id, figure]));
  return MAIN.flatMap(([id, title], index) => {
    const figure = figures.get(id);
    return figure && figure.rows.length > 0 ? [{ word: String(index), title, figure }] : [];
  });
}

/** A row for each main figure, whose button opens what it was counted from. */
export function figureRows(review: Review, open: (word: string) => Action): CardRow[] {
  return mainFigures(review).map(({ word, title, figure }) => ({
    line: [`${title}: `, { bold: figureText(figure) }],
    action: open(word),
  }));
}

/** What a review's card says before its figures. */
export function reviewHead(review: Review): { title: string; lines: Line[] } {
  const { client, span, at } = review;
  const days = `${span.first} to ${span.last}, by the clock of ${span.zone}`;
  return {
    title: `${oneLine(client)}: ${span.title}`,
    lines: [
      [`${days}${at < span.to ? '; these days are not over yet' : ''}.`],
      ...(isEmpty(review)
        ? [['Nothing is known of this client in these days: no ticket, no alert, no logged time.']]
        : []),
    ],
  };
}

/** How one row takes part in a figure, in words: behind the row of an item, or instead of one where there is none. */
export function shareWords({ unit }: Figure, amount: number): string {
  switch (unit) {
    case 'count':
      return amount === 1 ? '' : `${amount}×`;
    case 'share':
      return amount === 1 ? '' : 'missed';
    case 'hours':
      return `${amount} h`;
    case 'time':
      return lengthText(amount);
  }
}

/** A row that is no item's own: logged time, or an item that is no longer kept. */
export function plainRow(review: Review, ref: string): Line {
  const row: ReviewRow | undefined = rowsByRef(review).get(ref);
  if (!row) return ['This is no longer kept.'];
  if (row.table === 'time')
    return [{ bold: row.text }, ` · ${row.person} · ${row.billing} · `, { at: row.at, as: 'day' }];
  return [{ bold: row.table === 'ticket' ? `#${row.number} ${row.subject}` : row.title }];
}
