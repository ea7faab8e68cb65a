import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDiscord, type DiscordStandIn } from '../../sandbox/discord/index.ts';
import { startErpnext, type ErpnextStandIn } from '../../sandbox/erpnext/index.ts';
import { startFreescout, type FreescoutOptions, type FreescoutStandIn } from '../../sandbox/freescout/index.ts';
import { startRedis, type RedisServer } from '../../sandbox/services/redis.ts';
import { startSlack, type SlackStandIn } from '../../sandbox/slack/index.ts';
import { readManifest } from '../../sandbox/slack/manifest.ts';
import { startTrmm, type TrmmStandIn } from '../../sandbox/trmm/index.ts';
import { startBot, type Bot, startBotHere } from './bot.ts';

export const SLACK_CHANNEL = 'C0ALERTS';
export const DISCORD_CHANNEL = '300000000000000001';
export const ANN = { slack: 'U0ANN', discord: '400000000000000001', email: 'ann@msp.example' } as const;
export const BEN = { slack: 'U0BEN', discord: '400000000000000002', email: 'ben@msp.example' } as const;

const FREESCOUT_KEY = 'freescout-key-for-tests';
const FREESCOUT_SECRET = 'freescout-secret-for-tests';
const TRMM_TOKEN = 'trmm-token-for-tests';

/** Two technicians whom both chats know, and three clients. */
export const SETTINGS = `
zone: Europe/Berlin
people:
  - { name: Ann Baker, email: ann@msp.example, role: owner, discord: "400000000000000001" }
  - { name: Ben Cole, email: ben@msp.example, discord: "400000000000000002" }
clients:
  - { name: Acme, mail: [acme.example], tier: gold }
  - { name: Globex, mail: [globex.example] }
tiers:
  gold: { afterHoursRate: 150 }
digests: []
`;

export interface WorldOptions {
  settings?: string;
  /** Chat platforms that are there; default both. */
  chats?: readonly ('slack' | 'discord')[];
  /** TRMM and FreeScout call the bot; default false: it polls alone. */
  webhooks?: boolean;
  /** The bot as a process of its own, to be killed. */
  ownProcess?: boolean;
  /** Rate limits of the chats; default off, for stories about something else. */
  limits?: boolean;
  pollSeconds?: number;
  freescout?: Partial<FreescoutOptions>;
  /** Variables that are added or, when empty, taken away. */
  environment?: Record<string, string>;
  /** What happens before the bot starts for the first time. */
  before?: (world: StandIns) => Promise<void> | void;
}

export interface StandIns {
  redis: RedisServer;
  slack: SlackStandIn;
  discord: DiscordStandIn;
  trmm: TrmmStandIn;
  freescout: FreescoutStandIn;
  erpnext: ErpnextStandIn;
}

