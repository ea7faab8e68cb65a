import { inScope, siteInScope, visibleAgent } from '../access.ts';
import { agentDetail, agentRow, agentStub, checkJson } from '../agent-json.ts';
import { businessError, FORBIDDEN, invalid, MISSING, ok, Refused, type Answer } from '../answer.ts';
import type { TrmmDriver } from '../driver.ts';
import type { Agent, Note } from '../model.ts';
import type { Call, Route } from '../router.ts';
import { placeOf, type World } from '../world.ts';

/** Shorter ids are no path of TRMM's at all. */
const ID = String.raw`(?<agent>[A-Za-z0-9]{21,})`;

export function agentRoutes(world: World, driver: TrmmDriver): Route[] {
  const agent = (call: Call): Agent => visibleAgent(world, call.key, call.params['agent']);
  return [
    { path: /^\/agents\/$/, methods: { GET: ['can_list_agents', (call) => listAgents(world, call)] } },
    {
      path: new RegExp(`^/agents/${ID}/$`),
      methods: {
        GET: ['can_list_agents', (call) => ok(agentDetail(world, agent(call)))],
        PUT: ['can_edit_agent', (call) => edit(world, agent(call), call.body())],
      },
    },
    {
      path: new RegExp(`^/agents/${ID}/ping/$`),
      methods: { GET: ['can_list_agents', (call) => ping(agent(call))] },
    },
    {
      path: new RegExp(`^/agents/${ID}/checks/$`),
      methods: { GET: ['can_list_checks', (call) => ok(checksOf(world, agent(call)))] },
    },
    {
      path: new RegExp(`^/agents/${ID}/tasks/$`),
      methods: { GET: ['can_list_autotasks', (call) => ok(tasksOf(world, agent(call)))] },
    },
    {
      path: new RegExp(`^/agents/${ID}/pendingactions/$`),
      methods: { GET: ['can_list_pendingactions', (call) => ok(pendingOf(world, agent(call)))] },
    },
    {
      path: new RegExp(`^/winupdate/${ID}/$`),
      methods: { GET: ['can_manage_winupdates', (call) => ok(winUpdatesOf(world, agent(call)))] },
    },
    {
      path: new RegExp(`^/agents/${ID}/notes/$`),
      methods: { GET: ['can_list_notes', (call) => ok(notesOf(world, [agent(call)]))] },
    },
    {
      path: /^\/agents\/notes\/$/,
      methods: {
        GET: ['can_list_notes', (call) => ok(notesOf(world, agentsFor(world, call)))],
        POST: ['can_manage_notes', (call) => addNote(world, call)],
      },
    },
    {
      path: /^\/agents\/maintenance\/bulk\/$/,
      methods: { POST: ['can_edit_agent', (call) => bulkMaintenance(world, driver, call)] },
    },
  ];
}

function agentsFor(world: World, call: Call): Agent[] {
  return [...world.agents.values()].filter((agent) => inScope(world, call.key, agent));
}

/** `site` wins over `client`; `detail=false` gives five fields. */
function listAgents(world: World, call: Call): Answer {
  const site = call.query.get('site');
  const client = call.query.get('client');
  const kind = call.query.get('monitoring_type');
  if (kind !== null && kind !== 'server' && kind !== 'workstation') return businessError('Invalid monitoring type');
  const found = agentsFor(world, call).filter((agent) => {
    if (kind !== null && agent.monitoring_type !== kind) return false;
    if (site !== null) return agent.site === Number(site);
    return client === null || placeOf(world, agent).client.id === Number(client);
  });
  const view = call.query.get('detail') === 'false' ? agentStub : agentRow;
  return ok(found.map((agent) => view(world, agent)));
}

function edit(world: World, agent: Agent, body: unknown): Answer {
  const { maintenance_mode, description } = body as Record<string, unknown>;
  if (maintenance_mode !== undefined && typeof maintenance_mode !== 'boolean') {
    throw invalid('maintenance_mode', 'Must be a valid boolean.');
  }
  if (maintenance_mode !== undefined) agent.maintenance_mode = maintenance_mode;
  if (typeof description === 'string') agent.description = description;
  world.changed();
  return ok('The agent was updated successfully');
}

function ping(agent: Agent): Answer {
  return ok({ name: agent.hostname, status: agent.status === 'online' ? 'online' : 'offline' });
}

function checksOf(world: World, agent: Agent): unknown[] {
  const checks = [...world.checks.values()].filter((check) => check.agents.has(agent.pk));
  return checks.map((check) => checkJson(world, check, agent));
}

function tasksOf(world: World, agent: Agent): unknown[] {
  const tasks = [...world.tasks.values()].filter((task) => task.agent === agent.pk);
  return tasks.map(({ result, ...task }) => ({
    ...task,
    enabled: true,
    task_result: { ...result, execution_time: '1.2000', sync_status: 'synced' },
  }));
}

function pendingOf(world: World, agent: Agent): unknown[] {
  const pending = world.pendingActions.filter((action) => action.agent === agent.pk);
  return pending.map((action) => ({
    ...action,
    hostname: agent.hostname,
    cancelable: true,
  }));
}

/** The newest scan's first; there is no right to read them alone. */
function winUpdatesOf(world: World, agent: Agent): unknown[] {
  return world.winUpdates
    .filter((update) => update.agent === agent.pk)
    .map((update) => ({ ...update, mandatory: false, needs_reboot: false, description: null, categories: [] }))
    .toReversed();
}

function notesOf(world: World, agents: readonly Agent[]): unknown[] {
  return world.notes.flatMap((note) => {
    const agent = agents.find((agent) => agent.pk === note.agent);
    return agent ? [{ ...note, agent_id: agent.agent_id }] : [];
  });
}

function addNote(world: World, call: Call): Answer {
  const asked = call.body() as Record<string, unknown>;
  if (!('agent_id' in asked)) throw new TypeError('no agent_id');
  const { agent_id, note } = asked;
  const agent = [...world.agents.values()].find((agent) => agent.agent_id === agent_id);
  if (!agent) throw new Refused(MISSING);
  if (!inScope(world, call.key, agent)) throw new Refused(FORBIDDEN);
  if (typeof note !== 'string') throw invalid('note', 'This field is required.');
  const row: Note = {
    pk: world.next('note'),
    agent: agent.pk,
    entry_time: world.stamp(),
    note,
    username: call.key.username,
  };
  world.notes.push(row);
  world.changed();
  return ok('Note added!');
}

function bulkMaintenance(world: World, driver: TrmmDriver, call: Call): Answer {
  const { type, id, action } = call.body() as Record<string, unknown>;
  if (type !== 'Client' && type !== 'Site') return businessError('Invalid data');
  const sites = world.sites.filter((site) => (type === 'Client' ? site.client : site.id) === id);
  if (sites.length > 0 && !sites.some((site) => siteInScope(call.key, site))) return FORBIDDEN;
  const hit = agentsFor(world, call).filter((agent) => sites.some((site) => site.id === agent.site));
  if (hit.length === 0) return businessError('No agents have been put in maintenance mode');
  for (const agent of hit) driver.setMaintenance(agent.agent_id, action === true);
  return ok(`Maintenance mode was turned ${action === true ? 'on' : 'off'} for ${hit.length} agents`);
}
