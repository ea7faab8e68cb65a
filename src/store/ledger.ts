import {
  balance,
  balances,
  type Balance,
  outcomeAt,
  type Outcome,
  type Standings,
  type Stray,
} from '../desk/look/ledger.ts';
import { type Destination, isNowhere, NOWHERE } from '../desk/destination.ts';
import type { WorkItem } from '../desk/item.ts';
import { readMembers } from './members.ts';
import { isWork, readItem, readItems } from './read.ts';
import { key } from './redis.ts';
import { readRows } from './rows.ts';
import type { Store } from './store.ts';
import { readTroubles } from './troubles.ts';

/** Instants in epoch milliseconds; `to` is no longer in it. */
export interface SeenSpan {
  from: number;
  to: number;
}

/** The equation of every destination over a span, with the items behind its numbers. */
export interface Ledger {
  balances: readonly Balance[];
  items: ReadonlyMap<string, WorkItem>;
  /** Counted as seen by the desk, and known to no destination. */
  strays: readonly Stray[];
  /** Some of what was seen up to this instant is no longer kept. */
  forgottenUntil: number;
}

/** How often it is read again while it does not balance: messages go out between two reads. */
const MOST_READS = 4;
/** References asked about in one round trip. */
const BATCH = 1_000;

/** What was seen in a span, and what became of it: at one destination, or wherever anything was seen. */
export async function readLedger(store: Store, span: SeenSpan, only?: Destination): Promise<Ledger> {
  let ledger = await readOnce(store, span, only);
  for (let reads = 1; reads < MOST_READS && !isBalanced(ledger); reads += 1) ledger = await readOnce(store, span, only);
  return ledger;
}

export function isBalanced({ balances: all, strays }: Pick<Ledger, 'balances' | 'strays'>): boolean {
  return strays.length === 0 && all.every(balances);
}

async function readOnce(store: Store, span: SeenSpan, only: Destination | undefined): Promise<Ledger> {
  const { redis } = store.database;
  const [alerts, tickets, ledgers, forgotten] = await Promise.all([
    seenIn(store, 'alert', span),
    seenIn(store, 'ticket', span),
    redis.smembers(key('ledgers')),
    redis.get(key('forgotten')),
  ]);
  const counted = [...alerts, ...tickets];
  const items = (await readItems(store, counted)).filter(isWork);
  const known = new Map(items.map((item) => [item.ref, item]));
  const destinations = only === undefined ? [...new Set([...ledgers, ...placesOf(items)])].toSorted() : [only];
  const troubles = await readTroubles(store);
  const all: Balance[] = [];
  for (const destination of destinations)
    all.push(await readBalance(store, span, destination, known, troubles[destination]?.sentence));
  const strays = counted
    .filter((ref) => !known.has(ref))
    .map((ref) => ({ ref, why: 'it was counted as seen, and nothing is known of it any more' }));
  return { balances: all, items: known, strays, forgottenUntil: Number(forgotten ?? 0) };
}

function seenIn(store: Store, what: string, { from, to }: SeenSpan): Promise<string[]> {
  return store.database.redis.zrangebyscore(key('seen', what), from, `(${to}`);
}

function placesOf(items: readonly WorkItem[]): Destination[] {
  return items.flatMap((item) => [
    ...item.places.map(({ destination }) => destination),
    ...(isNowhere(item) ? [NOWHERE] : []),
  ]);
}

/** `known` holds the span's items, and takes in what the destination alone has counted. */
async function readBalance(
  store: Store,
  span: SeenSpan,
  destination: Destination,
  known: Map<string, WorkItem>,
  trouble: string | undefined,
): Promise<Balance> {
  const seen = await seenIn(store, destination, span);
  for (const item of await readItems(
    store,
    seen.filter((ref) => !known.has(ref)),
  ))
    if (isWork(item)) known.set(item.ref, item);
  const counted = new Set(seen);
  const here = [...known.values()].filter((item) => counted.has(item.ref) || placesOf([item]).includes(destination));
  const refs = here.map(({ ref }) => ref);
  return balance(seen, here, await readStandings(store, destination, refs, trouble));
}

/** What is known of the messages about these items at a destination. */
async function readStandings(
  store: Store,
  destination: Destination,
  refs: readonly string[],
  trouble: string | undefined,
): Promise<Standings> {
  const rows = await readRows(store, destination, refs);
  const names = [...new Set([...rows.values()].flatMap((row) => (row.state === 'folded' ? (row.group ?? []) : [])))];
  const groupRows = await readRows(store, destination, names);
  const groups = await Promise.all(
    (await readItems(store, names)).map(async ({ ref }): Promise<[string, ReadonlySet<string>]> => {
      const members = await readMembers(store, ref, { from: 0, most: Number.MAX_SAFE_INTEGER });
      return [ref, new Set(members.map((member) => member.ref))];
    }),
  );
  return {
    destination,
    rows: new Map([...rows, ...groupRows]),
    behind: await behindAmong(store, destination, [...refs, ...names]),
    groups: new Map(groups),
    trouble,
  };
}

async function behindAmong(store: Store, destination: Destination, refs: readonly string[]): Promise<Set<string>> {
  const behind = new Set<string>();
  for (let start = 0; start < refs.length; start += BATCH) {
    const batch = refs.slice(start, start + BATCH);
    const scores = await store.database.redis.zmscore(key('behind', destination), ...batch);
    batch.forEach((ref, index) => {
      if (scores[index] !== null) behind.add(ref);
    });
  }
  return behind;
}

/** What became of one item at each of its destinations. */
export async function readWhereabouts(
  store: Store,
  ref: string,
): Promise<{ destination: Destination; outcome: Outcome | { stray: string } }[]> {
  const item = await readItem(store, ref);
  if (!item || !isWork(item)) return [];
  const troubles = await readTroubles(store);
  return Promise.all(
    [...new Set(placesOf([item]))].map(async (destination) => {
      const standings = await readStandings(store, destination, [ref], troubles[destination]?.sentence);
      return { destination, outcome: outcomeAt(item, standings) };
    }),
  );
}
