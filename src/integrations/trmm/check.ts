import type { Check } from '../../desk/check.ts';
import { SystemError } from '../../desk/errors.ts';
import type { TrmmClient } from './client.ts';
import { MANY } from './poll.ts';
import type { AgentRow, Environment } from './schema.ts';

const title = 'Tactical RMM';

/** Each connection, right and known trap of TRMM, with its mend. Never throws. */
export async function checkTrmm(client: TrmmClient, environment: Environment): Promise<Check[]> {
  const alive = await tried('connection', () => client.alive(), 'is reachable', REACH);
  if (alive.state === 'bad') return [alive];
  const [version, alerts, agents] = await Promise.all([checkVersion(client), checkOpen(client), askAgents(client)]);
  const rights = await checkRights(client, environment, agents.rows?.[0]);
  const fields = await checkFields(client, environment.TRMM_SEVERITY_FIELDS);
  const alerting = agents.rows && alerts.count === 0 ? [await checkAlerting(client, agents.rows)] : [];
  return [alive, alerts.check, agents.check, ...rights, ...fields, ...alerting, version, ...settings(environment)];
}

const REACH = 'TRMM_API_URL has to be the API (https://api.<domain>), reachable from here, without a path.';
const RIGHT = (right: string): string => `Give the role of the key's user the right ${right} in TRMM.`;

function line(what: string, state: Check['state'], says: string, mend?: string): Check {
  return { what: `${title}: ${what}`, state, says, ...(mend === undefined ? {} : { mend }) };
}

async function tried(
  what: string,
  work: () => Promise<unknown>,
  good: string,
  mend: string,
  otherwise: 'bad' | 'warning' = 'bad',
): Promise<Check> {
  try {
    await work();
    return line(what, 'good', good);
  } catch (error) {
    return line(what, otherwise, sentenceOf(error), mend);
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof SystemError ? error.message : 'failed in an unexpected way';
}

async function checkOpen(client: TrmmClient): Promise<{ check: Check; count?: number }> {
  try {
    const count = await client.openCount();
    if (count <= MANY) return { count, check: line('alerts', 'good', `${count} open in TRMM`) };
    const says = `${count} are open: TRMM needs minutes for a list that long, so it is read whole every 20 minutes only`;
    const check = line('alerts', 'warning', says, 'Resolve old alerts in TRMM; keep fewer than 1,000 open.');
    return { count, check };
  } catch (error) {
    return { check: line('alerts', 'bad', sentenceOf(error), `Check TRMM_API_KEY. ${RIGHT('can_list_alerts')}`) };
  }
}

async function askAgents(client: TrmmClient): Promise<{ check: Check; rows?: AgentRow[] }> {
  try {
    const rows = await client.agents();
    if (rows.length > 0) return { rows, check: line('agents', 'good', `${rows.length} visible`) };
    const mend = "Look at the clients and sites of the role of the key's user.";
    return { rows, check: line('agents', 'warning', 'the key sees no agent', mend) };
  } catch (error) {
    const mend = `${RIGHT('can_list_agents')} Without it every device counts as a server.`;
    return { check: line('agents', 'bad', sentenceOf(error), mend) };
  }
}

async function checkRights(client: TrmmClient, environment: Environment, agent?: AgentRow): Promise<Check[]> {
  if (!agent) return [];
  const id = agent.agent_id;
  const rights = [
    tried('checks', () => client.checks(id), 'can be read', RIGHT('can_list_checks')),
    tried('tasks', () => client.tasks(id), 'can be read', RIGHT('can_list_autotasks'), 'warning'),
  ];
  if (environment.TRMM_ACKNOWLEDGE_NOTES === 'yes') {
    const mend = `${RIGHT('can_manage_notes and can_list_notes')} Or set TRMM_ACKNOWLEDGE_NOTES=no.`;
    rights.push(tried('notes', () => client.notes(id), 'can be read', mend, 'warning'));
  }
  return Promise.all(rights);
}

/** A field that a rule looks at and nobody has never matches. */
async function checkFields(client: TrmmClient, wanted: readonly string[]): Promise<Check[]> {
  if (wanted.length === 0) return [];
  try {
    const known = new Set((await client.fields()).map(({ name }) => name));
    const missing = wanted.filter((name) => !known.has(name));
    if (missing.length === 0) return [line('custom fields', 'good', `${wanted.join(', ')}: found`)];
    const says = `agents have no custom field ${missing.join(', ')}`;
    return [line('custom fields', 'bad', says, 'Correct TRMM_SEVERITY_FIELDS, or add the field in TRMM.')];
  } catch (error) {
    const mend = `${RIGHT('can_view_customfields')} Without it no severity rule on a field matches.`;
    return [line('custom fields', 'bad', sentenceOf(error), mend)];
  }
}

/** Out of the box TRMM makes no alerts: something fails, and yet nothing is open. */
async function checkAlerting(client: TrmmClient, agents: readonly AgentRow[]): Promise<Check> {
  const failing = agents.filter(
    (agent) => !agent.maintenance_mode && (agent.status === 'overdue' || agent.checks?.has_failing_checks === true),
  );
  if (failing.length === 0) return line('alerting', 'good', 'nothing fails, and nothing is open');
  try {
    const open = await client.openAlerts({ recent: false, snoozed: true });
    if (open.length > 0) return line('alerting', 'good', `${open.length} open alerts are hidden or snoozed in TRMM`);
  } catch (error) {
    return line('alerting', 'warning', sentenceOf(error), 'Try again when TRMM is less busy.');
  }
  const rest = failing.length > 1 ? ` and ${failing.length - 1} more` : '';
  const says = `no alert is open, although ${failing[0]?.hostname}${rest} is overdue or fails a check`;
  const mend =
    'TRMM makes no alerts until it is told to: assign an alert template with its "always alert" switches on (Settings, Alerts Manager), or tick the dashboard alert of each check.';
  return line('alerting', 'bad', says, mend);
}

async function checkVersion(client: TrmmClient): Promise<Check> {
  try {
    return versionCheck(await client.version());
  } catch (error) {
    return line('version', 'warning', sentenceOf(error), 'Nothing to do if the rest is good: TRMM asks GitHub for it.');
  }
}

function versionCheck(version: string): Check {
  if (version === '1.5.0') {
    return line('version', 'warning', '1.5.0 cannot send webhooks; polling works', 'Update TRMM to 1.5.1 or later.');
  }
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (major === 0 && (minor < 19 || (minor === 19 && patch < 3))) {
    return line('version', 'warning', `${version} sends no webhooks that work; polling works`, 'Update TRMM.');
  }
  return line('version', 'good', version);
}

function settings(environment: Environment): Check[] {
  const webhook = checkToken(environment);
  if (environment.TRMM_WEB_URL) return [webhook];
  const mend = 'Set TRMM_WEB_URL, for instance https://rmm.<domain>.';
  return [webhook, line('web address', 'warning', 'not set: cards have no links to devices', mend)];
}

function checkToken({ TRMM_WEBHOOK_TOKEN: token, TRMM_POLL_SECONDS: seconds }: Environment): Check {
  if (token === undefined) {
    return line(
      'webhook',
      'good',
      `off: alerts are found every ${seconds} seconds; TRMM_WEBHOOK_TOKEN makes it faster`,
    );
  }
  if (token.length >= SHORT) return line('webhook', 'good', 'a token is set');
  const mend = 'Take 48 random characters, the same in TRMM_WEBHOOK_TOKEN and in the key store of TRMM.';
  return line('webhook', 'warning', 'the token is short enough to be guessed', mend);
}

const SHORT = 16;
