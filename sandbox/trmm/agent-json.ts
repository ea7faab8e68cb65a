import type { Agent, Check, CheckResult, CheckType, HistoryPoint } from './model.ts';
import { OFFLINE_TIME, OVERDUE_TIME } from './presence.ts';
import { placeOf, resultKey, type World } from './world.ts';

/** The table row: about 1 KB, without the inventory. */
export function agentRow(world: World, agent: Agent): Record<string, unknown> {
  const { client, site } = placeOf(world, agent);
  return {
    ...sharedFields(world, agent),
    client_name: client.name,
    site_name: site.name,
    logged_username: userOf(agent),
    italic: agent.logged_in_username === 'None' && agent.status === 'online',
    pending_actions_count: world.pendingActions.filter((action) => action.agent === agent.pk).length,
    has_patches_pending: world.winUpdates.some(
      (update) => update.agent === agent.pk && update.action === 'approve' && !update.installed,
    ),
    serial_number: `SN-${agent.pk}`,
  };
}

/** Everything, with an inventory of about 50 KB that a caller should not ask for lightly. */
export function agentDetail(world: World, agent: Agent): Record<string, unknown> {
  const { client, site } = placeOf(world, agent);
  return {
    ...sharedFields(world, agent),
    id: agent.pk,
    client: client.name,
    site: site.id,
    site_name: site.name,
    logged_in_username: agent.logged_in_username,
    last_logged_in_user: agent.last_logged_in_user,
    offline_time: OFFLINE_TIME,
    overdue_time: OVERDUE_TIME,
    check_interval: 120,
    wmi_detail: { os: [[{ Caption: agent.operating_system }]], network: inventory(300) },
    services: inventory(150),
    all_timezones: ['UTC', 'America/New_York', 'Europe/Berlin'],
    winupdatepolicy: [{ id: agent.pk, agent: agent.pk }],
  };
}

/** Who is there, else who was there last; a dash for an agent that cannot be asked. */
function userOf(agent: Agent): string {
  if (agent.logged_in_username !== 'None') return agent.logged_in_username;
  return agent.status === 'online' ? agent.last_logged_in_user : '-';
}

export function agentStub(world: World, agent: Agent): Record<string, unknown> {
  const { client, site } = placeOf(world, agent);
  return {
    id: agent.pk,
    hostname: agent.hostname,
    agent_id: agent.agent_id,
    client: client.name,
    site: site.name,
  };
}

/** A check with its newest result on one agent; `{}` while it never ran. */
export function checkJson(world: World, check: Check, agent: Agent): Record<string, unknown> {
  const result = world.results.get(resultKey(check.id, agent.pk));
  return { ...definitionJson(check), check_result: result ? resultJson(world, result) : {} };
}

/** The definition alone, whose result is always empty: that is what `GET /checks/<id>/` shows. */
export function definitionJson(check: Check): Record<string, unknown> {
  const { agents, policy, ...rest } = check;
  return {
    ...rest,
    agent: policy === null ? ([...agents][0] ?? null) : null,
    policy,
    run_interval: 0,
    error_threshold: check.check_type === 'diskspace' ? 10 : null,
    warning_threshold: check.check_type === 'diskspace' ? 25 : null,
    disk: check.check_type === 'diskspace' ? 'C:' : null,
    ip: check.check_type === 'ping' ? '1.1.1.1' : null,
    svc_display_name: check.check_type === 'winsvc' ? check.name : null,
    check_result: {},
  };
}

function resultJson(world: World, result: CheckResult): Record<string, unknown> {
  const { check, agent, history, ...rest } = result;
  return {
    ...rest,
    execution_time: '0.4210',
    history: loadHistory(world.checks.get(check)?.check_type, history),
    assigned_check: check,
    agent: world.agents.get(agent)?.pk ?? null,
  };
}

/** The result itself holds the last loads alone, as bare numbers; what was measured else is behind its history. */
function loadHistory(type: CheckType | undefined, history: readonly HistoryPoint[]): number[] {
  if (type !== 'cpuload' && type !== 'memory') return [];
  return history
    .slice(0, 15)
    .map((point) => point.y)
    .toReversed();
}

function sharedFields(world: World, agent: Agent): Record<string, unknown> {
  return {
    agent_id: agent.agent_id,
    hostname: agent.hostname,
    monitoring_type: agent.monitoring_type,
    status: agent.status,
    last_seen: agent.last_seen,
    public_ip: agent.public_ip,
    local_ips: agent.local_ips,
    operating_system: agent.operating_system,
    plat: 'windows',
    goarch: 'amd64',
    version: '2.9.1',
    boot_time: agent.boot_time,
    needs_reboot: agent.needs_reboot,
    maintenance_mode: agent.maintenance_mode,
    description: agent.description,
    make_model: 'Dell Inc. PowerEdge T150',
    cpu_model: ['Intel(R) Xeon(R) E-2314'],
    physical_disks: ['SAMSUNG 960GB SATA'],
    graphics: 'Matrox G200',
    custom_fields: agent.custom_fields.map((value) => ({ ...value, agent: agent.pk })),
    checks: checkCounts(world, agent),
  };
}

function checkCounts(world: World, agent: Agent): Record<string, unknown> {
  const results = [...world.checks.keys()].flatMap((id) => world.results.get(resultKey(id, agent.pk)) ?? []);
  const bad = results.filter((result) => result.status === 'failing');
  const failing = bad.filter((result) => result.alert_severity === 'error').length;
  const warning = bad.filter((result) => result.alert_severity === 'warning').length;
  const info = bad.filter((result) => result.alert_severity === 'info').length;
  const passing = results.filter((result) => result.status === 'passing').length;
  return { total: results.length, passing, failing, warning, info, has_failing_checks: failing + warning > 0 };
}

function inventory(count: number): Record<string, unknown>[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `Item ${index}`,
    display_name: `Something installed, number ${index}`,
    description: 'What a machine tells about itself when it is asked for everything.',
    status: index % 3 === 0 ? 'stopped' : 'running',
  }));
}
