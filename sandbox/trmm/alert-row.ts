import type { Alert, AlertType, Severity } from './model.ts';
import { placeOf, type World } from './world.ts';

/** What an alert is about; two open alerts never share it for long. */
export type Condition =
  | { type: 'availability'; agent: number }
  | { type: 'check'; agent: number; check: number }
  | { type: 'task'; agent: number; task: number };

export function conditionKey(condition: Condition): string {
  if (condition.type === 'availability') return `availability:${condition.agent}`;
  return condition.type === 'check'
    ? `check:${condition.agent}:${condition.check}`
    : `task:${condition.agent}:${condition.task}`;
}

function keyOf(alert: Alert): string | undefined {
  if (alert.alert_type === 'availability') return `availability:${alert.agent}`;
  if (alert.alert_type === 'check') return `check:${alert.agent}:${alert.assigned_check}`;
  return alert.alert_type === 'task' ? `task:${alert.agent}:${alert.assigned_task}` : undefined;
}

export interface NewAlert {
  alert_type: AlertType;
  severity: Severity;
  message: string | null;
  hidden: boolean;
  agent: number | null;
  assigned_check: number | null;
  assigned_task: number | null;
}

export function insertAlert(world: World, fields: NewAlert): Alert {
  const { agent, assigned_check, assigned_task, ...rest } = fields;
  const alert: Alert = {
    id: world.next('alert'),
    alert_time: world.stamp(),
    ...rest,
    snoozed: false,
    snooze_until: null,
    resolved: false,
    resolved_on: null,
    email_sent: null,
    resolved_email_sent: null,
    sms_sent: null,
    resolved_sms_sent: null,
    action_run: null,
    action_stdout: null,
    action_stderr: null,
    action_retcode: null,
    action_execution_time: null,
    resolved_action_run: null,
    resolved_action_stdout: null,
    resolved_action_stderr: null,
    resolved_action_retcode: null,
    resolved_action_execution_time: null,
    agent,
    assigned_check,
    assigned_task,
  };
  updateAlert(world, alert, {});
  return alert;
}

/** Writes the row: it moves to the end of the table, and the index of open conditions follows. */
export function updateAlert(world: World, alert: Alert, changes: Partial<Alert>): void {
  unlist(world, alert);
  world.alerts.delete(alert.id);
  Object.assign(alert, changes);
  world.alerts.set(alert.id, alert);
  const key = keyOf(alert);
  if (key && !alert.resolved) {
    const ids = world.open.get(key);
    if (ids) ids.add(alert.id);
    else world.open.set(key, new Set([alert.id]));
  }
  world.changed();
}

export function deleteAlert(world: World, alert: Alert): void {
  unlist(world, alert);
  world.alerts.delete(alert.id);
  world.changed();
}

/** Resolves without telling anybody. */
export function resolveAlert(world: World, alert: Alert): void {
  updateAlert(world, alert, { resolved: true, resolved_on: world.stamp(), snoozed: false, snooze_until: null });
}

/** The open alerts of a condition, oldest first. */
export function openAlerts(world: World, condition: Condition): Alert[] {
  const ids = [...(world.open.get(conditionKey(condition)) ?? [])].sort((a, b) => a - b);
  return ids.flatMap((id) => world.alerts.get(id) ?? []);
}

/** As the wire shows it: without an agent, the four keys that come from one are absent. */
export function alertJson(world: World, alert: Alert): Record<string, unknown> {
  const agent = alert.agent === null ? undefined : world.agents.get(alert.agent);
  const { id, ...columns } = alert;
  if (!agent) return { id, ...columns };
  const { client, site } = placeOf(world, agent);
  return { id, hostname: agent.hostname, agent_id: agent.agent_id, client: client.name, site: site.name, ...columns };
}

/** The hourly job at ten past: clears the snoozes that have run out by then, and nothing in between. */
export function openSnoozeJob(world: World): () => void {
  const hour = 3_600_000;
  const tenPast = 600_000;
  let ran = lastDue();

  function lastDue(): number {
    return Math.floor((world.now() - tenPast) / hour) * hour + tenPast;
  }

  return () => {
    const due = lastDue();
    if (due === ran) return;
    ran = due;
    for (const alert of world.alerts.values()) {
      if (!alert.snoozed || alert.snooze_until === null || Date.parse(alert.snooze_until) > due) continue;
      updateAlert(world, alert, { snoozed: false, snooze_until: null });
    }
  };
}

function unlist(world: World, alert: Alert): void {
  const key = keyOf(alert);
  if (!key) return;
  const ids = world.open.get(key);
  ids?.delete(alert.id);
  if (ids?.size === 0) world.open.delete(key);
}
