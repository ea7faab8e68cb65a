import { type Action, type Card, type CardRow, plainCard } from '../desk/card.ts';

/** Rows on one page. */
export const PAGE = 8;

/** One page of a list, whose rows alone were read. */
export interface Page {
  title: string;
  /** How many rows all pages have together. */
  total: number;
  page: number;
  rows: readonly CardRow[];
  turn: (page: number) => Omit<Action, 'label'>;
}

/** The page that was asked for, or the nearest there is. */
export function pageWithin(wanted: number, total: number): number {
  return Math.min(Math.max(1, wanted), pagesOf(total));
}

/** One page with the ways to its neighbours, to the first and to the last. */
export function pageOf({ title, total, page, rows, turn }: Page, more: Partial<Card> = {}): Card {
  const pages = pagesOf(total);
  const { lines = [], rows: after = [], actions = [], footer = [] } = more;
  return plainCard({
    ...more,
    title,
    lines: total === 0 && lines.length === 0 ? [['Nothing here.']] : lines,
    rows: [...rows, ...after],
    ...(pages > 1 ? { footer: [`Page ${page} of ${pages}`, ...(footer.length > 0 ? [' · ', ...footer] : [])] } : {}),
    actions: [
      ...(page > 2 ? [{ ...turn(1), label: 'First' }] : []),
      ...(page > 1 ? [{ ...turn(page - 1), label: 'Previous' }] : []),
      ...(page < pages ? [{ ...turn(page + 1), label: 'Next' }] : []),
      ...(page < pages - 1 ? [{ ...turn(pages), label: 'Last' }] : []),
      ...actions,
    ],
  });
}

/** One page of rows that are all at hand; a page that is none is the nearest there is. */
export function pageCard(
  all: readonly CardRow[],
  wanted: number,
  title: string,
  turn: Page['turn'],
  more: Partial<Card> = {},
): Card {
  const page = pageWithin(wanted, all.length);
  const rows = all.slice((page - 1) * PAGE, page * PAGE);
  return pageOf({ title, total: all.length, page, rows, turn }, more);
}

function pagesOf(total: number): number {
  return Math.max(1, Math.ceil(total / PAGE));
}
