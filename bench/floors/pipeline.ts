import { createServer } from 'node:http';
import { Redis } from 'ioredis';

/*
 * The least that turns a webhook of TRMM into a message in Slack: the row is read, the alert is remembered, the message is sent. It
 * renders no card, knows no limits, forgets what it was doing when it is killed, and sends twice what it hears twice.
 */

const { REDIS_URL = '', TRMM_API_URL = '', TRMM_API_KEY = '', SLACK_API_URL = '', SLACK_BOT_TOKEN = '' } = process.env;
const channels: Record<string, string> = JSON.parse(process.env['CHANNELS'] ?? '{}');
const redis = new Redis(REDIS_URL);

interface Row {
  id: number;
  hostname: string;
  client: string;
  message: string;
}

async function follow(id: string): Promise<void> {
  const answer = await fetch(`${TRMM_API_URL}/alerts/${id}/`, { headers: { 'x-api-key': TRMM_API_KEY } });
  const row = (await answer.json()) as Row;
  await redis.set(`alert:${id}`, JSON.stringify(row));
  const sent = await fetch(`${SLACK_API_URL}chat.postMessage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${SLACK_BOT_TOKEN}` },
    body: JSON.stringify({ channel: channels[row.client], text: `${row.hostname}: ${row.message}` }),
  });
  const { ok } = (await sent.json()) as { ok: boolean };
  if (!ok) throw new Error('Slack did not take the message');
}

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    response.writeHead(202).end();
    void follow(request.url?.split('/').at(-1) ?? '');
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`ready http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}\n`);
});
process.once('SIGTERM', () => process.exit(0));
