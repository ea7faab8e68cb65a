import { inScope, visibleAgent } from '../access.ts';
import { definitionJson } from '../agent-json.ts';
import { openAlerts, resolveAlert } from '../alert-row.ts';
import { businessError, FORBIDDEN, MISSING, ok, Refused, type Answer } from '../answer.ts';
import type { TrmmDriver } from '../driver.ts';
import { wholeNumber } from '../list-alerts.ts';
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
  return check ? ok(definitionJson(check)) : MISSING;
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

/** Newest first; `timeFilter` is in days, 0 for all. */
function history(world: World, call: Call): Answer {
  const { timeFilter } = call.body() as Record<string, unknown>;
  const { history } = resultOf(world, call);
  const days = wholeNumber(timeFilter);
  const since = days === 0 ? 0 : world.now() - days * 86_400_000;
  return ok(history.filter((point) => Date.parse(point.x) > since));
}

/** Marks it as passing and resolves what is open, silently. */
function reset(world: World, result: CheckResult): Answer {
  result.status = 'passing';
  result.fail_count = 0;
  const condition = { type: 'check', agent: result.agent, check: result.check } as const;
  for (const alert of openAlerts(world, condition)) resolveAlert(world, alert);
  return ok('The check status was reset');
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
