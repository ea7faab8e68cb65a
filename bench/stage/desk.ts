import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DiscordStandIn } from '../../sandbox/discord/index.ts';
import type { SlackStandIn } from '../../sandbox/slack/index.ts';
import type { TrmmStandIn } from '../../sandbox/trmm/index.ts';
import { startProcess, type Subject } from '../measure/process.ts';
import { SETTINGS } from './fleet.ts';
import type { Memory } from './memory.ts';

export const WEBHOOK_TOKEN = 'trmm-token-of-the-bench';

const MAIN = new URL('../subject.ts', import.meta.url);

export interface DeskStage {
  memory: Memory;
  trmm: TrmmStandIn;
  slack?: SlackStandIn;
  discord?: DiscordStandIn;
  /** Default: each client of the fleet has a channel of its own. */
  settings?: string;
  /** With the pacing that it is shipped with; default it sends as fast as it can. */
  paced?: boolean;
  /** Slack calls it over HTTP; default it listens to a socket. */
  overHttp?: boolean;
  /** Seconds between polls; default an hour. */
  poll?: number;
  /** More variables. */
  more?: Record<string, string>;
}

/** Deskbell in a process of its own between these systems; it says where its HTTP listener is. */
export async function startDesk(stage: DeskStage): Promise<Subject> {
  const { memory, trmm, slack, discord } = stage;
  await using folder = await mkdtempDisposable(join(tmpdir(), 'deskbell-bench-'));
  const file = join(folder.path, 'deskbell.yaml');
  await writeFile(file, stage.settings ?? SETTINGS);
  const subject = await startProcess(MAIN, {
    DESKBELL_CONFIG: file,
    REDIS_URL: memory.url,
    PORT: '0',
    LOG_LEVEL: 'error',
    ...(stage.paced === true ? { BENCH_PACED: 'yes' } : {}),
    ...(slack && slackVariables(slack, stage.overHttp === true)),
    ...(discord && discordVariables(discord)),
    TRMM_API_URL: trmm.url,
    TRMM_API_KEY: trmm.apiKey,
    TRMM_WEB_URL: trmm.webUrl,
    TRMM_WEBHOOK_TOKEN: WEBHOOK_TOKEN,
    TRMM_POLL_SECONDS: String(stage.poll ?? 3600),
    ...stage.more,
  });
  if (stage.overHttp === true) slack?.deliverTo(subject.says);
  return subject;
}

function slackVariables({ settings, apiUrl }: SlackStandIn, overHttp: boolean): Record<string, string> {
  return {
    SLACK_BOT_TOKEN: settings.botToken,
    SLACK_API_URL: apiUrl,
    ...(overHttp ? { SLACK_SIGNING_SECRET: settings.signingSecret } : { SLACK_APP_TOKEN: settings.appToken }),
  };
}

/** The stand-in's own names, which nobody changes here. */
export const DISCORD = { token: 'discord-sandbox-token', guild: '200000000000000001', channel: '300000000000000001' };

function discordVariables({ url }: DiscordStandIn): Record<string, string> {
  return {
    DISCORD_TOKEN: DISCORD.token,
    DISCORD_GUILD_ID: DISCORD.guild,
    DISCORD_CHANNEL: DISCORD.channel,
    DISCORD_API_URL: `${url}/api`,
  };
}
