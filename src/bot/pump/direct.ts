import { NO_ITEM } from '../../desk/card.ts';
import type { Destination } from '../../desk/destination.ts';
import { readRows } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import { noticeRow } from './calls.ts';
import type { ReadyNotice } from './look.ts';

/** The bundle of direct messages. */
export const DIRECT = 'direct';

/** Direct messages about so many items are read one by one; more go together. */
const MOST_DIRECT = 3;

/**
 * Whoever acknowledged a storm is not reminded of each of its alerts in a message of its own. What goes before all else stays by itself.
 * What was begun alone or together, and may have arrived, stays so: it would be looked up under another name, and told twice.
 */
export async function bundledDirect(
  store: Store,
  destination: Destination,
  ready: readonly ReadyNotice[],
): Promise<ReadyNotice[]> {
  if (ready.length === 0) return [];
  const rows = await readRows(store, destination, [`lines ${DIRECT}`, ...ready.map(noticeRow)]);
  const begun = new Set(rows.get(`lines ${DIRECT}`)?.batch);
  const free = ready.filter(
    (one) => one.notice.card.ref !== NO_ITEM && one.notice.rank > 0 && rows.get(noticeRow(one))?.state !== 'sending',
  );
  const together = new Set(free.length > MOST_DIRECT ? free : []);
  return ready.map((one) => (begun.has(one.notice.key) || together.has(one) ? { ...one, bundle: DIRECT } : one));
}
