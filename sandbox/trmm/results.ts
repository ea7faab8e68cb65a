import { addCheck, addTask } from './add-rows.ts';
import { insertAlert } from './alert-row.ts';
import type { Failure } from './driver.ts';
import type { Engine } from './engine.ts';
import type { Agent, Alert, Check, Severity, Task } from './model.ts';
import { agentNamed, resultKey, timestamp, type World } from './world.ts';

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

export function goOverdue(world: World, agent: Agent): void {
  agent.status = 'overdue';
  agent.last_seen = timestamp(world.now() - 31 * 60_000);
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

export function failCheck(
  world: World,
  engine: Engine,
  agent: Agent,
  check: Check,
  severity: Severity,
  output?: string,
) {
  const result = world.results.get(resultKey(check.id, agent.pk));
  if (!result) throw new Error(`check ${check.id} does not run on ${agent.hostname}`);
  const script = check.check_type === 'script';
  Object.assign(result, {
    status: 'failing',
    alert_severity: severity,
    last_run: world.stamp(),
    fail_count: result.fail_count + 1,
    retcode: 1,
    ...(output !== undefined && (script ? { stdout: output } : { more_info: output })),
  });
  result.history.unshift({ x: world.stamp(), y: check.check_type === 'diskspace' ? 3 : 1, results: null });
  world.changed();
  if (result.fail_count < check.fails_b4_alert) return undefined;
  return engine.failed({ type: 'check', agent: agent.pk, check: check.id }, severity);
}

export function passCheck(world: World, engine: Engine, agent: Agent, check: Check): Alert | undefined {
  const result = world.results.get(resultKey(check.id, agent.pk));
  if (!result) return undefined;
  Object.assign(result, { status: 'passing', last_run: world.stamp(), fail_count: 0, retcode: 0, stdout: '' });
  result.history.unshift({ x: world.stamp(), y: check.check_type === 'diskspace' ? 61 : 0, results: null });
  world.changed();
  return engine.passed({ type: 'check', agent: agent.pk, check: check.id });
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

export function runAll(world: World, engine: Engine, agents: readonly Agent[]): number[] {
  const before = new Set(world.alerts.keys());
  for (const agent of agents) {
    const condition = { type: 'availability', agent: agent.pk } as const;
    if (agent.status === 'overdue') engine.failed(condition, 'error');
    if (agent.status !== 'online') continue;
    engine.passed(condition);
    for (const check of world.checks.values()) {
      const result = world.results.get(resultKey(check.id, agent.pk));
      if (result?.status === 'failing') failCheck(world, engine, agent, check, result.alert_severity);
      else if (result) engine.passed({ type: 'check', agent: agent.pk, check: check.id });
    }
    for (const task of world.tasks.values()) {
      if (task.agent !== agent.pk) continue;
      const about = { type: 'task', agent: agent.pk, task: task.id } as const;
      if (task.result.status === 'failing') engine.failed(about, task.alert_severity);
      else engine.passed(about);
    }
  }
  return [...world.alerts.keys()].filter((id) => !before.has(id));
}
