import type { AlertEnd } from '../../desk/alert/alert.ts';
import type { AlertSignal } from '../../desk/signal.ts';
import { conditionOf } from './condition.ts';
import { factsOf, instantOf } from './facts.ts';
import type { Fleet } from './fleet.ts';
import type { AlertRow } from './schema.ts';

/** What a row says, with what the fleet knows of it. `readAt` is the instant before it was asked for. */
export async function signalOf(
  row: AlertRow,
  readAt: number,
  fleet: Fleet,
  web: string | undefined,
): Promise<AlertSignal> {
  const facts = factsOf(row, fleet.behind(row), readAt, web);
  if (!row.resolved) return about(row, readAt, { state: 'open', facts });
  const how = await endOf(row, fleet, readAt);
  return about(row, readAt, { state: 'ended', how, at: instantOf(row.resolved_on) ?? readAt, facts });
}

/** A row that TRMM no longer has (pruned, or gone with its agent, check or task), or no longer shows: its device has left the role's clients and sites. */
export function goneSignal(row: string, condition: string, how: 'deleted' | 'withdrawn', readAt: number): AlertSignal {
  return {
    kind: 'alert',
    source: 'trmm',
    row,
    condition,
    readAt,
    seen: { state: 'ended', how, at: readAt },
  };
}

function about(row: AlertRow, readAt: number, seen: AlertSignal['seen']): AlertSignal {
  return { kind: 'alert', source: 'trmm', row: String(row.id), condition: conditionOf(row), readAt, seen };
}

/**
 * TRMM does not say who resolved a row. Its own messages about it go out for a recovery alone; without any, the
 * newest result decides. When that cannot be read it counts as resolved by hand, which promises less.
 */
async function endOf(row: AlertRow, fleet: Fleet, since: number): Promise<AlertEnd> {
  if (row.resolved_action_run || row.resolved_email_sent || row.resolved_sms_sent) return 'recovered';
  return (await fleet.passes(row, since)) ? 'recovered' : 'resolved';
}
