import { type Review, reviewOf } from '../desk/review/review.ts';
import type { ReviewSpan } from '../desk/review/span.ts';
import { spanOfCode } from '../desk/review/span.ts';
import { hoursOf } from '../desk/clock/sla-policy.ts';
import { readReviews } from './review.ts';
import type { Store } from './store.ts';

/** The reviews of every client that is wanted and has anything in these days, each by its own clock. */
export async function readOverview(
  store: Store,
  span: ReviewSpan,
  isWanted: (client: string) => boolean,
): Promise<Review[]> {
  const { settings } = store.house;
  const now = store.now();
  const spanFor = (client: string): ReviewSpan | undefined =>
    isWanted(client) ? spanOfCode(span.code, hoursOf(client, settings).zone) : undefined;
  const found = await readReviews({ database: store.database, settings, now: () => now }, span, spanFor);
  return [...found].map(([client, rows]) => reviewOf(client, spanFor(client) ?? span, rows, now));
}
