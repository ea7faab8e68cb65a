import { addAgent, addCheck, addClient, addTask } from './add-rows.ts';
import type { Agent, CustomField } from './model.ts';
import type { World } from './world.ts';

/** The key a fresh stand-in knows: a bot with the least a bot needs. */
export const BOT_KEY = 'DESKBELLDESKBELLDESKBELLDESKBELL';

const BOT_PERMISSIONS: readonly string[] = [
  'can_list_alerts',
  'can_manage_alerts',
  'can_list_agents',
  'can_list_clients',
  'can_list_sites',
  'can_view_customfields',
  'can_list_checks',
  'can_run_checks',
  'can_list_autotasks',
  'can_list_notes',
  'can_manage_notes',
  'can_edit_agent',
  'can_list_pendingactions',
];

const FLEET: readonly [
  client: string,
  site: string,
  hostname: string,
  kind: 'server' | 'workstation',
  user?: string,
][] = [
  ['Acme', 'HQ', 'ACME-DC01', 'server'],
  ['Acme', 'HQ', 'ACME-FS01', 'server'],
  ['Acme', 'HQ', 'ACME-PC-042', 'workstation', String.raw`ACME\wile`],
  ['Acme', 'Branch', 'ACME-BR01', 'server'],
  ['Acme', 'Branch', 'ACME-LT-007', 'workstation'],
  ['Globex', 'HQ', 'GLOBEX-DC01', 'server'],
  ['Globex', 'HQ', 'GLOBEX-SQL01', 'server'],
  ['Globex', 'HQ', 'GLOBEX-PC-011', 'workstation', String.raw`GLOBEX\hank`],
  ['Globex', 'Branch', 'GLOBEX-PC-012', 'workstation'],
  ['Initech', 'HQ', 'INITECH-SRV01', 'server'],
  ['Initech', 'HQ', 'INITECH-PC-001', 'workstation', String.raw`INITECH\milton`],
  ['Initech', 'Branch', 'INITECH-PC-002', 'workstation'],
];

/** Three clients with two sites each, twelve agents, their checks, and the bot's key. */
export function fillDefaultWorld(world: World): void {
  for (const name of ['Acme', 'Globex', 'Initech']) addClient(world, name, ['HQ', 'Branch']);
  for (const [clientName, siteName, hostname, monitoring_type, user] of FLEET) {
    const client = world.clients.find((client) => client.name === clientName);
    const site = world.sites.find((site) => site.client === client?.id && site.name === siteName);
    addAgent(world, { hostname, site: site?.id ?? 0, monitoring_type, ...(user && { user }) });
  }
  const agents = [...world.agents.values()];
  addChecks(world, agents);
  addCustomFields(world, agents);
  addPendingReboot(world, agents[1]);
  world.keys.set(BOT_KEY, {
    key: BOT_KEY,
    username: 'chatops-bot',
    permissions: BOT_PERMISSIONS,
    clients: [],
    sites: [],
    expired: false,
    active: true,
  });
}

function addChecks(world: World, agents: readonly Agent[]): void {
  addCheck(world, { agents, policy: 1, check_type: 'ping', name: 'Internet', readable_desc: 'Ping Check: Internet' });
  for (const agent of agents) {
    addCheck(world, {
      agents: [agent],
      check_type: 'diskspace',
      name: 'Drive C:',
      readable_desc: 'Disk Space Check: Drive C: -  Warning Threshold: 25% Error Threshold: 10%',
    });
    if (agent.monitoring_type === 'workstation') continue;
    addCheck(world, {
      agents: [agent],
      check_type: 'winsvc',
      name: 'Print Spooler',
      readable_desc: 'Service Check: Print Spooler',
      alert_severity: 'error',
    });
    addCheck(world, {
      agents: [agent],
      check_type: 'script',
      name: 'Backup age',
      readable_desc: 'Script Check: Backup age',
    });
    addTask(world, agent, 'Nightly clean-up');
  }
}

function addCustomFields(world: World, agents: readonly Agent[]): void {
  const rustdesk = addField(world, 'rustdeskid', '');
  const password = addField(world, 'rustdeskpwd', '');
  addField(world, 'Alert Tier', '2');
  for (const agent of agents.slice(0, -1)) {
    agent.custom_fields.push(
      { id: world.next('value'), field: rustdesk.id, value: String(100_200_300 + agent.pk) },
      { id: world.next('value'), field: password.id, value: `never-show-${agent.pk}` },
    );
  }
}

/** One server waits for its window, so that there is something pending to show. */
function addPendingReboot(world: World, agent: Agent | undefined): void {
  if (!agent) return;
  agent.needs_reboot = true;
  world.pendingActions.push({
    id: world.next('pending'),
    agent: agent.pk,
    action_type: 'schedreboot',
    status: 'pending',
    due: '2026-12-01 03:00:00',
    description: 'Device pending reboot at 2026-12-01 03:00:00',
  });
}

function addField(world: World, name: string, fallback: string): CustomField {
  const field: CustomField = {
    id: world.next('field'),
    name,
    model: 'agent',
    type: 'text',
    options: [],
    default_value_string: fallback,
    default_value_bool: false,
    default_values_multiple: [],
    hide_in_ui: false,
  };
  world.customFields.push(field);
  return field;
}
