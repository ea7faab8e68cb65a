import { type Bulk, bulkNotices } from '../desk/storm/bulk.ts';
import { decideBulk } from '../desk/storm/bulk-step.ts';
import type { Changed } from '../desk/decision.ts';
import type { WorkItem } from '../desk/item.ts';
import { OutdatedError } from './change.ts';
import { commit } from './commit.ts';
import { isWork, readItem, readItems } from './read.ts';
import { key } from './redis.ts';
import type { Store } from './store.ts';
import { viewNow } from './view.ts';

/** Items that are decided and written in one commit. */
const AT_ONCE = 50;

/** How long the items of a bulk action are kept, in seconds: longer than any outage of a source. */
const KEPT = 7 * 24 * 3600;

/** Clashes in a row after which something else must be wrong. */
const MOST_TRIES = 50;

/** Begins a bulk action: once this resolves it is carried out to its end, whoever is killed in between. */
export async function beginBulk(store: Store, bulk: Bulk, refs: readonly string[]): Promise<void> {
  const list = key('bulk', bulk.ref);
  const pipeline = store.database.redis.multi().del(list);
  for (let start = 0; start < refs.length; start += 1_000) pipeline.rpush(list, ...refs.slice(start, start + 1_000));
  for (const [error] of (await pipeline.expire(list, KEPT).exec()) ?? []) if (error) throw error;
  const effect = { job: 'bulk' as const, key: bulk.ref, ref: bulk.ref };
  await commit(store, [{ is: 'changed', item: bulk, entries: [], effects: [effect], notices: [] }], {});
}

/**
 * Carries a bulk action on from where it stands until it is over, or until an instant of `performance.now()`. Each step is one commit
 * of some items together with how far it has come, so that it can be broken off anywhere. Answers how it stands.
 */
export async function carryOn(
  store: Store,
  ref: string,
  { by = Number.POSITIVE_INFINITY, isWaitedFor }: { by?: number; isWaitedFor: boolean },
): Promise<Bulk | undefined> {
  for (let clashes = 0; clashes < MOST_TRIES;) {
    const bulk = await readItem(store, ref);
    if (bulk?.kind !== 'bulk') return undefined;
    if (bulk.endedAt !== undefined || performance.now() >= by) return bulk;
    const [items, view] = await Promise.all([readNext(store, bulk), viewNow(store)]);
    const step = decideBulk(bulk, items, view);
    const isEnd = step.bulk.endedAt !== undefined;
    const notices = isEnd ? bulkNotices(step.bulk, isWaitedFor, view) : [];
    const own: Changed<Bulk> = { is: 'changed', item: step.bulk, entries: [], effects: [], notices };
    const committed = await commit(store, [...step.changes, own], { urgent: true, ...(isEnd ? { settles: ref } : {}) });
    if (committed === 'outdated') store.outdated();
    if (committed === 'outdated') throw new OutdatedError();
    clashes = committed === 'clash' ? clashes + 1 : 0;
  }
  throw new Error('Alerts were changed by others again and again; the rest of a bulk action waits for its next try.');
}

async function readNext(store: Store, { ref, next, total }: Bulk): Promise<(WorkItem | undefined)[]> {
  const kept = await store.database.redis.lrange(key('bulk', ref), next, next + AT_ONCE - 1);
  const found = new Map((await readItems(store, kept)).map((item) => [item.ref, item]));
  const count = Math.min(AT_ONCE, total - next);
  return Array.from({ length: count }, (_, index) => {
    const item = found.get(kept[index] ?? '');
    return item && isWork(item) ? item : undefined;
  });
}
