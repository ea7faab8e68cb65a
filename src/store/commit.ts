import type { Changed, Notice } from '../desk/decision.ts';
import type { Destination } from '../desk/destination.ts';
import { isOpen, type Item } from '../desk/item.ts';
import type { Settings } from '../desk/settings.ts';
import { severityRank } from '../desk/severity.ts';
import { wakeOf } from '../desk/wake.ts';
import { type FollowedHint, hintName } from './hints.ts';
import { SCHEMA } from './redis.ts';
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
  const rows = changes.map((change) => rowOf(change, options.urgent === true, store.house.settings));
  const result = (await store.database.run(
    'commit',
    JSON.stringify({
      schema: SCHEMA,
      now: store.now(),
      // No longer than an item is kept: one that comes under the same name later must not be silent.
      latchSeconds: Math.max(SHORTEST_LATCH, Math.floor(store.house.settings.keep.for / 1_000)),
      ...(options.settles === undefined ? {} : { settles: options.settles }),
      ...(options.hint === undefined ? {} : { hint: { name: hintName(options.hint), readAt: options.hint.readAt } }),
      changes: rows,
      effects: effects.map((effect) => ({ key: effect.key, body: JSON.stringify(effect) })),
      notices: notices.map((notice) => ({
        key: notice.key,
        destination: notice.destination,
        rank: notice.rank,
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

function rowOf(change: Changed<Item>, urgent: boolean, settings: Settings) {
  const { item } = change;
  const wakeAt = wakeOf(item, settings);
  return {
    ref: item.ref,
    kind: item.kind,
    expected: item.revision,
    document: JSON.stringify({ ...item, revision: item.revision + 1 }),
    timeline: change.entries.map((entry) => JSON.stringify(entry)),
    ...(item.kind === 'alert' || item.kind === 'ticket' ? { work: true, open: isOpen(item) } : {}),
    seenAt: 'seenAt' in item ? item.seenAt : item.at,
    ...(item.kind === 'alert' ? { condition: item.condition } : {}),
    ...(wakeAt === undefined ? {} : { wakeAt }),
    unfold: change.unfold ?? false,
    places: change.silent || item.kind === 'time' ? [] : shownPlaces(item, urgent),
  };
}

function shownPlaces(
  item: Exclude<Item, { kind: 'time' }>,
  urgent: boolean,
): { destination: Destination; rank: number }[] {
  const rank = urgent ? 0 : rankOf(item);
  return item.places
    .filter(({ as }) => as === 'card' || as === 'moved')
    .map(({ destination }) => ({ destination, rank }));
}

/** What people did goes first (0), then by severity; tickets go with high alerts. */
function rankOf(item: Exclude<Item, { kind: 'time' }>): number {
  return item.kind === 'ticket' ? 2 : 1 + severityRank(item.severity);
}

function touched(
  rows: readonly { places: readonly { destination: Destination }[] }[],
  notices: readonly { destination: Destination }[],
): Destination[] {
  const all = [...rows.flatMap((row) => row.places), ...notices];
  return [...new Set(all.map(({ destination }) => destination))];
}
