import { addAgent, applyPolicies } from './add-rows.ts';
import type { Failure, Storm } from './driver.ts';
import type { Alert } from './model.ts';
import type { World } from './world.ts';

/** Raises many at one site in one go; agents that are missing are made first. Gives the ids. */
export function storm(world: World, report: (failure: Failure) => Alert | undefined, options: Storm): number[] {
  const client = world.clients.find((client) => client.name === (options.client ?? 'Globex'));
  const site = world.sites.find((site) => site.client === client?.id);
  if (!site) throw new Error(`there is no client ${options.client}`);
  const agents = [...world.agents.values()].filter((agent) => agent.site === site.id).slice(0, options.count);
  while (agents.length < options.count) {
    const hostname = `${client?.name.toUpperCase()}-N${String(world.next('storm')).padStart(4, '0')}`;
    const agent = addAgent(world, { hostname, site: site.id, monitoring_type: 'server' });
    applyPolicies(world, agent);
    agents.push(agent);
  }
  const ids: number[] = [];
  for (const { agent_id: agent } of agents) {
    const failure = { agent, type: options.type ?? 'availability', checkName: 'Internet' } as const;
    const alert = report(options.severity ? { ...failure, severity: options.severity } : failure);
    if (alert) ids.push(alert.id);
  }
  return ids;
}
