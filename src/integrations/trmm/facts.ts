import type { AlertFacts } from '../../desk/alert/alert.ts';
import { KEPT_TEXT } from '../../desk/full-text.ts';
import { clean, cut } from '../../desk/text.ts';
import { linksTo } from './agent.ts';
import type { KnownAgent } from './fields.ts';
import type { AlertRow, CheckRow, TaskRow } from './schema.ts';
import { checkTypeOf, titleOf } from './title.ts';

/** What is known beside the row itself; any of it may be missing. */
export interface Background {
  agent: KnownAgent | undefined;
  check: CheckRow | undefined;
  task: TaskRow | undefined;
}

/** The facts of an open row. `readAt` (epoch milliseconds) stands in for a start that TRMM does not say. */
export function factsOf(row: AlertRow, around: Background, readAt: number, web: string | undefined): AlertFacts {
  const { agent, check, task } = around;
  return {
    title: titleOf(row, check, task),
    message: row.message ?? '',
    raw: row.severity,
    type: row.alert_type,
    ...present('check', checkTypeOf(row, check)),
    ...present('client', row.client ?? undefined),
    ...present('site', row.site ?? undefined),
    ...present('device', deviceOf(row, agent)),
    ...present('value', valueOf(check, task)),
    ...present('failures', check?.check_result.fail_count ?? undefined),
    startedAt: instantOf(row.alert_time) ?? readAt,
    ...present('snoozed', row.snoozed ? present('until', instantOf(row.snooze_until)) : undefined),
    hidden: row.hidden,
    links: row.agent_id ? linksTo(row.agent_id, web) : [],
  };
}

/** Epoch milliseconds of one of TRMM's time stamps; undefined for none. */
export function instantOf(stamp: string | null | undefined): number | undefined {
  const instant = Date.parse(stamp ?? '');
  return Number.isNaN(instant) ? undefined : instant;
}

function present<K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [name]: value } as Record<K, V>);
}

function deviceOf(row: AlertRow, agent: Background['agent']): AlertFacts['device'] {
  if (!row.agent_id) return undefined;
  const kind = agent?.monitoring_type ?? 'unknown';
  return {
    id: row.agent_id,
    name: row.hostname ?? agent?.hostname ?? row.agent_id,
    kind,
    ...present('user', userOf(agent)),
    ...present('fields', agent && Object.keys(agent.fields).length > 0 ? agent.fields : undefined),
  };
}

/** Who is logged in now. TRMM writes nobody as `None`, `-` or null, and shows the last user in italics. */
export function userOf(agent: KnownAgent | undefined): string | undefined {
  const user = agent?.logged_username?.trim();
  if (!agent || agent.italic || !user || user === 'None' || user === '-') return undefined;
  return user;
}

function valueOf(check: CheckRow | undefined, task: TaskRow | undefined): string | undefined {
  const from = check?.check_result ?? task?.task_result;
  const info = check?.check_result.more_info;
  for (const output of [info, from?.stdout, from?.stderr]) {
    const value = clean(output ?? '').trim();
    if (value !== '') return cut(value, KEPT_TEXT);
  }
  return undefined;
}
