import { type Action, type CardRow, NO_ITEM, plainCard } from '../../desk/card.ts';
import { shareWords, figureRows, mainFigures, plainRow, reviewHead } from '../../desk/review/card.ts';
import { figureText } from '../../desk/review/figure.ts';
import { itemRow } from '../../desk/look/item-rows.ts';
import { type Review, reviewOf } from '../../desk/review/review.ts';
import { type ReviewSpan, spanBefore, spanOfCode, typedSpan } from '../../desk/review/span.ts';
import { mayShow, ownerOf } from '../../desk/routing.ts';
import { hoursOf } from '../../desk/clock/sla-policy.ts';
import { type Line, oneLine } from '../../desk/text.ts';
import { span as lengthOf } from '../../desk/clock/when.ts';
import { isWork, readItems } from '../../store/read.ts';
import { clientMarked, markClients } from '../../store/reviewed.ts';
import { readReview } from '../../store/review.ts';
import { viewNow } from '../../store/view.ts';
import type { Answer } from '../contract.ts';
import { PAGE, pageCard, pageOf, pageWithin } from '../page-card.ts';
import { clientsHere, clientsMeant, typedReview } from './review-clients.ts';
import { showReviews } from './reviews.ts';
import { type Click, type Command, type Desk, type Press, said, type Verb } from '../table.ts';

const ELSEWHERE = 'This channel is another client’s alone: ask for it in a direct message.';
const NOBODY = 'This button is about a client that is not known any more. Ask again with /desk review.';

/** `/desk review Acme`, `/desk review Acme 2026-10`: the main figures of a client's review, for those who answer for it. */
export const reviewCommand: Verb<Command> = {
  least: 'lead',
  async run(desk, press) {
    const { settings } = desk.store.house;
    const wish = typedReview(press.ask.argument ?? '');
    const clients = await clientsHere(desk.store, press.place);
    const named = wish.client === '' ? (ownerOf(press.place, settings) ?? '') : wish.client;
    if (named === '') {
      const days = typedSpan(wish.span, desk.store.now(), settings.zone);
      return typeof days === 'string' ? said(days) : showReviews(desk, press, days, 1);
    }
    const meant = clientsMeant(named, clients, settings);
    const [client, ...others] = meant;
    if (client === undefined)
      return said(`No client here is called "${named}". /desk review without a name shows those that have something.`);
    if (others.length > 0) return choose(desk, meant, wish.span, `Which of these is "${named}"?`);
    const span = typedSpan(wish.span, desk.store.now(), hoursOf(client, settings).zone);
    return typeof span === 'string' ? said(span) : show(desk, press, { client, span, page: 1 });
  },
};

/** A row for each client; its button opens the review of the same days. */
async function choose(desk: Desk, clients: readonly string[], typed: string, title: string): Promise<Answer> {
  const span = typedSpan(typed, desk.store.now(), desk.store.house.settings.zone);
  if (typeof span === 'string') return said(span);
  const marks = await markClients(desk.store, clients);
  const rows = clients.slice(0, PAGE).map((client): CardRow => ({
    line: [{ bold: oneLine(client) }],
    action: { verb: 'review', label: 'Open', ref: NO_ITEM, with: `${marks.get(client) ?? ''}.${span.code}.1` },
  }));
  const more = clients.length - rows.length;
  const lines: Line[] = more > 0 ? [[`and ${more} more: write some of the name behind /desk review.`]] : [];
  return { is: 'card', card: plainCard({ title: `${title} ${span.title}`, rows, lines }) };
}

/** A page of a review's main figures: `<client>.<days>.<page>`. */
export const reviewClick: Verb<Click> = {
  least: 'lead',
  async run(desk, press) {
    const [mark = '', code = '', page] = (press.ask.with ?? '').split('.');
    const wish = await meant(desk, mark, code);
    return wish ? show(desk, press, { ...wish, page: Number(page) || 1 }) : said(NOBODY);
  },
};

/** What one of its figures was counted from: `<client>.<days>.<figure>.<page>`. */
export const reviewRowsClick: Verb<Click> = {
  least: 'lead',
  async run(desk, press) {
    const [mark = '', code = '', word = '', page] = (press.ask.with ?? '').split('.');
    const wish = await meant(desk, mark, code);
    if (!wish) return said(NOBODY);
    if (!mayShow(wish.client, press.place, desk.store.house.settings)) return said(ELSEWHERE);
    const review = await made(desk, wish);
    const found = mainFigures(review).find((one) => one.word === word);
    if (!found) return said('Nothing stands behind this number any more.');
    return rowsBehind(desk, review, found, { mark, page: Number(page) || 1 });
  },
};

