import type { Alert } from '../alert/alert.ts';
import { type Destination, isNowhere, NOWHERE } from '../destination.ts';
import { isOpen, type WorkItem } from '../item.ts';

/** The right side of the equation: what became of an alert or ticket at one destination. */
export const terms = [
  'posted',
  'folded',
  'listed',
  'baseline',
  'muted',
  'held',
  'ended',
  'moved',
  'pending',
  'failed',
] as const;
export type Term = (typeof terms)[number];

/** What the sender has noted of a message at one destination. */
export interface Sent {
  state: 'waiting' | 'sending' | 'posted' | 'folded' | 'ended' | 'withheld' | 'failed';
  generation: number;
  reference?: string | undefined;
  postedAt?: number | undefined;
  group?: string | undefined;
  why?: string | undefined;
}

/** Everything that is known of the messages at one destination, each by reference of its item or group. */
export interface Standings {
  destination: Destination;
  rows: ReadonlyMap<string, Sent>;
  /** What waits to be sent or edited. */
  behind: ReadonlySet<string>;
  /** Storm cards with their members. */
  groups: ReadonlyMap<string, ReadonlySet<string>>;
  /** Why nothing can be sent there now. */
  trouble?: string | undefined;
}

export interface Outcome {
  term: Term;
  /** A clause that explains it, where the word alone does not. */
  why?: string;
  /** The storm card it is folded into. */
  group?: string;
  reference?: string;
  postedAt?: number;
}

/** A fault of the desk itself: something that no term of the equation covers. */
export interface Stray {
  ref: string;
  why: string;
}

/** What became of an item at a destination, or why nobody can say. */
export function outcomeAt(item: WorkItem, standings: Standings): Outcome | { stray: string } {
  const { destination, rows } = standings;
  if (destination === NOWHERE)
    return isNowhere(item)
      ? { term: 'failed', why: 'no channel serves it' }
      : { stray: 'it counts as served by no channel, and has one' };
  const standing = item.places.find((place) => place.destination === destination)?.as;
  const row = rows.get(item.ref);
  if (standing === undefined) return { stray: 'it was seen here, and has no place here' };
  if (standing === 'moved') return { term: 'moved', why: 'it belongs to another channel now' };
  if (standing === 'card') return ofCard(item, row, standings);
  if (row?.reference !== undefined) return posted(row);
  if (standing === 'muted') return { term: 'muted', ...mutedWhy(item) };
  if (standing === 'held')
    return { term: 'held', why: isOpen(item) ? 'its channel has quiet hours' : 'it was over before quiet hours were' };
  if (standing === 'baseline') return { term: 'baseline', why: 'it was there before Deskbell first looked' };
  return { term: 'listed', why: 'it is in lists and digests only' };
}

function ofCard(item: WorkItem, row: Sent | undefined, standings: Standings): Outcome | { stray: string } {
  const { ref } = item;
  if (!row) return waiting(ref, standings, 'it waits for its turn');
  if (row.state === 'folded') return ofMember(ref, row.group ?? '', standings);
  if (row.state === 'failed') return { term: 'failed', why: row.why ?? 'its card could not be made' };
  if (row.reference !== undefined) return posted(row);
  if (standings.behind.has(ref)) return waiting(ref, standings, 'it waits for its turn');
  if (row.state === 'withheld') return { term: 'moved', why: row.why ?? 'it may not be shown there' };
  if (row.state !== 'ended' || isOpen(item)) return waiting(ref, standings, '');
  if (row.generation > 1) return { term: 'posted', why: 'its card was deleted there, and it is over' };
  return { term: 'ended', why: row.why ?? 'it ended before it could be posted' };
}

/** A member of a storm has been shown when the storm's card has. */
function ofMember(ref: string, group: string, standings: Standings): Outcome | { stray: string } {
  if (!standings.groups.get(group)?.has(ref)) return { stray: 'the storm card that it went into does not hold it' };
  const card = standings.rows.get(group);
  if (card?.state === 'failed') return { term: 'failed', group, why: card.why ?? 'its storm card could not be made' };
  if (card?.reference === undefined) {
    const wait = waiting(group, standings, 'its storm card waits');
    return 'stray' in wait ? wait : { ...wait, group };
  }
  return {
    term: 'folded',
    group,
    reference: card.reference,
    ...(card.postedAt === undefined ? {} : { postedAt: card.postedAt }),
  };
}

