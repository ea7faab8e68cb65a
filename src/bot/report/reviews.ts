import { NO_ITEM } from '../../desk/card.ts';
import { overviewRows } from '../../desk/review/overview.ts';
import { type ReviewSpan, spanOfCode } from '../../desk/review/span.ts';
import { mayShow } from '../../desk/routing.ts';
import { readOverview } from '../../store/review-overview.ts';
import { markClients } from '../../store/reviewed.ts';
import type { Answer } from '../contract.ts';
import { pageCard } from '../page-card.ts';
import { type Click, type Desk, type Press, said, type Verb } from '../table.ts';

/** A page of all clients in the same days: `<days>.<page>`. */
export const reviewsClick: Verb<Click> = {
  least: 'lead',
  async run(desk, press) {
    const [code = '', page] = (press.ask.with ?? '').split('.');
    const span = spanOfCode(code, desk.store.house.settings.zone);
    return span
      ? showReviews(desk, press, span, Number(page) || 1)
      : said('This button names no days. Ask again with /desk review.');
  },
};

/** How these days went for each client that may be named here; a button opens one's review. */
export async function showReviews({ store }: Desk, press: Press, span: ReviewSpan, page: number): Promise<Answer> {
  const { settings } = store.house;
  const reviews = await readOverview(store, span, (client) => mayShow(client, press.place, settings));
  const marks = await markClients(
    store,
    reviews.map(({ client }) => client),
  );
  const rows = overviewRows(reviews, ({ client }) => ({
    verb: 'review',
    label: 'Open',
    ref: NO_ITEM,
    with: `${marks.get(client) ?? ''}.${span.code}.1`,
  }));
  const turn = (next: number) => ({ verb: 'reviews', ref: NO_ITEM, with: `${span.code}.${next}` });
  const lines = rows.length === 0 ? [['No client has a ticket, an alert or logged time in these days.']] : [];
  return { is: 'card', card: pageCard(rows, page, `Clients in ${span.title}`, turn, { lines }) };
}
