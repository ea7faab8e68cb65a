import type { Cache } from './cache.ts';
import type { AlertRow, CheckRow, TaskRow } from './schema.ts';

/** Newest results by agent, then by check or task. */
export interface Results {
  checks: Cache<Map<number, CheckRow>>;
  tasks: Cache<Map<number, TaskRow>>;
}

/** Instants (epoch milliseconds) since which a result is new enough: for most alerts, and for those that somebody holds. */
export interface Since {
  most: number;
  attended: number;
}

/** In a storm the results of the rest come with the next polls. */
const AT_ONCE = 60;

interface Wish {
  fetch: () => Promise<unknown>;
  attended: boolean;
  /** When it was fetched last. */
  at: number;
}

/** Fetches the results that those rows need: what somebody holds first, then what was never fetched, then the oldest. */
export function fetchResults(
  results: Results,
  rows: readonly AlertRow[],
  attended: ReadonlySet<number>,
  since: Since,
): Promise<unknown> {
  const wishes = new Map<string, Wish>();
  for (const row of rows) {
    const cache = cacheFor(results, row);
    const { agent_id: agent } = row;
    if (!cache || !agent) continue;
    const held = attended.has(row.id);
    const from = held ? since.attended : since.most;
    const at = cache.fetchedAt(agent) ?? 0;
    const key = `${row.alert_type} ${agent}`;
    if (at >= from || (wishes.has(key) && !held)) continue;
    wishes.set(key, { fetch: () => cache.get(agent, from), attended: held, at });
  }
  const urgent = [...wishes.values()].sort((a, b) => Number(b.attended) - Number(a.attended) || a.at - b.at);
  return Promise.allSettled(urgent.slice(0, AT_ONCE).map((wish) => wish.fetch()));
}

function cacheFor({ checks, tasks }: Results, row: AlertRow): Results['checks'] | Results['tasks'] | undefined {
  if (row.alert_type === 'check' && row.assigned_check) return checks;
  return row.alert_type === 'task' && row.assigned_task ? tasks : undefined;
}

export function findResult<T>(
  cache: Cache<Map<number, T>>,
  agent: string | null | undefined,
  id: number | null | undefined,
): T | undefined {
  return agent && id ? cache.peek(agent)?.get(id) : undefined;
}
