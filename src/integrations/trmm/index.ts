import type { AlertSignal } from '../../desk/signal.ts';
import type { Integration, IntegrationSystem, Source, WatchedDevice } from '../contract.ts';
import type { Remote } from '../http.ts';
import { atMost } from '../turn.ts';
import { linksTo, stateOf } from './agent.ts';
import { checkTrmm } from './check.ts';
import { isForbidden, trmmClient, type TrmmClient } from './client.ts';
import type { KnownAgent } from './fields.ts';
import { deviceHistory } from './device-history.ts';
import { instantOf } from './facts.ts';
import { openFleet, type Fleet } from './fleet.ts';
import { pollAlerts } from './poll.ts';
import { Environment } from './schema.ts';
import { signalOf } from './signals.ts';
import { hearWebhook } from './webhook.ts';
import { createWriteBack } from './write-back.ts';

const id = 'trmm';
const title = 'Tactical RMM';

/** Alerts of Tactical RMM: polled, and faster by webhook; orders for alerts and notes on agents go back. */
export const system: IntegrationSystem<Environment> = {
  id,
  title,
  environment: Environment,
  switches: ['TRMM_API_URL', 'TRMM_API_KEY'],
  connect: connectTrmm,
};

/** The same with another clock. */
export function connectTrmm(environment: Environment, now: () => number): Integration {
  const stop = new AbortController();
  const client = trmmClient(remoteOf(environment, stop.signal));
  const fleet = openFleet(client, now, environment.TRMM_SEVERITY_FIELDS);
  const read = rowReader(environment, client, fleet, now);
  return {
    id,
    title,
    ...(environment.TRMM_WEB_URL === undefined ? {} : { url: environment.TRMM_WEB_URL }),
    source: alertSource(environment, client, fleet, read, now),
    deviceBook: { history: (device, since) => deviceHistory({ client, fleet, now }, device, since) },
    writeBack: createWriteBack({ client, read, now }, environment.TRMM_ACKNOWLEDGE_NOTES === 'yes'),
    check: () => checkTrmm(client, environment),
    close: async () => stop.abort(),
  };
}

function remoteOf(environment: Environment, stop: AbortSignal): Remote {
  const headers = { 'x-api-key': environment.TRMM_API_KEY };
  return { system: id, title, base: environment.TRMM_API_URL, headers, turn: atMost(4), stop };
}

/** After a webhook the newest result matters, and the card has to be there within 3 seconds. */
const HINTED = { results: 0, attended: 0, wait: 2000, first: 2000 };

/** One row as it is now; undefined when there is none. */
type RowReader = (id: string) => Promise<AlertSignal | undefined>;

function rowReader(environment: Environment, client: TrmmClient, fleet: Fleet, now: () => number): RowReader {
  return async (id) => {
    const readAt = now();
    const row = await client.alert(id).catch(unseen);
    if (!row) return undefined;
    if (!row.resolved) await fleet.freshen([row], new Set(), HINTED);
    return signalOf(row, readAt, fleet, environment.TRMM_WEB_URL);
  };
}

/** A row that the key's user may not see is none: the next poll tells what became of one that is open here. */
function unseen(error: unknown): undefined {
  if (!isForbidden(error)) throw error;
}

function alertSource(
  environment: Environment,
  client: TrmmClient,
  fleet: Fleet,
  read: RowReader,
  now: () => number,
): Source {
  const web = environment.TRMM_WEB_URL;
  return {
    kind: 'alert',
    pollSeconds: environment.TRMM_POLL_SECONDS,
    poll: (known) =>
      pollAlerts({ client, fleet, web, now, webhooks: environment.TRMM_WEBHOOK_TOKEN !== undefined }, known),
    read,
    async devices() {
      const known = await fleet.devices();
      return known && { readAt: known.readAt, devices: known.agents.map((agent) => watched(agent, web)) };
    },
    hear: (call) => hearWebhook(call, environment.TRMM_WEBHOOK_TOKEN),
  };
}

function watched(agent: KnownAgent, web: string | undefined): WatchedDevice {
  const lastSeen = instantOf(agent.last_seen);
  return {
    id: agent.agent_id,
    name: agent.hostname,
    client: agent.client_name ?? undefined,
    site: agent.site_name ?? undefined,
    kind: agent.monitoring_type ?? 'unknown',
    maintenance: agent.maintenance_mode,
    state: stateOf(agent),
    ...(lastSeen === undefined ? {} : { lastSeen }),
    links: linksTo(agent.agent_id, web),
  };
}
