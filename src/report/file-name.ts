import type { ReviewSpan } from '../desk/review/span.ts';

const LONGEST = 60;

/** What a client's review is called as a file, without its ending: letters, digits and hyphens of any language. */
export function fileName(client: string, { first, last }: Pick<ReviewSpan, 'first' | 'last'>): string {
  const name = client
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, LONGEST)
    .replaceAll(/^-|-$/g, '');
  return `review-${name || 'client'}-${first}-to-${last}`;
}
