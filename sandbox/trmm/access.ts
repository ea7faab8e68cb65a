import { detail, FORBIDDEN, MISSING, Refused } from './answer.ts';
import type { Agent, Alert, ApiKey, Site } from './model.ts';
import { placeOf, type World } from './world.ts';

/** The key behind a request, or the refusal that TRMM gives for it. */
export function authenticate(world: World, header: string | string[] | undefined): ApiKey {
  if (typeof header !== 'string') throw unauthorized('Authentication credentials were not provided.');
  const key = world.keys.get(header);
  if (!key) throw unauthorized('Invalid token.');
  if (key.expired) throw unauthorized('The token has expired.');
  if (!key.active) throw unauthorized('User inactive or deleted.');
  return key;
}

export function holds(key: ApiKey, permission: string): boolean {
  if (key.permissions === 'superuser') return true;
  return key.permissions !== 'no role' && key.permissions.includes(permission);
}

export function demand(key: ApiKey, permission: string): void {
  if (!holds(key, permission)) throw new Refused(FORBIDDEN);
}

/** Whether the role's clients and sites contain the site. */
export function siteInScope(key: ApiKey, site: Site): boolean {
  if (key.permissions === 'superuser' || key.clients.length + key.sites.length === 0) return true;
  return key.clients.includes(site.client) || key.sites.includes(site.id);
}

/** Whether the role's clients and sites contain the agent. */
export function inScope(world: World, key: ApiKey, agent: Agent): boolean {
  return siteInScope(key, placeOf(world, agent).site);
}

/** A scoped role still sees alerts that have no agent. */
export function alertInScope(world: World, key: ApiKey, alert: Alert): boolean {
  const agent = alert.agent === null ? undefined : world.agents.get(alert.agent);
  return !agent || inScope(world, key, agent);
}

/** The agent of a path: missing is 404, outside the scope 403. */
export function visibleAgent(world: World, key: ApiKey, agentId: string | undefined): Agent {
  const agent = world.agentsByName.get(agentId ?? '');
  if (agent?.agent_id !== agentId || !agent) throw new Refused(MISSING);
  if (!inScope(world, key, agent)) throw new Refused(FORBIDDEN);
  return agent;
}

function unauthorized(text: string): Refused {
  return new Refused({ ...detail(401, text), headers: { 'www-authenticate': 'Token' } });
}
