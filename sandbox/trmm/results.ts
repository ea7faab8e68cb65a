import { addCheck, addTask } from './add-rows.ts';
import { insertAlert } from './alert-row.ts';
import { runAgain } from './check-results.ts';
import type { Failure } from './driver.ts';
import type { Engine } from './engine.ts';
import type { Agent, Alert, Check, Severity, Task } from './model.ts';
import { agentNamed, type World } from './world.ts';

export function raiseCustom(world: World, failure: Failure): Alert {
  return insertAlert(world, {
    alert_type: 'custom',
    severity: failure.severity ?? 'warning',
    message: failure.output ?? failure.checkName ?? 'custom alert',
    hidden: false,
    agent: failure.agent === undefined ? null : agentNamed(world, failure.agent).pk,
    assigned_check: null,
    assigned_task: null,
  });
}

export function checkOf(world: World, agent: Agent, name: string | undefined, severity?: Severity): Check {
  for (const check of world.checks.values()) {
    if (!check.agents.has(agent.pk)) continue;
    if (name === undefined || [check.name, check.readable_desc, check.check_type].includes(name)) return check;
  }
  const made = name ?? 'Backup age';
  return addCheck(world, {
    agents: [agent],
    check_type: 'script',
    name: made,
    readable_desc: `Script Check: ${made}`,
    ...(severity && { alert_severity: severity }),
  });
}

export function taskOf(world: World, agent: Agent, name: string | undefined): Task {
  for (const task of world.tasks.values()) {
    if (task.agent === agent.pk && (name === undefined || task.name === name)) return task;
  }
  return addTask(world, agent, name ?? 'Nightly clean-up');
}

export function failTask(world: World, engine: Engine, agent: Agent, failure: Failure): Alert | undefined {
  const task = taskOf(world, agent, failure.checkName);
  if (failure.severity) task.alert_severity = failure.severity;
  const stderr = failure.output ?? 'the task failed';
  task.result = { status: 'failing', retcode: 1, stdout: '', stderr, last_run: world.stamp() };
  return engine.failed({ type: 'task', agent: agent.pk, task: task.id }, task.alert_severity);
}

export function passTask(world: World, engine: Engine, task: Task): Alert | undefined {
  task.result = { status: 'passing', retcode: 0, stdout: '', stderr: '', last_run: world.stamp() };
  return engine.passed({ type: 'task', agent: task.agent, task: task.id });
}

/** Every agent that is online reports what it last found; one that is overdue is noticed. Gives the ids of new alerts. */
export function runAll(world: World, engine: Engine, agents: readonly Agent[]): number[] {
  const before = new Set(world.alerts.keys());
  for (const agent of agents) {
    const condition = { type: 'availability', agent: agent.pk } as const;
    if (agent.status === 'overdue') engine.failed(condition, 'error');
    if (agent.status !== 'online') continue;
    engine.passed(condition);
    for (const check of world.checks.values()) {
      if (check.agents.has(agent.pk)) runAgain(world, engine, agent, check);
    }
    for (const task of world.tasks.values()) {
      if (task.agent !== agent.pk) continue;
      task.result.last_run = world.stamp();
      const about = { type: 'task', agent: agent.pk, task: task.id } as const;
      if (task.result.status === 'failing') engine.failed(about, task.alert_severity);
      else engine.passed(about);
    }
  }
  world.changed();
  return [...world.alerts.keys()].filter((id) => !before.has(id));
}
