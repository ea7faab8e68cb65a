import { createHash } from 'node:crypto';
import type { AlertRow } from './schema.ts';

const LIMIT = 60;

/** What is wrong, whatever row reports it. A row without its agent, check or task stands for itself alone. */
export function conditionOf(row: AlertRow): string {
  return conditionWith(row, row.agent_id ?? '') ?? `trmm/custom/${row.id}`;
}

function conditionWith(row: AlertRow, agent: string): string | undefined {
  const parts = partsOf(row);
  if (agent === '' || !parts) return undefined;
  const condition = ['trmm', parts.type, agent, ...parts.rest].join('/');
  // Agent ids have 40 characters, which fits; TRMM itself would allow for longer ones.
  return condition.length <= LIMIT ? condition : conditionWith(row, shortened(agent));
}

function partsOf(row: AlertRow): { type: string; rest: number[] } | undefined {
  if (row.alert_type === 'availability') return { type: 'availability', rest: [] };
  if (row.alert_type === 'check' && row.assigned_check) return { type: 'check', rest: [row.assigned_check] };
  if (row.alert_type === 'task' && row.assigned_task) return { type: 'task', rest: [row.assigned_task] };
  return undefined;
}

function shortened(agent: string): string {
  return createHash('sha256').update(agent).digest('hex').slice(0, 24);
}
