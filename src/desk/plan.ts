import type { Severity } from './severity.ts';

/** A message at one destination that is not as its item is. Instants are epoch milliseconds. */
export interface Waiting {
  ref: string;
  /** 0 is what a person did and waits to see, then by severity. */
  rank: number;
  since: number;
  /** There is no message yet. */
  isNew: boolean;
  /** Where it folds to when too many wait; absent for what never folds. */
  bucket?: string;
  severity?: Severity;
}

export interface WaitingNotice {
  key: string;
  rank: number;
  at: number;
}

/** A group card that still takes members. */
export interface OpenGroup {
  ref: string;
  /** When it was made, and when it took in its last member. */
  since: number;
  at: number;
}

export interface Situation {
  now: number;
  behind: readonly Waiting[];
  notices: readonly WaitingNotice[];
  /** By bucket. */
  groups: Readonly<Record<string, OpenGroup>>;
  /** When the next message of each sort may go. */
  postFrom: number;
  editFrom: number;
}

/** The one thing to do next at a destination. */
export type Step =
  | { is: 'fold'; bucket: string; refs: readonly string[]; group?: string }
  | { is: 'post'; ref: string }
  | { is: 'edit'; ref: string }
  | { is: 'notice'; key: string }
  | { is: 'wait'; until: number | undefined };

/** More new cards than this at once are too many to read one by one. */
export const MOST_CARDS = 6;

/** Fewer than this make no group, while there is room for cards of their own. */
const SMALLEST_GROUP = 3;

/** How long after its last member a group takes in what else happens at that client and site. */
export const GROUP_STAYS_OPEN = 10 * 60_000;

/** How long a group takes members at all: what goes on for longer is news again. */
export const GROUP_LASTS = 60 * 60_000;

/** An edit that has waited this long goes before new cards. */
const EDIT_PATIENCE = 30_000;

/** What a destination needs next: folding first, then by rank within each budget; what nobody must wait for goes last. */
export function plan(situation: Situation): Step {
  const fold = nextFold(situation);
  if (fold) return fold;
  const edits = sorted(situation.behind.filter((one) => !one.isNew));
  const posts = sorted(situation.behind.filter((one) => one.isNew));
  const notice = situation.notices.toSorted((left, right) => left.rank - right.rank || left.at - right.at)[0];
  const edit = edits[0];
  const stale = edits.find((one) => situation.now - one.since >= EDIT_PATIENCE);
  const mayEdit = situation.editFrom <= situation.now;
  const mayPost = situation.postFrom <= situation.now;
  if (edit?.rank === 0 && mayEdit) return { is: 'edit', ref: edit.ref };
  if (stale && mayEdit) return { is: 'edit', ref: stale.ref };
  const post = posts[0];
  if (mayPost && notice && (!post || notice.rank <= post.rank)) return { is: 'notice', key: notice.key };
  if (mayPost && post) return { is: 'post', ref: post.ref };
  if (edit && mayEdit) return { is: 'edit', ref: edit.ref };
  return { is: 'wait', until: nextInstant(situation, edit !== undefined, post !== undefined || notice !== undefined) };
}

/** What waits joins the open group of its client and site; else the largest heaps become groups until the rest can be read. */
function nextFold({ behind, groups, now }: Situation): Step | undefined {
  const heaps = new Map<string, Waiting[]>();
  for (const one of behind) {
    if (!one.isNew || one.bucket === undefined || one.rank === 0) continue;
    heaps.set(one.bucket, [...(heaps.get(one.bucket) ?? []), one]);
  }
  for (const [bucket, heap] of heaps) {
    const group = groups[bucket];
    if (group && now - group.at <= GROUP_STAYS_OPEN && now - group.since <= GROUP_LASTS)
      return folding(bucket, heap, group.ref);
  }
  const waiting = [...heaps.values()].reduce((total, heap) => total + heap.length, 0);
  if (waiting <= MOST_CARDS) return undefined;
  const largest = [...heaps].toSorted(([, left], [, right]) => right.length - left.length)[0];
  if (!largest) return undefined;
  const [bucket, heap] = largest;
  if (heap.length >= SMALLEST_GROUP) return folding(bucket, heap);
  return folding('', [...heaps.values()].flat());
}

function folding(bucket: string, heap: readonly Waiting[], group?: string): Step {
  return { is: 'fold', bucket, refs: heap.map((one) => one.ref), ...(group === undefined ? {} : { group }) };
}

function sorted(waiting: readonly Waiting[]): Waiting[] {
  return waiting.toSorted((left, right) => left.rank - right.rank || left.since - right.since);
}

function nextInstant(situation: Situation, edits: boolean, posts: boolean): number | undefined {
  const instants = [...(edits ? [situation.editFrom] : []), ...(posts ? [situation.postFrom] : [])];
  return instants.length === 0 ? undefined : Math.min(...instants);
}
