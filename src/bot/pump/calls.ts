import type { Destination } from '../../desk/destination.ts';
import { readRows } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import type { ReadyNotice } from './look.ts';

/** The bundle of calls to one person. */
export const CALLS = 'calls';

/** So many calls in a minute are heard one by one; what comes then waits so long, and goes as one. Milliseconds. */
const MOST_ALONE = 3;
const PATIENCE = 15_000;

/** The row under which a notice is sent: its own, or that of its bundle. */
export function noticeRow({ notice, bundle }: ReadyNotice): string {
  return bundle === undefined ? `notice ${notice.key}` : `lines ${bundle}`;
}

/**
 * The calls to one person that may go now, so that however many alerts come, and however fast, a telephone rings some times a minute and
 * no more. What was begun alone or together, and may have arrived, stays so, lest it ring twice.
 */
export async function pacedCalls(
  store: Store,
  destination: Destination,
  calls: readonly ReadyNotice[],
  recent: number,
): Promise<ReadyNotice[]> {
  if (calls.length === 0) return [];
  const rows = await readRows(store, destination, [`lines ${CALLS}`, ...calls.map(noticeRow)]);
  const begun = new Set(rows.get(`lines ${CALLS}`)?.batch);
  if (calls.some(({ notice }) => begun.has(notice.key))) return calls.map(asOne);
  const isBegun = (one: ReadyNotice): boolean => rows.get(noticeRow(one))?.state === 'sending';
  const fresh = calls.filter((one) => !isBegun(one));
  return [...calls.filter(isBegun), ...paced(fresh, recent, store.now())];
}

function paced(calls: readonly ReadyNotice[], recent: number, now: number): ReadyNotice[] {
  const hasRung = recent >= MOST_ALONE;
  if (hasRung && calls.every(({ notice }) => now - notice.at < PATIENCE)) return [];
  return hasRung || calls.length > MOST_ALONE ? calls.map(asOne) : [...calls];
}

function asOne(call: ReadyNotice): ReadyNotice {
  return { ...call, bundle: CALLS };
}
