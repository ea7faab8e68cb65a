import { inScope, siteInScope } from '../access.ts';
import { FORBIDDEN, MISSING, ok, type Answer } from '../answer.ts';
import type { ApiKey, Client, Site } from '../model.ts';
import type { Call, Route } from '../router.ts';
import { placeOf, type World } from '../world.ts';

export function coreRoutes(world: World): Route[] {
  return [
    { path: /^\/$/, open: true, methods: { GET: [null, () => ok({ status: 'ok' })] } },
    { path: /^\/core\/dashinfo\/$/, methods: { GET: [null, () => ok(dashInfo(world))] } },
    { path: /^\/core\/version\/$/, methods: { GET: [null, () => ok('0.101.64')] } },
    {
      path: /^\/core\/customfields\/$/,
      methods: { GET: ['can_view_customfields', (call) => customFields(world, call)] },
    },
    { path: /^\/clients\/$/, methods: { GET: ['can_list_clients', (call) => listClients(world, call.key)] } },
    {
      path: /^\/clients\/(?<id>\d+)\/$/,
      methods: { GET: ['can_list_clients', (call) => oneClient(world, call)] },
    },
    { path: /^\/clients\/sites\/$/, methods: { GET: ['can_list_sites', (call) => listSites(world, call.key)] } },
    {
      path: /^\/clients\/sites\/(?<id>\d+)\/$/,
      methods: { GET: ['can_list_sites', (call) => oneSite(world, call)] },
    },
  ];
}

function dashInfo(world: World): Record<string, unknown> {
  return {
    trmm_version: world.settings.trmmVersion,
    latest_trmm_ver: world.settings.trmmVersion,
    dark_mode: true,
    show_community_scripts: true,
    default_agent_tbl_tab: 'mixed',
    clear_search_when_switching: true,
    hosted: false,
    code_sign_enabled: false,
  };
}

function customFields(world: World, call: Call): Answer {
  const model = call.query.get('model');
  return ok(world.customFields.filter((field) => model === null || field.model === model));
}

function visibleSites(world: World, key: ApiKey): Site[] {
  return world.sites.filter((site) => siteInScope(key, site));
}

function listClients(world: World, key: ApiKey): Answer {
  const sites = visibleSites(world, key);
  const clients = world.clients.filter((client) => sites.some((site) => site.client === client.id));
  const ordered = clients.sort((a, b) => a.name.localeCompare(b.name));
  return ok(ordered.map((client) => clientJson(world, key, client)));
}

function oneClient(world: World, call: Call): Answer {
  const client = world.clients.find((client) => client.id === Number(call.params['id']));
  if (!client) return MISSING;
  const isVisible = visibleSites(world, call.key).some((site) => site.client === client.id);
  return isVisible ? ok(clientJson(world, call.key, client)) : FORBIDDEN;
}

function listSites(world: World, key: ApiKey): Answer {
  return ok(visibleSites(world, key).map((site) => siteJson(world, key, site)));
}

function oneSite(world: World, call: Call): Answer {
  const site = world.sites.find((site) => site.id === Number(call.params['id']));
  if (!site) return MISSING;
  return siteInScope(call.key, site) ? ok(siteJson(world, call.key, site)) : FORBIDDEN;
}

function clientJson(world: World, key: ApiKey, client: Client): Record<string, unknown> {
  const agents = [...world.agents.values()].filter((agent) => placeOf(world, agent).client.id === client.id);
  const sites = visibleSites(world, key).filter((site) => site.client === client.id);
  return {
    id: client.id,
    name: client.name,
    agent_count: agents.filter((agent) => inScope(world, key, agent)).length,
    maintenance_mode: agents.length > 0 && agents.every((agent) => agent.maintenance_mode),
    failing_checks: failing(world, (agent) => agents.some((one) => one.pk === agent)),
    custom_fields: client.custom_fields.map((value) => ({ ...value, client: client.id })),
    sites: sites.map((site) => siteJson(world, key, site)),
  };
}

function siteJson(world: World, key: ApiKey, site: Site): Record<string, unknown> {
  const agents = [...world.agents.values()].filter((agent) => agent.site === site.id);
  return {
    id: site.id,
    name: site.name,
    client: site.client,
    client_name: world.clients.find((client) => client.id === site.client)?.name ?? '',
    agent_count: agents.filter((agent) => inScope(world, key, agent)).length,
    maintenance_mode: agents.length > 0 && agents.every((agent) => agent.maintenance_mode),
    failing_checks: failing(world, (agent) => agents.some((one) => one.pk === agent)),
    custom_fields: site.custom_fields.map((value) => ({ ...value, site: site.id })),
  };
}

function failing(world: World, belongs: (agent: number) => boolean): { error: boolean; warning: boolean } {
  const bad = [...world.results.values()].filter((result) => result.status === 'failing' && belongs(result.agent));
  return {
    error: bad.some((result) => result.alert_severity === 'error'),
    warning: bad.some((result) => result.alert_severity === 'warning'),
  };
}
