import type { Alert } from '../desk/alert/alert.ts';
import { withResponse } from '../desk/alert/response.ts';
import { withTimes } from '../desk/clock/keep-times.ts';
import { withChain } from '../desk/on-call/chain.ts';
import type { Changed, Notice } from '../desk/decision.ts';
import { type Destination, isNowhere, NOWHERE } from '../desk/destination.ts';
import { bucketOf } from '../desk/storm/group.ts';
import { isOpen, type Item, type WorkItem } from '../desk/item.ts';
import { APART, type Stand, standOf } from '../desk/storm/member.ts';
import type { Settings } from '../desk/settings.ts';
import { isDraft, isUnsettled, workedIn } from '../desk/time/entry.ts';
import { severityRank } from '../desk/alert/severity.ts';
import { isAway } from '../desk/storm/site-down.ts';
import { withTicketClocks } from '../desk/clock/ticket-clocks.ts';
import { wakeOf } from '../desk/wake.ts';
import { deviceKey } from '../desk/device/device.ts';
import { isLive } from '../desk/quiet/window.ts';
import { withAlertLog, withTicketLog } from '../desk/clock/work-log.ts';
import { type FollowedHint, hintName } from './hints.ts';
import { SCHEMA } from './redis.ts';
import { APART_ROW } from './rows.ts';
import type { Store } from './store.ts';

/** A day: no digest comes again in that. */
const SHORTEST_LATCH = 24 * 3600;

export type Committed = 'done' | 'clash' | 'settled' | 'outdated';

export interface CommitOptions {
  /** Key of the effect whose outcome this is; it leaves the outbox, and a second outcome changes nothing. */
  settles?: string;
  /** Notices about no item. */
  notices?: readonly Notice[];
  /** A person waits for what they did to show. */
  urgent?: boolean;
  /** The revision of the windows by which it was decided: with others it is a clash. */
  windows?: string;
  /** What made somebody look: it is done with, unless it came again since the row was read. */
  hint?: FollowedHint;
}

/** Writes all changes (each item as it was read, a new one with revision 0) with their timelines, effects, notices and the messages that are behind now, or none of them. */
export async function commit(
  store: Store,
  changes: readonly Changed<Item>[],
  options: CommitOptions,
): Promise<Committed> {
  const effects = changes.flatMap((change) => change.effects);
  const notices = [...changes.flatMap((change) => change.notices), ...(options.notices ?? [])];
  const now = store.now();
  const rows = changes.map((change) => rowOf(change, options.urgent === true, store.house.settings, now));
  const result = (await store.database.run(
    'commit',
    JSON.stringify({
      schema: SCHEMA,
      from: store.database.id,
      now,
      // No longer than an item is kept: one that comes under the same name later must not be silent.
      latchSeconds: Math.max(SHORTEST_LATCH, Math.floor(store.house.settings.keep.for / 1_000)),
      ...(options.settles === undefined ? {} : { settles: options.settles }),
      ...(options.windows === undefined ? {} : { windows: options.windows }),
      ...(options.hint === undefined ? {} : { hint: { name: hintName(options.hint), readAt: options.hint.readAt } }),
      changes: rows,
      apart: { stand: APART, row: JSON.stringify(APART_ROW) },
      effects: effects.map((effect) => ({ key: effect.key, body: JSON.stringify(effect) })),
      notices: notices.map((notice) => ({
        key: notice.key,
        destination: notice.destination,
        rank: notice.rank,
        ...(notice.loud || notice.ref === undefined ? {} : { quiet: notice.ref }),
        ...(notice.last === undefined ? {} : { last: { name: notice.last, at: notice.at } }),
        body: JSON.stringify(notice),
      })),
    }),
  )) as Committed;
  if (result === 'done') {
    store.behind(touched(rows, notices));
    if (effects.length > 0) store.effects();
  }
  return result;
}

