import { unchanged } from '../desk/decision.ts';
import { type Destination, directMessage } from '../desk/destination.ts';
import { type Handover, HANDOVER_REF } from '../desk/digest/handover.ts';
import { type HandoverFacts, handoverRows } from '../desk/digest/handover-rows.ts';
import { holdings } from '../desk/digest/holders.ts';
import type { Actor, Person } from '../desk/people.ts';
import { mayShow, ownerOf } from '../desk/routing.ts';
import { change, type Outcome } from './change.ts';
import { readDigest } from './digest.ts';
import { keepLast } from './notices.ts';
import { readItem } from './read.ts';
import type { Store } from './store.ts';
import { viewNow } from './view.ts';

const HOUR = 3_600_000;

/** What the next shift must know, as far as it may be told at a place; `leaving` are the names of those who go. */
export async function readHandover(
  store: Store,
  place: Destination,
  leaving: readonly string[],
): Promise<HandoverFacts> {
  const digest = await readDigest(store, place, {
    last: lastHandover(ownerOf(place, store.house.settings)),
    longest: 36 * HOUR,
    otherwise: 12 * HOUR,
  });
  const view = await viewNow(store);
  return {
    digest,
    leaving: holdings([...digest.alerts, ...digest.tickets], view).filter(({ name }) => leaving.includes(name)),
    windows: view.windows
      .filter(({ scope }) => mayShow(scope.client, place, view.settings))
      .toSorted((left, right) => left.from - right.from),
  };
}

/** Somebody, or the time, hands over. */
export interface Leave {
  /** Names the occasion for ever: a second one under the same key is the same. At most 40 characters. */
  key: string;
  by: Actor;
  /** Names of those who go. */
  leaving: readonly string[];
  to: readonly Person[];
  note?: string;
  /** Channels, of one client alone or of none. */
  places: readonly Destination[];
}

/** Makes the handover, which stands in its channels and with whoever takes over until they say so. Once for each key, over all processes. */
export async function handOver(
  store: Store,
  { key, by, leaving, to, note, places }: Leave,
): Promise<Outcome<Handover>> {
  const ref = `${HANDOVER_REF}${key}`;
  const { settings, platforms } = store.house;
  const [first = ''] = places;
  const client = places.length === 0 ? undefined : ownerOf(first, settings);
  const facts = await readHandover(store, first, leaving);
  const directs = to.flatMap(({ accounts }) => {
    const platform = platforms.find((id) => accounts[id] !== undefined);
    return platform === undefined ? [] : [directMessage(platform, accounts[platform] ?? '')];
  });
  const outcome = await change<Handover, Handover | undefined>(store, {
    read: () => readHandoverItem(store, ref),
    decide(before, view) {
      if (before) return unchanged();
      const item: Handover = {
        kind: 'handover',
        schema: 1,
        ref,
        revision: 0,
        by,
        at: facts.digest.now,
        since: facts.digest.since.from,
        ...(client === undefined ? {} : { client }),
        ...(note === undefined ? {} : { note }),
        to: to.map(({ id, name }) => ({ id, name })),
        rows: handoverRows(facts),
        places: [...new Set([...places, ...directs])].map((destination) => ({ destination, as: 'card' })),
      };
      const entry = { at: view.now, by, what: 'handover', text: note ?? 'Handed over' };
      return { is: 'changed', item, entries: [entry], effects: [], notices: [] };
    },
  });
  // A crash in between makes the next one tell more than it must.
  if (outcome.is === 'changed') await keepLast(store, lastHandover(client), outcome.item.at);
  return outcome;
}

/** Under this name it is kept when the desk, or what is one client's, was handed over last. */
function lastHandover(client: string | undefined): string {
  return client === undefined ? 'handover' : `handover/${client}`;
}

export async function readHandoverItem(store: Store, ref: string): Promise<Handover | undefined> {
  const item = await readItem(store, ref);
  return item?.kind === 'handover' ? item : undefined;
}