/** The five systems on loopback and the bot between them, over their real wire. */
export interface World extends StandIns, AsyncDisposable {
  bot: Bot;
  environment: Record<string, string>;
  /** Another process or instance of the bot against the same world. */
  startAnother(): Promise<Bot>;
}

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  await using stack = new AsyncDisposableStack();
  const redis = await startRedis();
  stack.defer(() => redis.stop());
  const standIns = await startStandIns(options, stack, redis);
  const folder = await mkdtemp(join(tmpdir(), 'deskbell-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'deskbell.yaml');
  await writeFile(file, options.settings ?? SETTINGS);
  const environment = environmentFor(standIns, file, options);
  await options.before?.(standIns);
  const launch = options.ownProcess ? startBot : startBotHere;
  const bot = await launch(environment);
  const world: World = {
    ...standIns,
    bot,
    environment,
    startAnother: () => launch(environment),
    async [Symbol.asyncDispose]() {
      await world.bot.stop();
      await owned.disposeAsync();
    },
  };
  if (options.webhooks) callTheBot(world, bot.url);
  const owned = stack.move();
  return world;
}

async function startStandIns(
  options: WorldOptions,
  stack: AsyncDisposableStack,
  redis: RedisServer,
): Promise<StandIns> {
  const limits = options.limits ?? false;
  const slack = await startSlack({
    limits,
    ...readManifest(readFileSync('manifest.yml', 'utf8')),
    channels: [
      { id: SLACK_CHANNEL, name: 'alerts', member: true },
      { id: 'C0ACME', name: 'acme', member: true },
    ],
    users: [
      { id: ANN.slack, name: 'Ann Baker', email: ANN.email, tz: 'Europe/Berlin', isAdmin: true },
      { id: BEN.slack, name: 'Ben Cole', email: BEN.email, tz: 'Europe/London' },
      { id: 'U0DORA', name: 'Dora Lane', email: 'dora@elsewhere.example', tz: 'Europe/London' },
    ],
  });
  stack.defer(() => slack.close());
  const discord = await startDiscord({
    limits,
    users: [
      { id: ANN.discord, name: 'Ann Baker', admin: true },
      { id: BEN.discord, name: 'Ben Cole' },
      { id: '400000000000000009', name: 'Dora Lane' },
    ],
  });
  stack.defer(() => discord.close());
  const trmm = await startTrmm({});
  stack.defer(() => trmm.close());
  const freescout = await startFreescout({
    apiKey: FREESCOUT_KEY,
    timezone: 'Europe/Berlin',
    undoMilliseconds: 0,
    ...options.freescout,
  });
  stack.defer(() => freescout.close());
  const erpnext = await startErpnext({});
  stack.defer(() => erpnext.close());
  return { redis, slack, discord, trmm, freescout, erpnext };
}

function environmentFor(standIns: StandIns, file: string, options: WorldOptions): Record<string, string> {
  const { redis, slack, discord, trmm, freescout, erpnext } = standIns;
  const chats = options.chats ?? ['slack', 'discord'];
  const poll = String(options.pollSeconds ?? 1);
  const all: Record<string, string> = {
    DESKBELL_CONFIG: file,
    REDIS_URL: redis.url,
    PORT: '0',
    LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'silent',
    ...(chats.includes('slack') && {
      SLACK_BOT_TOKEN: slack.settings.botToken,
      SLACK_APP_TOKEN: slack.settings.appToken,
      SLACK_API_URL: slack.apiUrl,
      SLACK_CHANNEL,
    }),
    ...(chats.includes('discord') && {
      DISCORD_TOKEN: 'discord-sandbox-token',
      DISCORD_GUILD_ID: '200000000000000001',
      DISCORD_CHANNEL,
      DISCORD_API_URL: `${discord.url}/api`,
    }),
    TRMM_API_URL: trmm.url,
    TRMM_API_KEY: trmm.apiKey,
    TRMM_WEB_URL: trmm.webUrl,
    TRMM_WEBHOOK_TOKEN: TRMM_TOKEN,
    TRMM_POLL_SECONDS: poll,
    FREESCOUT_URL: freescout.url,
    FREESCOUT_API_KEY: FREESCOUT_KEY,
    FREESCOUT_WEBHOOK_SECRET: FREESCOUT_SECRET,
    FREESCOUT_TIMEZONE: 'Europe/Berlin',
    FREESCOUT_POLL_SECONDS: poll,
    ERPNEXT_URL: erpnext.url,
    ERPNEXT_API_KEY: erpnext.apiKey,
    ERPNEXT_API_SECRET: erpnext.apiSecret,
  };
  return Object.fromEntries(Object.entries({ ...all, ...options.environment }).filter(([, value]) => value !== ''));
}

/** Sets TRMM's webhooks to a running bot, as an operator would. */
export function callTheBot(world: StandIns, url: string): void {
  world.trmm.webhooks.configure({
    failureUrl: `${url}/webhooks/trmm/failure/{{alert.id}}`,
    resolvedUrl: `${url}/webhooks/trmm/resolved/{{alert.id}}`,
    token: TRMM_TOKEN,
  });
}
