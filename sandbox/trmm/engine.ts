import { conditionKey, insertAlert, openAlerts, resolveAlert, updateAlert, type Condition } from './alert-row.ts';
import type { Agent, Alert, AlertType, Severity } from './model.ts';
import type { Webhooks } from './webhook.ts';
import { placeOf, type World } from './world.ts';

/** TRMM's alert engine: what a failing or a passing result does to the rows, and which webhooks leave. */
export interface Engine {
  /** The open row of the condition is used again, its severity follows; undefined when no row is made. */
  failed(condition: Condition, severity: Severity): Alert | undefined;
  /** Resolves what is open, with a resolved webhook. Undefined when nothing was open, or in maintenance. */
  passed(condition: Condition): Alert | undefined;
}

export function openEngine(world: World, webhooks: Webhooks): Engine {
  /** Alerts whose failure webhook has been tried; it is tried once. */
  const announced = new Set<number>();

  function announce(alert: Alert): void {
    // This release made the rows and forgot the webhooks.
    if (world.settings.trmmVersion === '1.5.0') return;
    if (announced.has(alert.id) || !webhooks.has('failure') || quiet(world, alert)) return;
    announced.add(alert.id);
    webhooks.send(alert, 'failure');
  }

  return {
    failed(condition, severity) {
      const agent = agentOf(world, condition);
      if (agent.maintenance_mode) return undefined;
      const open = openAlerts(world, condition);
      const newest = open.pop();
      for (const double of open) resolveAlert(world, double);
      const isActedOn = webhooks.has('failure') && hasActions(world, condition.type);
      if (!newest && !world.settings.dashboardAlerts && !isActedOn) return undefined;
      const alert = newest ?? insertAlert(world, rowFor(world, condition, agent, severity));
      if (alert.severity !== severity) updateAlert(world, alert, { severity });
      announce(alert);
      return alert;
    },
    passed(condition) {
      if (agentOf(world, condition).maintenance_mode) return undefined;
      const open = openAlerts(world, condition);
      const newest = open.pop();
      for (const double of open) resolveAlert(world, double);
      if (!newest) return undefined;
      resolveAlert(world, newest);
      if (announced.has(newest.id) && !quiet(world, newest)) webhooks.send(newest, 'resolved');
      return newest;
    },
  };
}

/** Severities below the administrator's switches run no webhook, and neither do kinds that are switched off. */
function quiet(world: World, alert: Alert): boolean {
  const { notifyOnInfo, notifyOnWarning } = world.settings;
  if (alert.severity === 'info' && !notifyOnInfo) return true;
  if (alert.severity === 'warning' && !notifyOnWarning) return true;
  return !hasActions(world, alert.alert_type);
}

function hasActions(world: World, type: AlertType): boolean {
  const { agents, checks, tasks } = world.settings.actionsOn;
  if (type === 'availability') return agents;
  return type === 'check' ? checks : tasks;
}

function agentOf(world: World, condition: Condition): Agent {
  const agent = world.agents.get(condition.agent);
  if (!agent) throw new Error(`no agent for ${conditionKey(condition)}`);
  return agent;
}

function rowFor(world: World, condition: Condition, agent: Agent, severity: Severity) {
  return {
    alert_type: condition.type,
    severity,
    message: messageFor(world, condition, agent),
    hidden: !world.settings.dashboardAlerts,
    agent: agent.pk,
    assigned_check: condition.type === 'check' ? condition.check : null,
    assigned_task: condition.type === 'task' ? condition.task : null,
  };
}

function messageFor(world: World, condition: Condition, agent: Agent): string {
  if (condition.type === 'availability') {
    const { client, site } = placeOf(world, agent);
    return `${agent.hostname} in ${client.name}, ${site.name} is overdue.`;
  }
  if (condition.type === 'task') {
    return `${agent.hostname} has task: ${world.tasks.get(condition.task)?.name} that failed.`;
  }
  const check = world.checks.get(condition.check);
  return `${agent.hostname} has a ${check?.check_type} check: ${check?.readable_desc} that failed.`;
}