function rowOf(change: Changed<Item>, urgent: boolean, settings: Settings, now: number) {
  const item = withClocks(change.item, settings, now);
  const wakeAt = wakeOf(item, settings);
  return {
    ref: item.ref,
    kind: item.kind,
    expected: item.revision,
    document: JSON.stringify({ ...item, revision: item.revision + 1 }),
    timeline: change.entries.map((entry) => JSON.stringify(entry)),
    ...(item.kind === 'alert' || item.kind === 'ticket' ? { work: true, open: isOpen(item) } : {}),
    ...(item.kind === 'window' ? { live: isLive(item) } : {}),
    ...(item.kind === 'stop' ? { work: true, open: item.lifted === undefined } : {}),
    ...(item.kind === 'time'
      ? { worked: workedIn(item.wish).to, unsettled: isUnsettled(item), draft: isDraft(item) }
      : {}),
    seenAt: 'seenAt' in item ? item.seenAt : item.at,
    ...(item.kind === 'alert' || item.kind === 'stop' ? { condition: item.condition } : {}),
    ...(item.kind === 'alert' ? awayOf(item) : {}),
    ...(wakeAt === undefined ? {} : { wakeAt }),
    ...deviceOf(item),
    unfold: change.unfold ?? false,
    places: change.silent || !hasPlaces(item) ? [] : placesOf(item, urgent),
    ...(item.kind === 'alert' || item.kind === 'ticket' ? { stands: standsOf(item, urgent) } : {}),
  };
}

/** What follows from an item alone, whatever changed it: its log, and the clocks that are counted from it. */
function withClocks(item: Item, settings: Settings, now: number): Item {
  if (item.kind === 'alert')
    return withTimes(withAlertLog(withChain(withResponse(item, settings, now), settings, now), now), now);
  return item.kind === 'ticket'
    ? withTicketClocks(withTicketLog(withChain(item, settings, now), now), settings, now)
    : item;
}

/** A device that does not answer, or answers again, is a reason to look at its site. */
function awayOf({ facts }: Alert): { away?: { bucket: string; site: string } } {
  const { client, site } = facts;
  if (!isAway(facts) || client === undefined || site === undefined) return {};
  return { away: { bucket: bucketOf({ client, site }), site: JSON.stringify({ client, site }) } };
}

/** The device under which it is found. */
function deviceOf(item: Item): { device?: string } {
  if (item.kind === 'alert' && item.facts.device) return { device: deviceKey(item.source, item.facts.device.id) };
  return item.kind === 'ticket' && item.device ? { device: deviceKey(item.device.source, item.device.id) } : {};
}

type PlacedItem = Extract<Item, { places: unknown }>;

function hasPlaces(item: Item): item is PlacedItem {
  return 'places' in item;
}

/** Where the item is to be shown, and how it stands there among what it may have been folded with. */
function placesOf(item: PlacedItem, urgent: boolean): PlaceRow[] {
  const rank = urgent ? 0 : rankOf(item);
  return item.places.map(({ destination, as }) => ({
    destination,
    rank,
    shown: as === 'card' || as === 'moved',
    ...(item.kind === 'alert' ? { stand: standOf(item, destination) } : {}),
  }));
}

interface PlaceRow {
  destination: Destination;
  rank: number;
  shown: boolean;
  stand?: Stand;
}

/** Where the item counts as seen, and which of its places must have a row or wait for one, however quiet the change was. */
function standsOf(item: WorkItem, urgent: boolean): { destination: Destination; rank?: number }[] {
  if (isNowhere(item)) return [...item.places, { destination: NOWHERE }].map(({ destination }) => ({ destination }));
  const rank = urgent ? 0 : rankOf(item);
  return item.places.map(({ destination, as }) => ({ destination, ...(as === 'card' ? { rank } : {}) }));
}

/** What people did goes first (0), then by severity; tickets go with high alerts. */
function rankOf(item: PlacedItem): number {
  if (item.kind === 'stop') return 0;
  if (item.kind === 'handover' || item.kind === 'checkin') return 1;
  return item.kind === 'ticket' ? 2 : 1 + severityRank(item.severity);
}

function touched(
  rows: readonly { places: readonly { destination: Destination }[] }[],
  notices: readonly { destination: Destination }[],
): Destination[] {
  const all = [...rows.flatMap((row) => row.places), ...notices];
  return [...new Set(all.map(({ destination }) => destination))];
}
