import { deleteAlert, resolveAlert, updateAlert } from './alert-row.ts';
import type { Engine } from './engine.ts';
import type { Agent, AgentStatus, Alert, AlertType, Severity } from './model.ts';
import { failCheck, passCheck } from './check-results.ts';
import { checkIn, fallSilent } from './presence.ts';
import { checkOf, failTask, passTask, raiseCustom, runAll, taskOf } from './results.ts';
import { storm } from './storm.ts';
import { agentNamed, resultKey, timestamp, type World } from './world.ts';

export interface Failure {
  /** Host name or public id; default the first agent. Without one, a custom alert has no agent at all. */
  agent?: string;
  type: AlertType;
  /** Name of a check (or task); made when the agent has none of that name. Default the first one. */
  checkName?: string;
  /** Default: error for availability, else what the check says. */
  severity?: Severity;
  /** Standard output of the check; for a custom alert, its message. */
  output?: string;
}

export interface Storm {
  count: number;
  /** Default availability: the link of a whole site is down. */
  type?: 'availability' | 'check';
  /** Name of the client whose first site is hit; default Globex. Missing agents are made. */
  client?: string;
  severity?: Severity;
}

/** What a person at TRMM, or the world outside, can make happen. */
export interface TrmmDriver {
  /** One failing result. Throws when TRMM makes no alert of it (maintenance, too few failures): see `report`. */
  raise(failure: Failure): Alert;
  /** One failing result, of which there may come no alert. */
  report(failure: Failure): Alert | undefined;
  /** One passing result: resolves what is open, with a webhook. */
  recover(failure: Omit<Failure, 'severity' | 'output'>): Alert | undefined;
  /** Each check, task and agent reports again what it last found. Gives the ids of alerts that are new. */
  runChecks(agent?: string): number[];
  /** Raises at once; gives the ids. */
  storm(storm: Storm): number[];
  resolveByHand(id: number): void;
  snoozeByHand(id: number, days: number): void;
  unsnoozeByHand(id: number): void;
  hide(id: number): void;
  deleteAlert(id: number): void;
  setMaintenance(agent: string, on: boolean): void;
  /** Offline raises nothing until it is overdue, which it is after half an hour; overdue does with the next `runChecks`. */
  setStatus(agent: string, status: AgentStatus): void;
  /** Deletes the agent and all that is about it. */
  deleteAgent(agent: string): void;
  renameClient(name: string, next: string): void;
  alert(id: number): Alert | undefined;
}

export function openDriver(world: World, engine: Engine): TrmmDriver {
  function report(failure: Failure): Alert | undefined {
    const agent = agentOf(world, failure.agent);
    if (failure.type === 'custom') return raiseCustom(world, failure);
    if (failure.type === 'availability') {
      fallSilent(world, agent, 'overdue');
      return engine.failed({ type: 'availability', agent: agent.pk }, 'error');
    }
    if (failure.type === 'task') return failTask(world, engine, agent, failure);
    const check = checkOf(world, agent, failure.checkName, failure.severity);
    return failCheck(world, engine, agent, check, failure.severity ?? check.alert_severity, failure.output);
  }

  return {
    report,
    raise(failure) {
      const alert = report(failure);
      if (!alert) throw new Error('no alert came of it: maintenance, too few failures, or alerting is off');
      return alert;
    },
    recover(failure) {
      const agent = agentOf(world, failure.agent);
      if (failure.type === 'custom') throw new Error('a custom alert never recovers by itself');
      if (failure.type === 'availability') {
        checkIn(world, agent);
        return engine.passed({ type: 'availability', agent: agent.pk });
      }
      if (failure.type === 'task') return passTask(world, engine, taskOf(world, agent, failure.checkName));
      return passCheck(world, engine, agent, checkOf(world, agent, failure.checkName));
    },
    runChecks: (agent) => runAll(world, engine, agent ? [agentNamed(world, agent)] : [...world.agents.values()]),
    storm: (options) => storm(world, report, options),
    resolveByHand: (id) => resolveAlert(world, alertOf(world, id)),
    snoozeByHand(id, days) {
      const snooze_until = timestamp(world.now() + days * 86_400_000);
      updateAlert(world, alertOf(world, id), { snoozed: true, snooze_until });
    },
    unsnoozeByHand: (id) => updateAlert(world, alertOf(world, id), { snoozed: false, snooze_until: null }),
    hide: (id) => updateAlert(world, alertOf(world, id), { hidden: true }),
    deleteAlert: (id) => deleteAlert(world, alertOf(world, id)),
    setMaintenance(agent, on) {
      agentNamed(world, agent).maintenance_mode = on;
      world.changed();
    },
    setStatus(name, status) {
      const agent = agentNamed(world, name);
      if (status === 'online') checkIn(world, agent);
      else fallSilent(world, agent, status);
      world.changed();
    },
    deleteAgent: (agent) => removeAgent(world, agentNamed(world, agent)),
    renameClient(name, next) {
      for (const client of world.clients) if (client.name === name) client.name = next;
      world.changed();
    },
    alert: (id) => world.alerts.get(id),
  };
}

function agentOf(world: World, name: string | undefined): Agent {
  if (name !== undefined) return agentNamed(world, name);
  const [first] = world.agents.values();
  if (!first) throw new Error('the world has no agents');
  return first;
}

function alertOf(world: World, id: number): Alert {
  const alert = world.alerts.get(id);
  if (!alert) throw new Error(`there is no alert ${id}`);
  return alert;
}

function removeAgent(world: World, agent: Agent): void {
  for (const alert of world.alerts.values()) if (alert.agent === agent.pk) deleteAlert(world, alert);
  world.agents.delete(agent.pk);
  for (const name of [agent.hostname, agent.agent_id]) world.agentsByName.delete(name);
  for (const check of world.checks.values()) {
    world.results.delete(resultKey(check.id, agent.pk));
    check.agents.delete(agent.pk);
    if (check.policy === null && check.agents.size === 0) world.checks.delete(check.id);
  }
  for (const task of world.tasks.values()) if (task.agent === agent.pk) world.tasks.delete(task.id);
  world.notes = world.notes.filter((note) => note.agent !== agent.pk);
  world.pendingActions = world.pendingActions.filter((action) => action.agent !== agent.pk);
  world.winUpdates = world.winUpdates.filter((update) => update.agent !== agent.pk);
  world.changed();
}
