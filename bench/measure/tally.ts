import type { RecordedRequest } from '../../sandbox/stand-in.ts';

/** What came to a chat, counted. Instants are milliseconds since `startedAt`. */
export interface Tally {
  posts: number;
  edits: number;
  refused: number;
  /** Messages that were there already. */
  doubles: number;
  /** When the first message came; infinite while there is none. */
  firstAt: number;
  /** When each of the words was first seen in a message. */
  seen: ReadonlyMap<string, number>;
}

export interface Ways {
  posts: RegExp;
  edits: RegExp;
  /** The words that are looked for in a message. */
  words(body: unknown): readonly string[];
  /** What is the same in two messages only where the second is one too many. */
  key(body: unknown): string | undefined;
}

/** Counts what a stand-in recorded since `startedAt`, an instant of its clock. */
export function tallyOf(requests: readonly RecordedRequest[], startedAt: number, ways: Ways): Tally {
  const seen = new Map<string, number>();
  const keys = new Set<string>();
  const tally = { posts: 0, edits: 0, refused: 0, doubles: 0, firstAt: Number.POSITIVE_INFINITY, seen };
  for (const { at, method, path, body, status } of requests) {
    if (at < startedAt) continue;
    const call = `${method} ${path}`;
    const isPost = ways.posts.test(call);
    if (!isPost && !ways.edits.test(call)) continue;
    if (status === 429) tally.refused += 1;
    if (status === undefined || status >= 300) continue;
    tally[isPost ? 'posts' : 'edits'] += 1;
    if (isPost) tally.firstAt = Math.min(tally.firstAt, at - startedAt);
    const key = isPost ? ways.key(body) : undefined;
    if (key !== undefined && keys.has(key)) tally.doubles += 1;
    if (key !== undefined) keys.add(key);
    for (const word of ways.words(body)) if (!seen.has(word)) seen.set(word, at - startedAt);
  }
  return tally;
}
