import Fastify, { type FastifyInstance } from 'fastify';
import type { Platform } from '../bot/contract.ts';
import type { Integration, WebhookCall } from '../integrations/contract.ts';
import { addHint, type Hint } from '../store/hints.ts';
import type { VirtualClock } from '../store/clock.ts';
import type { Store } from '../store/store.ts';
import { addClock } from './clock.ts';
import { metrics, metricsType } from './metrics.ts';
import { addReviews } from './review.ts';

/** Largest webhook that is read. */
const BODY_LIMIT = 1024 * 1024;

/** A signed link is longer than what is usual. */
const LONGEST_PARAMETER = 1_000;

export interface HttpParts {
  store: Store;
  integrations: readonly Integration[];
  platforms: readonly Platform[];
  /** Follows a hint at once, while it is being kept; `readAt` is now. */
  follow(integration: Integration, hint: Hint, readAt: number): void;
  /** Signs the links that people are given. */
  secret(): Promise<string>;
  /** What keeps the desk from working; empty when it works. */
  obstacles(): Promise<string[]>;
  /** Can be moved by whoever reaches the listener; absent on the machine's own clock. */
  clock: { virtual: VirtualClock; moved: () => void } | undefined;
}

/** Webhooks in, health and metrics out. */
export function createServer(parts: HttpParts): FastifyInstance {
  const server = Fastify({
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  server.get('/healthz', async () => ({ alive: true }));
  server.get('/readyz', async (_request, reply) => {
    const obstacles = await parts.obstacles();
    return reply.code(obstacles.length === 0 ? 200 : 503).send({ ready: obstacles.length === 0, obstacles });
  });
  server.get('/metrics', async (_request, reply) => reply.type(metricsType).send(await metrics(parts.store)));
  addReviews(server, parts.store, () => parts.secret());
  if (parts.clock) addClock(server, parts.clock.virtual, parts.clock.moved);
  for (const integration of parts.integrations) addWebhooks(server, integration, parts);
  for (const { http } of parts.platforms) {
    if (!http) continue;
    server.post(http.path, async (request, reply) => {
      const { status, headers, body } = await http.serve({
        headers: flat(request.headers),
        body: bodyOf(request.body),
      });
      return reply.code(status).headers(headers).send(body);
    });
  }
  return server;
}

/** A webhook is answered when its hint is kept, and is followed at once. */
function addWebhooks(server: FastifyInstance, integration: Integration, parts: HttpParts): void {
  const { id, source } = integration;
  if (!source?.hear) return;
  const root = `/webhooks/${id}`;
  const hear = source.hear.bind(source);
  for (const path of [root, `${root}/*`]) {
    server.post(path, async (request, reply) => {
      const call: WebhookCall = {
        path: new URL(request.url, 'http://desk').pathname.slice(root.length),
        headers: flat(request.headers),
        body: bodyOf(request.body),
      };
      const heard = hear(call);
      if (heard.is === 'refused') return reply.code(heard.status).type('text/plain').send(heard.says);
      if (heard.is === 'test') return reply.code(200).type('text/plain').send(heard.says);
      const hint = { source: id, row: heard.row };
      const at = parts.store.now();
      const kept = addHint(parts.store, hint, at);
      parts.follow(integration, hint, at);
      await kept;
      return reply.code(202).type('text/plain').send(heard.says);
    });
  }
}

function bodyOf(body: unknown): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}
