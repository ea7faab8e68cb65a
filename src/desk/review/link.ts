import { type ReviewSpan, spanOfCode } from './span.ts';
import type { Settings } from '../settings.ts';
import { hoursOf } from '../clock/sla-policy.ts';
import { signed, unsigned } from './signed-word.ts';

const PURPOSE = 'review';

/** Where a browser opens a review for some days: its page, and its rows as a CSV file. */
export interface ReviewLinks {
  page: string;
  rows: string;
}

/** Longer addresses are refused by platforms. */
const LONGEST = 500;

/** `root` is the address at which browsers reach the listener. Undefined where the client's name makes the address too long. */
export function reviewLinks(
  root: string,
  secret: string,
  { client, span, until }: { client: string; span: ReviewSpan; until: number },
): ReviewLinks | undefined {
  const page = `${root.replace(/\/+$/, '')}/review/${signed(secret, PURPOSE, [client, span.code], until)}`;
  return page.length > LONGEST ? undefined : { page, rows: `${page}/rows.csv` };
}

/** What a link is about, or why it does not count. */
export function readReviewLink(
  token: string,
  secret: string,
  settings: Settings,
  now: number,
): { client: string; span: ReviewSpan } | 'unknown' | 'expired' {
  const words = unsigned(secret, PURPOSE, token, now);
  if (typeof words === 'string') return words;
  const [client = '', code = ''] = words;
  const span = spanOfCode(code, hoursOf(client, settings).zone);
  return span ? { client, span } : 'unknown';
}
