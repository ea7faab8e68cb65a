import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { WebhookOptions } from '../../sandbox/trmm/webhook.ts';
import { trmmForTest } from './trmm-client.ts';

interface Received {
  path: string;
  headers: Record<string, unknown>;
  text: string;
}

/** A server that keeps what it is sent and answers 202, or what `answer` says; undefined never answers. */
async function receiverForTest(answer: () => number | undefined = () => 202) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void keep(request, response);
  });

  async function keep(request: IncomingMessage, response: ServerResponse): Promise<void> {
    received.push({ path: request.url ?? '', headers: request.headers, text: await text(request) });
    const status = answer();
    if (status !== undefined) response.writeHead(status).end('queued');
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** A stand-in whose two web hooks go to such a server. */
export async function withWebhooks(options: Partial<WebhookOptions> = {}, answer?: () => number | undefined) {
  const { url, received } = await receiverForTest(answer);
  const webhook = {
    failureUrl: `${url}/webhooks/trmm/failure/{{alert.id}}`,
    resolvedUrl: `${url}/webhooks/trmm/resolved/{{alert.id}}`,
    token: 'secret-token',
    ...options,
  };
  return { ...(await trmmForTest({ webhook })), received, url };
}
