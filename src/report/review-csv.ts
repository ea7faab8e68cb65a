import { figureSets, type Review, rowsByRef } from '../desk/review/review.ts';
import type { ReviewRow } from '../desk/review/rows.ts';
import { localTime } from './anchors.ts';
import { BYTE_ORDER_MARK, csvLine } from './csv.ts';

const HEAD = [
  'figure',
  'figure name',
  'unit',
  'amount',
  'table',
  'number',
  'what',
  'begun',
  'begun (local)',
  'ended',
  'ended (local)',
  'grade',
  'group',
  'state',
  'person',
  'link',
  'reference',
] as const;

/**
 * The rows of every figure, one a line, in parts of some lines each: filtered by its name, the amounts come to the figure (their sum,
 * mean, median or nine of ten, as the name says). Hours are hours, lengths of time minutes, shares 1 or 0.
 */
export function* reviewCsv(review: Review): Generator<string> {
  const { zone } = review.span;
  // A row takes part in many figures; it is put into words once.
  const cells = new Map([...rowsByRef(review)].map(([ref, row]) => [ref, csvLine(cellsOf(row, zone))]));
  yield `${BYTE_ORDER_MARK}${csvLine(HEAD)}`;
  for (const set of figureSets(review)) {
    const [{ unit, rows: shares }] = set;
    const id = set.map((figure) => figure.id).join('; ');
    const title = set.map((figure) => figure.title).join('; ');
    const head = csvLine([id, title, unit === 'time' ? 'minutes' : unit]).trimEnd();
    const lines = shares.map(({ ref, amount }) => {
      const counted = unit === 'time' ? Math.round(amount / 600) / 100 : amount;
      return `${head},${counted},${cells.get(ref) ?? '\r\n'}`;
    });
    yield lines.join('');
  }
}

function cellsOf(row: ReviewRow, zone: string): (string | undefined)[] {
  switch (row.table) {
    case 'ticket':
      return [
        'ticket',
        row.number,
        row.subject,
        ...instants(row.createdAt, zone),
        ...instants(row.isOpenAtEnd ? undefined : row.closedAt, zone),
        row.priority,
        row.category,
        row.leftOut ?? (row.isOpenAtEnd ? 'open' : row.stage),
        undefined,
        row.url,
        row.ref,
      ];
    case 'alert':
      return [
        'alert',
        undefined,
        row.title,
        ...instants(row.seenAt, zone),
        ...instants(row.endedAt, zone),
        row.severity,
        row.device?.name,
        row.isOpenAtEnd ? 'open' : 'over',
        undefined,
        row.url,
        row.ref,
      ];
    case 'time':
      return [
        'time',
        row.ticket,
        row.text,
        undefined,
        undefined,
        ...instants(row.at, zone),
        row.billing,
        row.activity,
        row.state,
        row.person,
        undefined,
        row.ref,
      ];
  }
}

function instants(at: number | undefined, zone: string): (string | undefined)[] {
  return at === undefined ? [undefined, undefined] : [new Date(at).toISOString(), localTime(at, zone)];
}
