import { randomBytes } from 'node:crypto';
import { startDiscord, type DiscordStandIn } from '../discord/index.ts';
import { startErpnext, type ErpnextStandIn } from '../erpnext/index.ts';
import { startFreescout, type FreescoutStandIn } from '../freescout/index.ts';
import { lookAtMariadb, testDatabaseUrl } from '../services/mariadb.ts';
import { startSlack, type SlackStandIn } from '../slack/index.ts';
import { startTrmm, type TrmmStandIn } from '../trmm/index.ts';
import { readManifest } from '../slack/manifest.ts';
import { manifestText } from './manifest.ts';
import { DISCORD_CHANNEL, DISCORD_GUILD, people, SLACK_CHANNEL } from './people.ts';
import { makeReader, type Reader } from './reader.ts';

const FREESCOUT_KEY = 'freescout-demo-key';
const FREESCOUT_ZONE = 'Europe/Berlin';

export interface StandIns {
  slack: SlackStandIn;
  discord: DiscordStandIn;
  trmm: TrmmStandIn;
  freescout: FreescoutStandIn;
  erpnext: ErpnextStandIn;
}

export interface Secrets {
  trmm: string;
  freescout: string;
}

/** The five systems, with webhooks that go to the bot at this address. `reader` is there where FreeScout has a database. */
export async function startStandIns(
  bot: string,
  reportEvery: number,
  stack: AsyncDisposableStack,
): Promise<{ standIns: StandIns; secrets: Secrets; reader: Reader | undefined }> {
  const secrets = { trmm: randomBytes(16).toString('hex'), freescout: randomBytes(16).toString('hex') };
  const slack = stack.adopt(await startSlackHere(), (one) => one.close());
  const discord = stack.adopt(await startDiscordHere(), (one) => one.close());
  const trmm = stack.adopt(await startTrmmHere(bot, secrets.trmm, reportEvery), (one) => one.close());
  const erpnext = stack.adopt(await startErpnext(), (one) => one.close());
  const database = await databaseFor(new URL(bot).port);
  const freescout = stack.adopt(
    await startFreescout({
      apiKey: FREESCOUT_KEY,
      timezone: FREESCOUT_ZONE,
      ...(database && { database }),
      webhook: { url: `${bot}/webhooks/freescout`, secret: secrets.freescout },
    }),
    (one) => one.close(),
  );
  const reader = database === undefined ? undefined : await makeReader(database, stack);
  return { standIns: { slack, discord, trmm, freescout, erpnext }, secrets, reader };
}

function startSlackHere(): Promise<SlackStandIn> {
  return startSlack({
    team: { id: 'T0MSP', name: 'Northwind Support', domain: 'northwind-support' },
    channels: [{ id: SLACK_CHANNEL, name: 'alerts', member: true }],
    users: people.map(({ name, email, slack, zone, does }) => ({
      id: slack,
      name,
      email,
      tz: zone,
      isAdmin: does === 'owner',
      isRestricted: does.includes('guest'),
    })),
    ...readManifest(manifestText),
  });
}

function startDiscordHere(): Promise<DiscordStandIn> {
  return startDiscord({
    guild: { id: DISCORD_GUILD, name: 'Northwind Support' },
    channels: [{ id: DISCORD_CHANNEL, name: 'alerts' }],
    users: people.map(({ name, discord, does }) => ({ id: discord, name, admin: does === 'owner' })),
  });
}

function startTrmmHere(bot: string, token: string, reportEvery: number): Promise<TrmmStandIn> {
  return startTrmm({
    settings: { notifyOnInfo: true },
    checkEveryMilliseconds: reportEvery,
    webhook: {
      failureUrl: `${bot}/webhooks/trmm/failure/{{alert.id}}`,
      resolvedUrl: `${bot}/webhooks/trmm/resolved/{{alert.id}}`,
      token,
    },
  });
}

/** A schema of the demo's own, where a MariaDB lets us in; without one FreeScout is read by its API alone. */
async function databaseFor(name: string): Promise<string | undefined> {
  const url = new URL(testDatabaseUrl());
  if ((await lookAtMariadb(url.href)) !== 'answers') return undefined;
  url.pathname = `/deskbell_demo_${name}`;
  return url.href;
}

/** What the bot has to be told to find all of them. */
export function environmentFor(
  { slack, discord, trmm, freescout, erpnext }: StandIns,
  secrets: Secrets,
  reader: Reader | undefined,
): Record<string, string> {
  return {
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.settings.botToken,
    SLACK_APP_TOKEN: slack.settings.appToken,
    SLACK_CHANNEL,
    DISCORD_API_URL: `${discord.url}/api`,
    DISCORD_TOKEN: 'discord-sandbox-token',
    DISCORD_GUILD_ID: DISCORD_GUILD,
    DISCORD_CHANNEL,
    TRMM_API_URL: trmm.url,
    TRMM_WEB_URL: trmm.webUrl,
    TRMM_API_KEY: trmm.apiKey,
    TRMM_WEBHOOK_TOKEN: secrets.trmm,
    TRMM_POLL_SECONDS: '10',
    FREESCOUT_URL: freescout.url,
    FREESCOUT_API_KEY: FREESCOUT_KEY,
    FREESCOUT_WEBHOOK_SECRET: secrets.freescout,
    FREESCOUT_TIMEZONE: FREESCOUT_ZONE,
    FREESCOUT_POLL_SECONDS: '5',
    ...(reader !== undefined && { FREESCOUT_DATABASE_URL: reader.url }),
    ERPNEXT_URL: erpnext.url,
    ERPNEXT_API_KEY: erpnext.apiKey,
    ERPNEXT_API_SECRET: erpnext.apiSecret,
  };
}
