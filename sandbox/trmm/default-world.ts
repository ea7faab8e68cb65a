import { addAgent, addCheck, addClient, addTask } from './add-rows.ts';
import type { Agent, CustomField, FieldValue } from './model.ts';
import { timestamp, type World } from './world.ts';

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
  'can_manage_winupdates',
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
  for (const agent of agents.slice(0, 3)) addWinUpdates(world, agent);
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
  const rustdesk = addField(world, { name: 'rustdeskid' });
  const password = addField(world, { name: 'rustdeskpwd' });
  addField(world, { name: 'Alert Tier', default_value_string: '2' });
  const backup = addField(world, { name: 'Backed up', type: 'checkbox' });
  const roles = addField(world, { name: 'Roles', type: 'multiple', options: ['Files', 'Names', 'Print'] });
  const contract = addField(world, {
    name: 'Contract',
    model: 'client',
    type: 'single',
    options: ['Gold', 'Silver'],
    default_value_string: 'Silver',
  });
  const hours = addField(world, { name: 'Opening Hours', model: 'site' });
  const set = (row: Pick<Agent, 'custom_fields'> | undefined, field: CustomField, value: FieldValue) =>
    row?.custom_fields.push({ id: world.next('value'), field: field.id, value });
  for (const agent of agents.slice(0, -1)) {
    set(agent, rustdesk, String(100_200_300 + agent.pk));
    set(agent, password, `never-show-${agent.pk}`);
    if (agent.monitoring_type === 'workstation') continue;
    set(agent, backup, true);
    set(agent, roles, ['Files', 'Print']);
  }
  set(world.clients[0], contract, 'Gold');
  set(world.sites[0], hours, '');
}

/** One server waits for its window, so that there is something pending to show. */
function addPendingReboot(world: World, agent: Agent | undefined): void {
  if (!agent) return;
  agent.needs_reboot = true;
  const due = `${timestamp(world.now() + 7 * 86_400_000).slice(0, 10)} 03:00:00`;
  world.pendingActions.push({
    id: world.next('pending'),
    agent: agent.pk,
    action_type: 'schedreboot',
    status: 'pending',
    due,
    entry_time: world.stamp(),
    description: `Device pending reboot at ${due}`,
  });
}

/** What a scan has found: one that was installed lately, one long ago, and one that waits for its approval. */
function addWinUpdates(world: World, agent: Agent): void {
  const day = 86_400_000;
  const rows = [
    { kb: 'KB5031364', title: 'Cumulative Update for Windows (KB5031364)', severity: 'Critical', ago: 3 },
    { kb: 'KB5029928', title: '.NET Framework Security Update (KB5029928)', severity: 'Important', ago: 60 },
    { kb: 'KB5034439', title: 'Security Intelligence Update (KB5034439)', severity: '', ago: undefined },
  ];
  for (const { kb, title, severity, ago } of rows) {
    const installed = ago !== undefined;
    world.winUpdates.push({
      id: world.next('winupdate'),
      agent: agent.pk,
      guid: `${kb.toLowerCase()}-${agent.pk}`,
      kb,
      title,
      installed,
      downloaded: installed,
      severity,
      action: installed ? 'approve' : 'nothing',
      result: installed ? 'success' : 'n/a',
      date_installed: installed ? timestamp(world.now() - ago * day) : null,
    });
  }
}

function addField(world: World, field: Partial<CustomField> & { name: string }): CustomField {
  const whole: CustomField = {
    id: world.next('field'),
    model: 'agent',
    type: 'text',
    options: [],
    default_value_string: '',
    default_value_bool: false,
    default_values_multiple: [],
    hide_in_ui: false,
    ...field,
  };
  world.customFields.push(whole);
  return whole;
}
