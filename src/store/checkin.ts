import { type Checkin, CHECKIN_REF } from '../desk/digest/checkin.ts';
import type { CheckinFacts } from '../desk/digest/checkin-card.ts';
import { checkinFacts } from '../desk/digest/checkin-facts.ts';
import { dateIn } from '../desk/clock/daily.ts';
import { unchanged } from '../desk/decision.ts';
import type { Destination } from '../desk/destination.ts';
import { markOf } from '../desk/review/name-mark.ts';
import { ownerOf } from '../desk/routing.ts';
import { unsettledRow } from '../desk/time/unbilled-rows.ts';
import { change } from './change.ts';
import { readDigest } from './digest.ts';
import { keepLast, readLast } from './notices.ts';
import { readItem } from './read.ts';
import { key } from './redis.ts';
import type { Store } from './store.ts';
import { readUnbilled } from './unbilled.ts';

const DAY = 24 * 3_600_000;
/** After a weekend the news is that of the weekend. */
const LONGEST = 4 * DAY;

/** The zone on whose wall clock a check-in has its date: that of its setting, else the shop's. */
export function checkinZone({ house: { settings } }: Store): string {
  return settings.digests?.find(({ kind, zone }) => kind === 'checkin' && zone !== undefined)?.zone ?? settings.zone;
}

/** Today's check-in, of the whole shop or of the client in whose channel this is: made where there is none yet, and shown at these places too. */
export async function todaysCheckin(
  store: Store,
  place: Destination,
  shown: readonly Destination[] = [],
): Promise<Checkin> {
  const zone = checkinZone(store);
  const client = ownerOf(place, store.house.settings);
  const date = dateIn(store.now(), zone).toString();
  const ref = `${CHECKIN_REF}${date}${client === undefined ? '' : `/${markOf(client)}`}`;
  const last = client === undefined ? 'checkin' : `checkin/${client}`;
  const before = await readLast(store, last);
  const outcome = await change<Checkin, Checkin | undefined>(store, {
    read: () => readCheckin(store, ref),
    decide(now, view) {
      const places = now?.places ?? [];
      const more = shown.filter((destination) => !places.some((one) => one.destination === destination));
      if (now && more.length === 0) return unchanged();
      const since = before === undefined || view.now - before > LONGEST ? view.now - DAY : before;
      const item: Checkin = {
        ...(now ?? {
          kind: 'checkin',
          schema: 1,
          ref,
          revision: 0,
          date,
          zone,
          at: view.now,
          since,
          ...(client === undefined ? {} : { client }),
          ticks: {},
        }),
        places: [...places, ...more.map((destination) => ({ destination, as: 'card' as const }))],
      };
      return { is: 'changed', item, entries: [], effects: [], notices: [] };
    },
  });
  // A crash in between makes the next one tell more than it must.
  if (outcome.is === 'changed' && outcome.item.revision === 0) await keepLast(store, last, outcome.item.at);
  const kept = await readCheckin(store, ref);
  if (!kept) throw new Error('the check-in that was just made is not there');
  return kept;
}

export async function readCheckin(store: Store, ref: string): Promise<Checkin | undefined> {
  const item = await readItem(store, ref);
  return item?.kind === 'checkin' ? item : undefined;
}

/** What there is to look at, as far as it may be told at a place. */
export async function readCheckinFacts(store: Store, { since }: Checkin, place: Destination): Promise<CheckinFacts> {
  const { settings, timeBook } = store.house;
  const isWhole = ownerOf(place, settings) === undefined;
  const [digest, writes, unsettled] = await Promise.all([
    readDigest(store, place, { since }),
    isWhole ? store.database.redis.hlen(key('outbox')) : 0,
    isWhole && timeBook !== undefined ? readUnbilled(store, place).then(unsettledRow) : [],
  ]);
  return checkinFacts({ digest, writes, unsettled });
}
