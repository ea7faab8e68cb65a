import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { readReviewLink } from '../desk/review/link.ts';
import { type Review, reviewOf } from '../desk/review/review.ts';
import { atMost } from '../integrations/turn.ts';
import { fileName } from '../report/file-name.ts';
import { noticePage } from '../report/notice-page.ts';
import { reviewCsv } from '../report/review-csv.ts';
import { reviewPage } from '../report/review-page.ts';
import { readReview } from '../store/review.ts';
import type { Store } from '../store/store.ts';

/** Nobody but whoever has the link gets to see it, and nothing is sent on from there. */
const HEADERS = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
} as const;

/** A large client's review takes memory and a second or two: they are made one after the other. */
const inTurn = atMost(1);

/** `GET /review/:token` answers a review as a page and `GET /review/:token/rows.csv` its rows. Both only read. */
export function addReviews(server: FastifyInstance, store: Store, secret: () => Promise<string>): void {
  server.get<{ Params: { token: string } }>('/review/:token', async (request, reply) => {
    const review = await opened(request.params.token);
    if (typeof review === 'string') return refuse(reply, review);
    const { page, policy } = reviewPage(review);
    return reply
      .headers({ ...HEADERS, 'content-security-policy': `${policy}; frame-ancestors 'none'` })
      .type('text/html; charset=utf-8')
      .send(page);
  });
  server.get<{ Params: { token: string } }>('/review/:token/rows.csv', async (request, reply) => {
    const review = await opened(request.params.token);
    if (typeof review === 'string') return refuse(reply, review);
    const name = `${fileName(review.client, review.span)}.csv`;
    return reply
      .headers({
        ...HEADERS,
        'content-disposition': `attachment; filename="review.csv"; filename*=UTF-8''${encodeURIComponent(name)}`,
      })
      .type('text/csv; charset=utf-8')
      .send(Readable.from(reviewCsv(review)));
  });

  async function opened(token: string): Promise<Review | 'unknown' | 'expired'> {
    const { settings } = store.house;
    const now = store.now();
    const wish = readReviewLink(token, await secret(), settings, now);
    if (typeof wish === 'string') return wish;
    const { client, span } = wish;
    const memory = { database: store.database, settings, now: () => now };
    return inTurn(async () => reviewOf(client, span, await readReview(memory, client, span), now));
  }
}

function refuse(reply: FastifyReply, why: 'unknown' | 'expired'): FastifyReply {
  const { page, policy } =
    why === 'expired'
      ? noticePage('This link is too old', 'Ask for a new one in the chat: /desk review.')
      : noticePage(
          'There is nothing here',
          'This address is not one that Deskbell has given out, or it was not copied whole.',
        );
  return reply
    .code(why === 'expired' ? 410 : 404)
    .headers({ ...HEADERS, 'content-security-policy': policy })
    .type('text/html; charset=utf-8')
    .send(page);
}
