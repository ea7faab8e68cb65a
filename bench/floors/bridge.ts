import { createServer } from 'node:http';
import { Pool } from 'undici';
import { firingJson } from '../rivals/alertmanager.ts';

/*
 * What stands between TRMM and Alertmanager, which cannot read TRMM: it hears the webhook, reads the row, and hands it over. It keeps
 * nothing: what was answered and not yet handed over is lost when it is killed.
 */

const { TRMM_API_URL = '', TRMM_API_KEY = '', ALERTMANAGER_URL = '' } = process.env;
const channels: Record<string, string> = JSON.parse(process.env['CHANNELS'] ?? '{}');
const trmm = new Pool(TRMM_API_URL, { connections: 32 });
const alertmanager = new Pool(ALERTMANAGER_URL, { connections: 32 });

interface Row {
  hostname: string;
  client: string;
  message: string;
}

async function follow(id: string): Promise<void> {
  const answer = await trmm.request({
    method: 'GET',
    path: `/alerts/${id}/`,
    headers: { 'x-api-key': TRMM_API_KEY },
  });
  const { hostname: host, client, message } = (await answer.body.json()) as Row;
  const body = JSON.stringify([firingJson({ host, client, message, channel: channels[client] ?? '' })]);
  const headers = { 'content-type': 'application/json' };
  const taken = await alertmanager.request({ method: 'POST', path: '/api/v2/alerts', headers, body });
  await taken.body.dump();
  if (taken.statusCode !== 200) throw new Error(`Alertmanager answered ${taken.statusCode}`);
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
