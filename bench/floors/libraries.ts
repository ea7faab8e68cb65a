import { App, LogLevel } from '@slack/bolt';
import { Queue, Worker } from 'bullmq';
import { Client, GatewayIntentBits } from 'discord.js';

/*
 * The three libraries that any bot for both chats with a queue stands on, connected, and nothing else: no handler, no job, no settings.
 */

const { SLACK_BOT_TOKEN = '', SLACK_APP_TOKEN = '', SLACK_API_URL = '', REDIS_URL = '' } = process.env;
const { DISCORD_TOKEN = '', DISCORD_API_URL = '' } = process.env;
const { hostname, port } = new URL(REDIS_URL);
const connection = { host: hostname, port: Number(port), maxRetriesPerRequest: null };

const app = new App({
  token: SLACK_BOT_TOKEN,
  appToken: SLACK_APP_TOKEN,
  socketMode: true,
  logLevel: LogLevel.ERROR,
  clientOptions: { slackApiUrl: SLACK_API_URL },
});
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: DISCORD_API_URL, version: '10' } });
const queue = new Queue('floor', { connection });
const worker = new Worker('floor', async () => {}, { connection });

const ready = new Promise((resolve) => client.once('clientReady', resolve));
await Promise.all([app.start(), client.login(DISCORD_TOKEN), ready, queue.waitUntilReady(), worker.waitUntilReady()]);
process.once('SIGTERM', () => process.exit(0));
process.stdout.write('ready\n');
