import type { Agent, Check, CheckResult, CheckType, Client, Severity, Site, Task } from './model.ts';
import { resultKey, type World } from './world.ts';

export function addClient(world: World, name: string, siteNames: readonly string[]): { client: Client; sites: Site[] } {
  const client = { id: world.next('client'), name, custom_fields: [] };
  const sites = siteNames.map((siteName) => {
    return { id: world.next('site'), name: siteName, client: client.id, custom_fields: [] };
  });
  world.clients.push(client);
  world.sites.push(...sites);
  return { client, sites };
}

export interface NewAgent {
  hostname: string;
  site: number;
  monitoring_type: 'server' | 'workstation';
  user?: string;
  description?: string;
}

export function addAgent(world: World, { hostname, site, monitoring_type, user, description }: NewAgent): Agent {
  const pk = world.next('agent');
  const agent: Agent = {
    pk,
    agent_id: publicId(hostname),
    hostname,
    site,
    monitoring_type,
    operating_system: monitoring_type === 'server' ? 'Windows Server 2022 Standard' : 'Windows 11 Pro',
    status: 'online',
    last_seen: world.stamp(),
    boot_time: Math.trunc(world.now() / 1000) - 86_400.5,
    maintenance_mode: false,
    needs_reboot: false,
    logged_in_username: user ?? 'None',
    last_logged_in_user: user ?? 'administrator',
    description: description ?? '',
    local_ips: `10.${site}.0.${10 + (pk % 200)}`,
    public_ip: `203.0.113.${site}`,
    custom_fields: [],
  };
  world.agents.set(pk, agent);
  world.agentsByName.set(hostname, agent).set(agent.agent_id, agent);
  return agent;
}

export interface NewCheck {
  agents: readonly Agent[];
  check_type: CheckType;
  name: string;
  readable_desc: string;
  alert_severity?: Severity;
  fails_b4_alert?: number;
  policy?: number;
}

export function addCheck(world: World, { agents, policy, alert_severity, fails_b4_alert, ...rest }: NewCheck): Check {
  const check: Check = {
    id: world.next('check'),
    agents: new Set(agents.map((agent) => agent.pk)),
    policy: policy ?? null,
    ...rest,
    alert_severity: alert_severity ?? 'warning',
    fails_b4_alert: fails_b4_alert ?? 1,
  };
  world.checks.set(check.id, check);
  for (const agent of agents) world.results.set(resultKey(check.id, agent.pk), newResult(world, check, agent.pk));
  return check;
}

/** A new agent gets every check that belongs to a policy; none has run on it yet. */
export function applyPolicies(world: World, agent: Agent): void {
  for (const check of world.checks.values()) {
    if (check.policy === null) continue;
    check.agents.add(agent.pk);
  }
}

export function addTask(world: World, agent: Agent, name: string, severity: Severity = 'info'): Task {
  const result = { status: 'passing', retcode: 0, stdout: '', stderr: '', last_run: world.stamp() } as const;
  const task: Task = { id: world.next('task'), agent: agent.pk, name, alert_severity: severity, result: { ...result } };
  world.tasks.set(task.id, task);
  return task;
}

export function newResult(world: World, check: Check, agent: number): CheckResult {
  return {
    id: world.next('result') + 7000,
    check: check.id,
    agent,
    status: 'passing',
    alert_severity: check.alert_severity,
    more_info: '',
    last_run: world.stamp(),
    fail_count: 0,
    stdout: '',
    stderr: '',
    retcode: 0,
    extra_details: null,
    history: [],
  };
}

/** Forty letters that always come out the same for one name. */
function publicId(hostname: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  let state = 7;
  let id = '';
  for (let index = 0; index < 40; index += 1) {
    state = (state * 31 + hostname.charCodeAt(index % hostname.length) + index) % 1_000_003;
    id += letters[state % letters.length];
  }
  return id;
}
