import { newResult } from './add-rows.ts';
import type { Engine } from './engine.ts';
import type { Agent, Alert, Check, CheckResult, CheckType, Severity } from './model.ts';
import { resultKey, timestamp, type World } from './world.ts';

/** Points of history that are kept for one check of one agent. */
const KEPT = 1000;
/** Points that stand for all the runs of a leap of the clock. */
const POINTS_OF_A_LEAP = 24;

export function failCheck(
  world: World,
  engine: Engine,
  agent: Agent,
  check: Check,
  severity: Severity,
  output?: string,
): Alert | undefined {
  const result = resultFor(world, agent, check);
  Object.assign(result, {
    status: 'failing',
    alert_severity: severity,
    fail_count: result.fail_count + 1,
    retcode: 1,
    ...(output !== undefined && outputOf(check, output)),
  });
  ran(world, check, result);
  world.changed();
  if (result.fail_count < check.fails_b4_alert) return undefined;
  return engine.failed({ type: 'check', agent: agent.pk, check: check.id }, severity);
}

export function passCheck(world: World, engine: Engine, agent: Agent, check: Check): Alert | undefined {
  const result = resultFor(world, agent, check);
  const silent = { stdout: '', stderr: '', more_info: '', extra_details: null };
  Object.assign(result, { status: 'passing', fail_count: 0, retcode: 0, ...silent });
  ran(world, check, result);
  return engine.passed({ type: 'check', agent: agent.pk, check: check.id });
}

/** The check finds what it found the last time; one that never ran finds nothing wrong. */
export function runAgain(world: World, engine: Engine, agent: Agent, check: Check): void {
  const result = world.results.get(resultKey(check.id, agent.pk));
  if (result?.status === 'failing') failCheck(world, engine, agent, check, result.alert_severity);
  else passCheck(world, engine, agent, check);
}

/** The runs that a leap of the clock went over, all but the last: each found what was found before it. */
export function runThroughLeap(world: World, agents: readonly Agent[], since: number, pace: number): void {
  const leap = world.now() - since;
  const missed = Math.floor(leap / pace) - 1;
  if (missed < 1) return;
  const step = leap / (Math.min(missed, POINTS_OF_A_LEAP) + 1);
  const present = new Set(agents.flatMap(({ status, pk }) => (status === 'online' ? pk : [])));
  for (const result of world.results.values()) {
    const check = world.checks.get(result.check);
    if (!check || !present.has(result.agent)) continue;
    if (result.status === 'failing') result.fail_count += missed;
    for (let at = since + step; at < world.now() - step / 2; at += step) {
      addPoint(check, result, timestamp(Math.round(at), 137));
    }
  }
}

/** What the newest run measured: percent for processor and memory, percent free for a disk, else 1 for a failure. */
function measured(type: CheckType, failing: boolean): number {
  if (type === 'diskspace') return failing ? 3 : 61;
  if (type === 'cpuload' || type === 'memory') return failing ? 97 : 23;
  return failing ? 1 : 0;
}

/** Where a kind of check puts what it says. */
function outputOf(check: Check, output: string): Partial<CheckResult> {
  if (check.check_type === 'script') return { stdout: output };
  if (check.check_type === 'eventlog') return { extra_details: { log: [{ message: output }] } };
  return { more_info: output };
}

/** A check has no result before its first run. */
function resultFor(world: World, agent: Agent, check: Check): CheckResult {
  const key = resultKey(check.id, agent.pk);
  const found = world.results.get(key);
  if (found) return found;
  if (!check.agents.has(agent.pk)) throw new Error(`check ${check.id} does not run on ${agent.hostname}`);
  const result = newResult(world, check, agent.pk);
  world.results.set(key, result);
  return result;
}

function ran(world: World, check: Check, result: CheckResult): void {
  result.last_run = world.stamp();
  addPoint(check, result, result.last_run);
}

function addPoint(check: Check, result: CheckResult, x: string): void {
  result.history.unshift({ x, y: measured(check.check_type, result.status === 'failing'), results: null });
  if (result.history.length > KEPT) result.history.length = KEPT;
}
