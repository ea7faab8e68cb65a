import type { AlertSignal } from '../../desk/signal.ts';
import { conditionOf } from './condition.ts';
import { instantOf } from './facts.ts';
import type { PollParts } from './poll.ts';
import type { AlertRow, Cursor } from './schema.ts';
import { signalOf } from './signals.ts';

/** Between two polls this far apart there may have been more than a list of what is open tells. */
const GAP = 5 * 60_000;
/** After a failure, TRMM is asked again no sooner: such a list is hard work for it. */
const ASK_AGAIN = 20 * 60_000;
const DAY = 24 * 60 * 60_000;
/** What is older is history. */
const LONGEST = 7 * DAY;

/** Up to when nothing was missed, and when it was tried last to learn what was. */
export type Heard = Pick<Cursor, 'heardAt' | 'askedAt'>;

/**
 * What came and went since the last poll, where that was a while ago: the newest row of each condition of which none is
 * open now. `read` is the instant that counts for them.
 */
export async function passedSince(
  parts: PollParts,
  before: Cursor,
  /** Rows that were read already, and what of them is open. */
  seen: { rows: ReadonlySet<number>; open: readonly AlertRow[] },
  read: { began: number; at: number },
): Promise<{ signals: AlertSignal[]; heard: Heard }> {
  const { heardAt = read.began, askedAt } = before;
  const all: Heard = { heardAt: read.began };
  if (read.began - heardAt < GAP) return { signals: [], heard: all };
  if (askedAt !== undefined && read.began - askedAt < ASK_AGAIN) return { signals: [], heard: { heardAt, askedAt } };
  const since = Math.max(heardAt - GAP, read.began - LONGEST);
  try {
    const rows = await parts.client.recentAlerts(Math.ceil((read.began - since) / DAY));
    const news = rows.filter(({ id }) => !seen.rows.has(id));
    const passed = newestPassed(news, seen.open, since);
    await parts.fleet.freshen(passed, new Set());
    const signals = passed.map((row) => signalOf(row, read.at, parts.fleet, parts.web));
    return { signals: await Promise.all(signals), heard: all };
  } catch {
    // What is open now must come through all the same.
    return { signals: [], heard: { heardAt, askedAt: read.began } };
  }
}

function newestPassed(rows: readonly AlertRow[], open: readonly AlertRow[], since: number): AlertRow[] {
  const standing = new Set(open.map(conditionOf));
  const newest = new Map<string, AlertRow>();
  for (const row of rows.toSorted((a, b) => a.id - b.id)) {
    const condition = conditionOf(row);
    if (!row.resolved || standing.has(condition) || (instantOf(row.alert_time) ?? 0) < since) continue;
    newest.set(condition, row);
  }
  return [...newest.values()];
}