function waiting(ref: string, { behind, trouble }: Standings, why: string): Outcome | { stray: string } {
  if (!behind.has(ref)) return { stray: 'it must have a card, and nothing is under way to post it' };
  return { term: 'pending', why: trouble ?? why };
}

function posted({ reference, postedAt }: Sent): Outcome {
  return {
    term: 'posted',
    ...(reference === undefined ? {} : { reference }),
    ...(postedAt === undefined ? {} : { postedAt }),
  };
}

function mutedWhy(item: WorkItem): { why?: string } {
  const muted = item.kind === 'alert' ? item.muted : undefined;
  return { why: muted ? muteWords(muted) : 'a window holds it back' };
}

function muteWords({ by, reason }: NonNullable<Alert['muted']>): string {
  return `maintenance of ${by.name}${reason === '' ? '' : `: ${reason}`}`;
}

/** The equation of one destination over one span of time: it holds when nothing is astray. */
export interface Balance {
  destination: Destination;
  /** The left side: what the commits counted as seen there. */
  seen: readonly string[];
  /** The right side, from the items' places and the sender's rows: references by term. */
  became: Readonly<Record<Term, readonly string[]>>;
  outcomes: ReadonlyMap<string, Outcome>;
  strays: readonly Stray[];
}

/**
 * Balances what was counted as seen at a destination against what became of the items that the desk knows. `items` are all
 * of the span, wherever they belong: one that has a place here and was never counted is astray as well.
 */
export function balance(seen: readonly string[], items: readonly WorkItem[], standings: Standings): Balance {
  const { destination } = standings;
  const counted = new Set(seen);
  const here = items.filter((item) => counted.has(item.ref) || belongsTo(item, destination));
  const known = new Set(here.map(({ ref }) => ref));
  const outcomes = new Map<string, Outcome>();
  const strays: Stray[] = seen
    .filter((ref) => !known.has(ref))
    .map((ref) => ({ ref, why: 'it was seen here, and nothing is known of it any more' }));
  for (const item of here) {
    const outcome = outcomeAt(item, standings);
    if ('stray' in outcome) strays.push({ ref: item.ref, why: outcome.stray });
    else {
      outcomes.set(item.ref, outcome);
      if (!counted.has(item.ref)) strays.push({ ref: item.ref, why: 'it is here, and was never counted as seen' });
    }
  }
  return { destination, seen, became: byTerm(outcomes), outcomes, strays };
}

function belongsTo(item: WorkItem, destination: Destination): boolean {
  if (destination === NOWHERE) return isNowhere(item);
  return item.places.some((place) => place.destination === destination);
}

function byTerm(outcomes: ReadonlyMap<string, Outcome>): Balance['became'] {
  const all = Object.fromEntries(terms.map((term): [Term, string[]] => [term, []])) as Record<Term, string[]>;
  for (const [ref, { term }] of outcomes) all[term].push(ref);
  return all;
}

/** Does the left side equal the right, item by item? */
export function balances({ seen, became, strays }: Pick<Balance, 'seen' | 'became' | 'strays'>): boolean {
  return strays.length === 0 && seen.length === sumOf(became);
}

function sumOf(became: Balance['became']): number {
  return terms.reduce((sum, term) => sum + became[term].length, 0);
}

const WORDS: Record<Term, string> = {
  posted: 'posted',
  folded: 'folded into storm cards',
  listed: 'listed',
  baseline: 'from before the first start',
  muted: 'muted',
  held: 'held in quiet hours',
  ended: 'ended before posting',
  moved: 'moved away',
  pending: 'pending',
  failed: 'failed',
};

export function termWords(term: Term): string {
  return WORDS[term];
}

/** `12 seen = 8 posted + 4 listed`; `≠` where it does not hold. */
export function equation(sides: Pick<Balance, 'seen' | 'became' | 'strays'>): string {
  const parts = terms.flatMap((term) => {
    const count = sides.became[term].length;
    return count === 0 ? [] : [`${count} ${WORDS[term]}`];
  });
  const right = parts.length === 0 ? '0' : parts.join(' + ');
  return `${sides.seen.length} seen ${balances(sides) ? '=' : '≠'} ${right}`;
}