interface Wish {
  client: string;
  span: ReviewSpan;
}

async function meant({ store }: Desk, mark: string, code: string): Promise<Wish | undefined> {
  const client = await clientMarked(store, mark);
  const span = client === undefined ? undefined : spanOfCode(code, hoursOf(client, store.house.settings).zone);
  return client === undefined || !span ? undefined : { client, span };
}

async function made({ store }: Desk, { client, span }: Wish): Promise<Review> {
  const now = store.now();
  const memory = { database: store.database, settings: store.house.settings, now: () => now };
  return reviewOf(client, span, await readReview(memory, client, span), now);
}

async function show(desk: Desk, press: Press, wish: Wish & { page: number }): Promise<Answer> {
  const { client, span, page } = wish;
  const { settings } = desk.store.house;
  if (!mayShow(client, press.place, settings)) return said(ELSEWHERE);
  const [review, marks, links] = await Promise.all([
    made(desk, wish),
    markClients(desk.store, [client]),
    desk.ports.reviewLinks(client, span),
  ]);
  const word = `${marks.get(client) ?? ''}.${span.code}`;
  const rows = figureRows(review, (figure) => ({
    verb: 'review-rows',
    label: 'Open',
    ref: NO_ITEM,
    with: `${word}.${figure}.1`,
  }));
  const turn = (next: number): Omit<Action, 'label'> => ({ verb: 'review', ref: NO_ITEM, with: `${word}.${next}` });
  const { title, lines } = reviewHead(review);
  const before = {
    verb: 'review',
    label: 'The days before',
    ref: NO_ITEM,
    with: `${marks.get(client) ?? ''}.${spanBefore(span).code}.1`,
  };
  const card = pageCard(rows, page, title, turn, {
    lines: [
      ...lines,
      links
        ? [`The page and its CSV file open for ${lengthOf(settings.reviews.linksLast)}, for whoever has the link.`]
        : filesLine(wish),
    ],
    actions: [before],
    links: links
      ? [
          { label: 'Open the page', url: links.page },
          { label: 'CSV for a spreadsheet', url: links.rows },
        ]
      : [],
  });
  return { is: 'card', card };
}

/** Where no browser reaches Deskbell, or the name is too long for an address. */
function filesLine({ client, span }: Wish): Line {
  const quoted = `'${client.replaceAll("'", "'\\''")}'`;
  return [
    'As a page and a CSV file, where Deskbell runs: ',
    { code: `npm run review -- --client ${quoted} --span ${span.first}..${span.last}` },
  ];
}

async function rowsBehind(
  { store }: Desk,
  review: Review,
  { word, title, figure }: ReturnType<typeof mainFigures>[number],
  { mark, page: wanted }: { mark: string; page: number },
): Promise<Answer> {
  const view = await viewNow(store);
  const { code, title: days } = review.span;
  const page = pageWithin(wanted, figure.rows.length);
  const shown = figure.rows.slice((page - 1) * PAGE, page * PAGE);
  const items = await readItems(
    store,
    shown.map(({ ref }) => ref),
  );
  const kept = new Map(items.filter(isWork).map((item) => [item.ref, item]));
  const rows = shown.map(({ ref, amount }): CardRow => {
    const item = kept.get(ref);
    const row: CardRow = item ? itemRow(item, view) : { line: plainRow(review, ref) };
    const words = shareWords(figure, amount);
    return words === '' ? row : { ...row, line: [{ bold: words }, ' · ', ...row.line] };
  });
  const turn = (next: number): Omit<Action, 'label'> => ({
    verb: 'review-rows',
    ref: NO_ITEM,
    with: `${mark}.${code}.${word}.${next}`,
  });
  const card = pageOf(
    {
      title: `${oneLine(review.client)}, ${days}: ${title} ${figureText(figure)}`,
      total: figure.rows.length,
      page,
      rows,
      turn,
    },
    { actions: [{ verb: 'review', label: 'Back', ref: NO_ITEM, with: `${mark}.${code}.1` }] },
  );
  return { is: 'card', card };
}
