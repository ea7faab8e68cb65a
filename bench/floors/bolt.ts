import { Server } from 'node:net';
import { App, LogLevel } from '@slack/bolt';
import type { BlockAction } from '@slack/bolt';
import { Redis } from 'ioredis';

/*
 * What one would write with Bolt alone: a press is heard and answered. With KEEP it does outwardly what Deskbell does for the same press: it
 * writes the press down before it says that it was heard, edits the card, and leaves a line in its thread.
 */

const { SLACK_BOT_TOKEN = '', SLACK_APP_TOKEN, SLACK_SIGNING_SECRET = '', SLACK_API_URL = '' } = process.env;
/** `KEEP` as above; with `EDIT` it edits the card and does no more. `VERBS` is how many buttons it knows besides. */
const { REDIS_URL = '', KEEP, EDIT, VERBS = '0' } = process.env;
const channels: readonly string[] = JSON.parse(process.env['CHANNELS'] ?? '[]');
const redis = KEEP === undefined ? undefined : new Redis(REDIS_URL);
const app = new App({
  token: SLACK_BOT_TOKEN,
  ...(SLACK_APP_TOKEN === undefined
    ? { signingSecret: SLACK_SIGNING_SECRET }
    : { appToken: SLACK_APP_TOKEN, socketMode: true }),
  logLevel: LogLevel.ERROR,
  clientOptions: { slackApiUrl: SLACK_API_URL },
});
for (let verb = 0; verb < Number(VERBS); verb += 1) app.action(`verb-${verb}`, async ({ ack }) => ack());

function blocks(state: string) {
  const text = { type: 'mrkdwn', text: `*Server down*\n${state}\nIt has not reported for half an hour.` } as const;
  const button = {
    type: 'button',
    action_id: 'acknowledge',
    text: { type: 'plain_text', text: 'Acknowledge' },
  } as const;
  return [{ type: 'section', text } as const, { type: 'actions', elements: [button] } as const];
}

app.action<BlockAction>('acknowledge', async ({ ack, body, client, respond }) => {
  const { channel, message, user } = body;
  await redis?.set(`acknowledged:${channel?.id}:${message?.ts}`, JSON.stringify({ by: user.id, at: Date.now() }));
  await ack();
  await respond({ text: 'You acknowledged it.', response_type: 'ephemeral', replace_original: false });
  if ((!redis && EDIT === undefined) || !channel || !message) return;
  const state = `Acknowledged by <@${user.id}>`;
  await client.chat.update({ channel: channel.id, ts: message.ts, text: 'Server down', blocks: blocks(state) });
  if (EDIT !== undefined) return;
  await client.chat.postMessage({ channel: channel.id, thread_ts: message.ts, text: state });
});

const server = await app.start({ port: 0, host: '127.0.0.1' });

/** Posts a card that can be pressed into every channel; again whenever it is told to, as if alerts had come. */
async function postCards(): Promise<void> {
  const card = { text: 'Server down', blocks: blocks('Nobody has acknowledged it.') };
  await Promise.all(channels.map((channel) => app.client.chat.postMessage({ channel, ...card })));
}

process.on('SIGUSR2', () => void postCards());
process.once('SIGTERM', () => process.exit(0));
await postCards();
const address = server instanceof Server ? server.address() : undefined;
process.stdout.write(`ready ${typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : ''}\n`);
