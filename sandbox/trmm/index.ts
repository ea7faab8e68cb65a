import { seededRandom, startStandIn, type StandIn } from '../stand-in.ts';
import { alertJson } from './alert-row.ts';
import { openClockwork } from './clockwork.ts';
import { BOT_KEY, fillDefaultWorld } from './default-world.ts';
import { openDriver, type TrmmDriver } from './driver.ts';
import { openEngine } from './engine.ts';
import type { NewKey } from './model.ts';
import { serveRoutes } from './router.ts';
import { agentRoutes } from './routes/agents.ts';
import { alertRoutes } from './routes/alerts.ts';
import { checkRoutes } from './routes/checks.ts';
import { coreRoutes } from './routes/core.ts';
import { serveDriver } from './sandbox-routes.ts';
import { serveWebPages } from './web-pages.ts';
import { openWebhooks, type Webhooks, type WebhookOptions } from './webhook.ts';
import { emptyWorld, placeOf, type Settings, type World } from './world.ts';

export interface TrmmOptions {
  port?: number;
  seed?: number;
  webhook?: WebhookOptions;
  settings?: Partial<Settings>;
  /** Lets every agent report again at this pace, as real ones do each two minutes; a leap of the clock is made up for. Default never: see `runChecks`. */
  checkEveryMilliseconds?: number;
}

export interface TrmmStandIn extends StandIn, TrmmDriver {
  /** Root of pages that stand for the web interface: `/agents/<agent_id>`, `/takecontrol/<agent_id>`. */
  readonly webUrl: string;
  /** The bot's key, for `X-API-KEY`. */
  readonly apiKey: string;
  readonly webhooks: Webhooks;
  /** The rows themselves, to look at or to bend. */
  readonly world: World;
  /** Another key; it acts as a user whose role has what is given, the least of a bot by default. */
  addKey(key: NewKey): void;
}

/** A Tactical RMM 1.5.1 on loopback. */
export async function startTrmm(options: TrmmOptions = {}): Promise<TrmmStandIn> {
  let base: StandIn | undefined;
  const world = emptyWorld(
    () => base?.now() ?? Date.now(),
    () => base?.changed(),
  );
  fillDefaultWorld(world);
  Object.assign(world.settings, options.settings);
  const webhooks = openWebhooks(world, seededRandom(options.seed ?? 1));
  webhooks.configure(options.webhook);
  const driver = openDriver(world, openEngine(world, webhooks));
  const clockwork = openClockwork(world, driver, options.checkEveryMilliseconds);

  function addKey(key: NewKey): void {
    const bot = world.keys.get(BOT_KEY);
    if (bot) world.keys.set(key.key, { ...bot, ...key });
  }

  function stop(): void {
    clockwork.stop();
    webhooks.stop();
  }

  base = await startStandIn(
    { ...options, state: () => stateOf(world, webhooks), onAdvance: () => clockwork.leap(), onClose: () => stop() },
    async ({ server }) => {
      server.addHook('onRequest', async () => clockwork.tick());
      serveDriver(server, world, driver, webhooks, addKey);
      serveWebPages(server, world);
      const routes = [alertRoutes(world), agentRoutes(world, driver), checkRoutes(world, driver), coreRoutes(world)];
      await serveRoutes(server, world, routes.flat());
    },
  );
  return Object.assign(base, driver, {
    webUrl: `${base.url}/_sandbox/web`,
    apiKey: BOT_KEY,
    webhooks,
    world,
    addKey,
  });
}

function stateOf(world: World, webhooks: Webhooks): unknown {
  const agents = [...world.agents.values()].map((agent) => {
    const { client, site } = placeOf(world, agent);
    const { hostname, agent_id, status, last_seen, maintenance_mode, monitoring_type } = agent;
    return {
      hostname,
      agent_id,
      status,
      last_seen,
      maintenance_mode,
      monitoring_type,
      client: client.name,
      site: site.name,
    };
  });
  const checks = [...world.checks.values()].map(({ id, name, check_type, agents }) => ({
    id,
    name,
    check_type,
    agents: [...agents],
  }));
  const alerts = [...world.alerts.values()].map((alert) => alertJson(world, alert));
  return {
    agents,
    checks,
    alerts,
    notes: world.notes,
    pendingActions: world.pendingActions,
    webhooks: webhooks.sent.slice(-100),
  };
}
