import { inScope, visibleAgent } from '../access.ts';
import { definitionJson } from '../agent-json.ts';
import { openAlerts, resolveAlert } from '../alert-row.ts';
import { businessError, FORBIDDEN, MISSING, ok, Refused, type Answer } from '../answer.ts';
import type { TrmmDriver } from '../driver.ts';
import type { CheckResult } from '../model.ts';
import type { Call, Route } from '../router.ts';
import type { World } from '../world.ts';

export function checkRoutes(world: World, driver: TrmmDriver): Route[] {
  return [
    {
      path: /^\/checks\/(?<id>\d+)\/$/,
      methods: { GET: ['can_list_checks', (call) => definition(world, call)] },
    },
    {
      path: /^\/checks\/(?<id>\d+)\/history\/$/,
      methods: { PATCH: ['can_list_checks', (call) => history(world, call)] },
    },
    {
      path: /^\/checks\/(?<id>\d+)\/reset\/$/,
      methods: { POST: ['can_manage_checks', (call) => reset(world, resultOf(world, call))] },
    },
    {
      path: /^\/checks\/(?<agent>[A-Za-z0-9]{21,})\/resetall\/$/,
      methods: { POST: ['can_manage_checks', (call) => resetAll(world, call)] },
    },
    {
      path: /^\/checks\/(?<agent>[A-Za-z0-9]{21,})\/run\/$/,
      methods: { POST: ['can_run_checks', (call) => runNow(world, driver, call)] },
    },
    {
      path: /^\/tasks\/(?<id>\d+)\/run\/$/,
      methods: { POST: ['can_run_autotasks', (call) => runTask(world, call)] },
    },
  ];
}

function definition(world: World, call: Call): Answer {
  const check = world.checks.get(Number(call.params['id']));
  if (!check) return MISSING;
  const agent = check.policy === null ? world.agents.get([...check.agents][0] ?? -1) : undefined;
  return agent && !inScope(world, call.key, agent) ? FORBIDDEN : ok(definitionJson(check));
}

/** The id in the path is the result's, not the check's. */
function resultOf(world: World, call: Call): CheckResult {
  for (const result of world.results.values()) {
    if (result.id !== Number(call.params['id'])) continue;
    const agent = world.agents.get(result.agent);
    if (agent && !inScope(world, call.key, agent)) throw new Refused(FORBIDDEN);
    return result;
  }
  throw new Refused(MISSING);
}

/** Newest first; `timeFilter` is a number of days, 0 or absent for all. Text is an error: it is used as it comes. */
function history(world: World, call: Call): Answer {
  const { timeFilter = 0 } = call.body() as Record<string, unknown>;
  const { history } = resultOf(world, call);
  if (typeof timeFilter !== 'number') throw new TypeError('no number of days');
  const now = world.now();
  const since = timeFilter === 0 ? Number.NEGATIVE_INFINITY : now - timeFilter * 86_400_000;
  return ok(history.filter(({ x }) => Date.parse(x) > since && (timeFilter === 0 || Date.parse(x) <= now)));
}

function reset(world: World, result: CheckResult): Answer {
  markPassing(world, result);
  return ok('The check status was reset');
}

function resetAll(world: World, call: Call): Answer {
  const agent = visibleAgent(world, call.key, call.params['agent']);
  for (const result of world.results.values()) if (result.agent === agent.pk) markPassing(world, result);
  return ok('All checks status were reset');
}

/** Nothing but the status changes, and what is open is resolved silently. */
function markPassing(world: World, result: CheckResult): void {
  result.status = 'passing';
  const condition = { type: 'check', agent: result.agent, check: result.check } as const;
  for (const alert of openAlerts(world, condition)) resolveAlert(world, alert);
}

function runNow(world: World, driver: TrmmDriver, call: Call): Answer {
  const agent = visibleAgent(world, call.key, call.params['agent']);
  if (agent.status !== 'online') return businessError('Unable to contact the agent');
  driver.runChecks(agent.agent_id);
  return ok(`Checks will now be run on ${agent.hostname}`);
}

function runTask(world: World, call: Call): Answer {
  const task = world.tasks.get(Number(call.params['id']));
  if (!task) return MISSING;
  const { agent_id } = call.body() as Record<string, unknown>;
  const agent = visibleAgent(world, call.key, typeof agent_id === 'string' ? agent_id : undefined);
  return ok(`${task.name} will now be run on ${agent.hostname}`);
}
