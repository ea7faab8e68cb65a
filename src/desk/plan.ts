import { EVERYWHERE } from './storm/group.ts';

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
  /** The card of what it depends on, and folds under at once. */
  under?: string;
  /** It is the card of a group. */
  isGroup?: boolean;
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
  /** Overviews with members that their threads do not name yet, enough of them for a message. */
  lists: readonly string[];
  /** How many alerts, groups and rings were shown in the channel within the last minute. */
  recent: number;
  /** When the next message of each sort may go. */
  postFrom: number;
  editFrom: number;
}

/** What goes together under one card: under what is there (`group`, `under`), or under a group that is made for it. */
export interface Folding {
  bucket: string;
  refs: readonly string[];
  group?: string;
  under?: string;
}

/** The one thing to do next at a destination. */
export type Step =
  | { is: 'fold'; folds: readonly Folding[] }
  | { is: 'post'; ref: string }
  | { is: 'edit'; ref: string }
  | { is: 'notice'; key: string }
  | { is: 'list'; ref: string }
  | { is: 'wait'; until: number | undefined };

/** More new cards than this at once, or in a minute of a storm, are too many to read one by one. */
export const MOST_CARDS = 6;

/** More sites than this are listed on one card. */
const MOST_GROUPS = 5;

/** Fewer than this make no group, while there is room for cards of their own. */
const SMALLEST_GROUP = 3;

/** Of a storm's messages in a minute these are kept: one for an overview, one for what must ring. */
const KEPT = { overview: 1, ring: 1 } as const;

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
  const [list] = situation.lists;
  if (mayPost && list !== undefined && !post && !notice) return { is: 'list', ref: list };
  return { is: 'wait', until: nextInstant(situation, edit !== undefined, Boolean(post ?? notice ?? list)) };
}

/** What depends on something goes under it, what waits joins the open group of its client and site; what is then too much to read makes new groups. */
function nextFold(situation: Situation): Step | undefined {
  const waiting = situation.behind.filter((one) => one.isNew && one.rank !== 0);
  const dependent = heapsOf(waiting, (one) => one.under);
  const heaps = heapsOf(waiting, (one) => (one.under === undefined ? one.bucket : undefined));
  const joining: Folding[] = [];
  for (const [bucket, heap] of heaps) {
    const group = situation.groups[bucket];
    if (!group || !isOpen(group, situation.now)) continue;
    joining.push(folding(bucket, heap, { group: group.ref }));
    heaps.delete(bucket);
  }
  const folds = [
    ...[...dependent].map(([under, heap]) => folding(EVERYWHERE, heap, { under })),
    ...joining,
    ...newGroups(situation, heaps),
  ];
  return folds.length === 0 ? undefined : { is: 'fold', folds };
}

/** The largest heaps become groups until the rest can be read; where even those were too many, everything goes on one card. */
function newGroups({ behind, groups, now, recent }: Situation, heaps: ReadonlyMap<string, Waiting[]>): Folding[] {
  const open = Object.entries(groups).filter(([, group]) => isOpen(group, now));
  const rest = [...heaps].toSorted(([, left], [, right]) => right.length - left.length);
  const many = countIn(rest);
  if (many === 0 || (open.length === 0 && many <= MOST_CARDS)) return [];
  const overview = open.find(([bucket]) => bucket === EVERYWHERE)?.[1].ref;
  const unposted = behind.filter((one) => one.isNew && one.isGroup).length;
  const kept = KEPT.ring + (overview === undefined ? KEPT.overview : 0);
  const room = MOST_CARDS - recent - unposted - kept;
  const apart = new Set(open.map(([, group]) => group.ref).filter((ref) => ref !== overview)).size;
  const made: Folding[] = [];
  const large = rest.filter(([, heap]) => heap.length >= SMALLEST_GROUP).length;
  const areTooMany = overview !== undefined || apart + large > MOST_GROUPS;
  while (made.length + countIn(rest) > room) {
    const [largest] = rest;
    const fits = largest && !areTooMany && largest[1].length >= SMALLEST_GROUP && made.length < room;
    if (!fits) return [...made, onOneCard(rest, overview, open.length + made.length === 0)];
    made.push(folding(...largest));
    rest.shift();
  }
  return made;
}

/** A site that is the only one needs no list of sites. */
function onOneCard(
  heaps: readonly (readonly [string, Waiting[]])[],
  overview: string | undefined,
  isFirst: boolean,
): Folding {
  const all = heaps.flatMap(([, heap]) => heap);
  const [only] = heaps;
  if (overview !== undefined) return folding(EVERYWHERE, all, { group: overview });
  return only && isFirst && heaps.length === 1 ? folding(only[0], all) : folding(EVERYWHERE, all);
}

function isOpen(group: OpenGroup, now: number): boolean {
  return now - group.at <= GROUP_STAYS_OPEN && now - group.since <= GROUP_LASTS;
}

function heapsOf(waiting: readonly Waiting[], nameOf: (one: Waiting) => string | undefined): Map<string, Waiting[]> {
  const heaps = new Map<string, Waiting[]>();
  for (const one of waiting) {
    const name = nameOf(one);
    if (name === undefined) continue;
    const heap = heaps.get(name);
    if (heap) heap.push(one);
    else heaps.set(name, [one]);
  }
  return heaps;
}

function countIn(heaps: readonly (readonly [string, readonly Waiting[]])[]): number {
  return heaps.reduce((total, [, heap]) => total + heap.length, 0);
}

function folding(bucket: string, heap: readonly Waiting[], into: Pick<Folding, 'group' | 'under'> = {}): Folding {
  return { bucket, refs: heap.map((one) => one.ref), ...into };
}

function sorted(waiting: readonly Waiting[]): Waiting[] {
  return waiting.toSorted((left, right) => left.rank - right.rank || left.since - right.since);
}

function nextInstant(situation: Situation, edits: boolean, posts: boolean): number | undefined {
  const instants = [...(edits ? [situation.editFrom] : []), ...(posts ? [situation.postFrom] : [])];
  return instants.length === 0 ? undefined : Math.min(...instants);
}
