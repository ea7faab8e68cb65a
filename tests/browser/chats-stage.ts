import type { FastifyReply } from 'fastify';
import type { Browser, Page } from 'playwright-core';
import { people } from '../../sandbox/demo/people.ts';
import type { StandIns } from '../../sandbox/demo/stand-ins.ts';
import { pictureOf, systemNames } from '../../sandbox/demo/pictures.ts';
import { serveDemo } from '../../sandbox/demo/web.ts';
import { startDiscord } from '../../sandbox/discord/index.ts';
import { startErpnext } from '../../sandbox/erpnext/index.ts';
import { startFreescout } from '../../sandbox/freescout/index.ts';
import { startSlack } from '../../sandbox/slack/index.ts';
import { startTrmm } from '../../sandbox/trmm/index.ts';
import { startDiscordEnd, startSlackEnd, type DiscordEnd, type SlackEnd } from './chats-app.ts';
import { startBrowser, visit, type Visit } from './stage.ts';

type Json = Record<string, unknown>;

export const SLACK_CHANNEL = 'C0ALERTS';
export const DISCORD_CHANNEL = '300000000000000001';
export const ROLE = '500000000000000001';
const DISCORD_TOKEN = 'discord-sandbox-token';
const APPLICATION = '100000000000000001';
const GUILD = '200000000000000001';

/** The page with both chats behind it, and a small app of the test's own in each of them instead of Deskbell. */
export interface Chats extends Visit {
  browser: Browser;
  url: string;
  slackEnd: SlackEnd;
  discordEnd: DiscordEnd;
  /** Calls Slack's Web API as the app; throws what it refuses. */
  callSlack(method: string, body: Json): Promise<Json>;
  /** Calls Discord's API as the bot; throws what it refuses. */
  callDiscord(method: string, path: string, body: unknown): Promise<Json>;
  close(): Promise<void>;
}

export async function openChats(): Promise<Chats> {
  const stack = new AsyncDisposableStack();
  const slackEnd = stack.adopt(await startSlackEnd(), (one) => one.close());
  const slack = stack.adopt(await startSlack({ ...slackOptions(), requestUrl: slackEnd.url }), (one) => one.close());
  const discord = stack.adopt(await startDiscord(discordOptions()), (one) => one.close());
  const trmm = stack.adopt(await startTrmm(), (one) => one.close());
  const erpnext = stack.adopt(await startErpnext(), (one) => one.close());
  const freescout = stack.adopt(await startFreescout({ apiKey: 'key', timezone: 'Etc/UTC' }), (one) => one.close());
  const api = `${discord.url}/api`;
  const discordEnd = stack.adopt(await startDiscordEnd(api, DISCORD_TOKEN), (one) => one.close());
  const url = await servePage(stack, { slack, discord, trmm, freescout, erpnext });
  const browser = stack.adopt(await startBrowser(), (one) => one.close());
  const here = await visit(browser, url);
  return {
    ...here,
    browser,
    url,
    slackEnd,
    discordEnd,
    async callSlack(method, body) {
      const answer = await send('POST', `${slack.apiUrl}${method}`, `Bearer ${slack.settings.botToken}`, body);
      if (answer['ok'] !== true) throw new Error(`${method}: ${JSON.stringify(answer)}`);
      return answer;
    },
    callDiscord: (method, path, body) => send(method, `${api}/v10${path}`, `Bot ${DISCORD_TOKEN}`, body),
    close: () => stack.disposeAsync(),
  };
}

/** Where the bot registers its commands. */
export const COMMANDS = `/applications/${APPLICATION}/guilds/${GUILD}/commands`;

/** Each system's picture is looked at this often, in milliseconds. */
const LOOK = 60;

async function servePage(stack: AsyncDisposableStack, standIns: StandIns): Promise<string> {
  const plugged = Object.fromEntries(systemNames.map((name) => [name, true]));
  const clock = { ahead: 0, followed: true };
  const demo = { people, slackApp, bot: running, plugged, limited: {}, clock, run: 'one', logFile: '' };
  const hands = {
    plugged: { slack: true, discord: true, trmm: true, freescout: true, erpnext: true },
    async do(system: string, action: string, body: unknown) {
      const name = systemNames.find((one) => one === system) ?? 'slack';
      const response = await fetch(`${standIns[name].url}/_sandbox/${action}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body ?? {}),
      });
      return { status: response.status, data: await response.json() };
    },
  };
  const stream = pictures(() => ({
    demo,
    ...Object.fromEntries(systemNames.map((name) => [name, pictureOf(name, standIns)])),
  }));
  const server = stack.adopt(await serveDemo(stream, hands), (one) => one.close());
  stack.defer(() => stream.close());
  return server.listen({ host: '127.0.0.1', port: 0 });
}

/** The demo's stream of pictures, by looking again and again: nothing of the demo itself runs here. */
function pictures(look: () => Json) {
  const timers = new Set<NodeJS.Timeout>();
  return {
    join(reply: FastifyReply) {
      const last = new Map<string, string>();
      reply.hijack();
      reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      function tell(): void {
        for (const [name, picture] of Object.entries(look())) {
          const text = JSON.stringify(picture);
          if (text === last.get(name)) continue;
          last.set(name, text);
          reply.raw.write(`event: ${name}\ndata: ${text}\n\n`);
        }
      }
      tell();
      const timer = setInterval(tell, LOOK);
      timers.add(timer);
      reply.raw.on('close', () => clearInterval(timer));
    },
    changed() {},
    follow() {},
    close() {
      for (const timer of timers) clearInterval(timer);
    },
  };
}

const running = { is: 'running', pid: undefined, restarts: 0, lastWords: '' };

const slackApp = {
  home: true,
  commands: [
    { command: '/alerts', description: 'What fails now', hint: '[all | critical]' },
    { command: '/desk', description: 'Deskbell itself', hint: '' },
  ],
  shortcuts: [
    { name: 'Make a ticket', type: 'message' as const, callbackId: 'make-ticket', description: 'From these words' },
  ],
};

function slackOptions() {
  return {
    limits: false,
    team: { id: 'T0MSP', name: 'Northwind Support', domain: 'northwind-support' },
    channels: [
      { id: SLACK_CHANNEL, name: 'alerts', member: true },
      { id: 'C0SECOND', name: 'second-line', member: true },
    ],
    users: people.map(({ name, email, slack, zone }) => ({ id: slack, name, email, tz: zone })),
  };
}

function discordOptions() {
  return {
    limits: false,
    guild: { id: GUILD, name: 'Northwind Support' },
    channels: [
      { id: DISCORD_CHANNEL, name: 'alerts' },
      { id: '300000000000000002', name: 'tickets' },
    ],
    roles: [{ id: ROLE, name: 'On call' }],
    users: people.map(({ name, discord, does }) => ({ id: discord, name, admin: does === 'owner', roles: [ROLE] })),
  };
}

async function send(method: string, url: string, authorization: string, body: unknown): Promise<Json> {
  const response = await fetch(url, {
    method,
    headers: { authorization, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}: ${response.status} ${text}`);
  return text === '' ? {} : (JSON.parse(text) as Json);
}

/** Nothing on the page is wider than its window. */
export function widthOf(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth');
}
