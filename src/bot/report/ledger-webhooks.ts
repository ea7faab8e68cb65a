import type { CardRow } from '../../desk/card.ts';
import type { Line } from '../../desk/text.ts';
import { type HeardHint, readHeard } from '../../store/hints.ts';
import type { Answer } from '../contract.ts';
import { type Asking, toward } from './ledger-asking.ts';
import { pageCard } from '../page-card.ts';

const FATES: Record<HeardHint['fate'], string> = {
  read: 'read',
  over: 'over before they could be read',
  unshown: 'not for the desk (drafts, spam, imports)',
  gone: 'failed: gone before they could be read',
  waiting: 'waiting to be read',
  astray: 'of which nobody can say',
};
const FATE_ORDER = ['read', 'over', 'unshown', 'gone', 'waiting', 'astray'] as const;

/** What webhooks named, and what became of it. */
export function webhookRows(asking: Asking, heard: readonly HeardHint[]): CardRow[] {
  if (heard.length === 0) return [];
  const parts = FATE_ORDER.flatMap((fate) => {
    const count = heard.filter((one) => one.fate === fate).length;
    return count === 0 ? [] : [`${count} ${FATES[fate]}`];
  });
  const line: Line = [{ bold: 'Webhooks' }, `: ${heard.length} rows named = ${parts.join(' + ')}`];
  return heard.every(({ fate }) => fate === 'read')
    ? [{ line }]
    : [{ line, action: toward(asking, '1.webhooks', 'Show') }];
}

/** The rows that a webhook named and that nobody has read. */
export async function webhooks(asking: Asking, page: number): Promise<Answer> {
  const heard = (await readHeard(asking.desk.store, asking.day)).filter(({ fate }) => fate !== 'read');
  const rows = heard.map(({ source, row, at, fate }): CardRow => ({
    line: [
      `${asking.view.titles[source] ?? source} `,
      { code: row },
      ' named ',
      { at, as: 'clock' },
      `: ${FATES[fate]}`,
    ],
  }));
  const title = `${heard.length} rows that webhooks named and nobody read, ${asking.day.date}`;
  return { is: 'card', card: pageCard(rows, page, title, (next) => toward(asking, `${next}.webhooks`, '')) };
}
