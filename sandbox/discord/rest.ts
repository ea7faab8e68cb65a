import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { acceptUploads } from './body.ts';
import type { Limits } from './limits.ts';
import { invalidForm, Refusal, refusal } from './refusal.ts';
import { addCallbackRoute } from './routes/callback.ts';
import { addChannelRoutes } from './routes/channels.ts';
import { addCommandRoutes } from './routes/commands.ts';
import { addGuildRoutes, type GatewayDoor } from './routes/guild.ts';
import { addMessageRoutes } from './routes/messages.ts';
import { addThreadRoutes } from './routes/threads.ts';
import { addWebhookRoutes } from './routes/webhooks.ts';
import { archiveIdle } from './thread-age.ts';
import type { Verdicts } from './verdicts.ts';
import type { World } from './world.ts';

const API = '/api/v10';
/** In bytes, files and all. */
const LARGEST_REQUEST = 25 * 1024 * 1024;

/** Error codes that mean the bot sent what it never should. */
const FAULTY = new Set<unknown>([50035, 50006, 50109]);

export interface Rest {
  world: World;
  limits: Limits;
  verdicts: Verdicts;
  door: GatewayDoor;
}

/** REST v10: who may call, how often, with what; then the routes. */
export async function addRest(server: FastifyInstance, rest: Rest): Promise<void> {
  await server.register(
    async (api: FastifyInstance) => {
      acceptUploads(api);
      api.addHook('onRoute', (route) => {
        route.bodyLimit = LARGEST_REQUEST;
      });
      api.addHook('preHandler', async (request, reply) => admit(rest, request, reply));
      api.addHook('onSend', async (request, reply, payload) => {
        rest.limits.countInvalid(reply.statusCode, reply.getHeader('x-ratelimit-scope'));
        if (reply.statusCode < 300) {
          rest.verdicts.answer(request.method, templateOf(request), reply.statusCode, payload);
        }
        return payload;
      });
      api.setErrorHandler(async (error, request, reply) => answerError(rest, error, request, reply));
      api.setNotFoundHandler(async (request, reply) => {
        rest.world.violations.push(`${request.method} ${request.url}: no such route`);
        return reply.code(404).send({ message: '404: Not Found', code: 0 });
      });
      addGuildRoutes(api, rest.world, rest.door);
      addChannelRoutes(api, rest.world);
      addMessageRoutes(api, rest.world);
      addThreadRoutes(api, rest.world);
      addCommandRoutes(api, rest.world);
      addCallbackRoute(api, rest.world);
      addWebhookRoutes(api, rest.world);
    },
    { prefix: API },
  );
}

function admit(rest: Rest, request: FastifyRequest, reply: FastifyReply): void {
  const path = pathOf(request);
  demandIds(request.params as Record<string, string>);
  if (!isOpen(path) && request.headers.authorization !== `Bot ${rest.world.settings.token}`) {
    throw new Refusal(401, { message: '401: Unauthorized', code: 0 });
  }
  archiveIdle(rest.world);
  if (rest.world.settings.limits) reply.headers(rest.limits.take(request.method, path));
  demandBody(request);
  if (request.body !== undefined) rest.verdicts.body(request.method, templateOf(request), request.body);
}

/** What makes or changes something needs a JSON object or list, except to add somebody to a thread. */
function demandBody({ method, body, routeOptions }: FastifyRequest): void {
  if (method === 'GET' || method === 'DELETE' || routeOptions.url?.endsWith('/thread-members/:user_id')) return;
  if (typeof body !== 'object' || body === null) throw refusal(50109);
}

/** Ids in the path must be numbers; the rest of a webhook's path is text. */
function demandIds(params: Record<string, string>): void {
  for (const [name, value] of Object.entries(params)) {
    if (!name.endsWith('_id') || /^\d+$/.test(value) || value === '@original') continue;
    const message = `Value ${JSON.stringify(value)} is not snowflake.`;
    throw invalidForm([{ at: [name], code: 'NUMBER_TYPE_COERCE', message }]);
  }
}

/** Callbacks and webhooks carry their own token. */
function isOpen(path: string): boolean {
  return path.startsWith('/interactions/') || path.startsWith('/webhooks/');
}

function pathOf(request: FastifyRequest): string {
  return (request.url.split('?', 1)[0] ?? '').slice(API.length);
}

/** The route as Discord's file writes it: `/channels/{channel_id}/messages`. */
function templateOf(request: FastifyRequest): string {
  const template = (request.routeOptions.url ?? '').slice(API.length).replaceAll(/:(\w+)/g, '{$1}');
  return decodeURIComponent(pathOf(request)).endsWith('/@original')
    ? template.replace('{message_id}', '@original')
    : template;
}

async function answerError(rest: Rest, error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const known = refusalFor(error);
  if (!known) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    rest.world.violations.push(`${request.method} ${request.url}: the stand-in failed: ${text}`);
    return reply.code(500).send({ message: '500: Internal Server Error', code: 0 });
  }
  if (FAULTY.has(known.body['code'])) {
    rest.world.violations.push(`${request.method} ${templateOf(request)}: ${JSON.stringify(known.body)}`);
  }
  return reply.code(known.status).headers(known.headers).send(known.body);
}

function refusalFor(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  const code = (error as { code?: unknown }).code;
  if (typeof code !== 'string' || !code.startsWith('FST_ERR_CTP')) return undefined;
  return code === 'FST_ERR_CTP_BODY_TOO_LARGE' ? refusal(40005) : refusal(50109);
}
