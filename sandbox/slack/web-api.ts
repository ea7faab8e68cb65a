import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { argumentsFrom, optionalText, type Arguments } from './arguments.ts';
import type { Json } from './block-kit.ts';
import { createLimits } from './limits.ts';
import { METHODS, type MethodRule } from './method-table.ts';
import { Refusal } from './refusal.ts';
import type { World } from './world.ts';

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Json;
}

type Route = FastifyRequest<{ Params: { method: string } }>;

/** One name for a channel, however a call names it. */
function placeOfPost(world: World, args: Arguments): string {
  const target = optionalText(args, 'channel') ?? '';
  const name = target.replace(/^#/, '');
  for (const channel of world.channels.values()) {
    if (channel.id === target || channel.name === name || channel.person === target)
      return channel.person ?? channel.id;
  }
  return target;
}

/** `POST /api/<method>`; `connect` hands out the address of a new socket connection. */
export function serveWebApi(server: FastifyInstance, world: World, connect: () => string): void {
  const limits = createLimits(() => world.standIn.now(), world.settings.burst);

  function retryAfter(name: string, rule: Pick<MethodRule, 'tier'>, args: Arguments): number | undefined {
    if (!world.settings.limits) return undefined;
    return limits(name, rule.tier, rule.tier === 'post' ? placeOfPost(world, args) : '');
  }

  function answer(request: Route, headers: Record<string, string>): Answer {
    const name = request.params.method;
    const args = argumentsFrom(request.method === 'GET' ? request.query : request.body);
    const token = tokenOf(request, args);
    if (name === 'apps.connections.open') {
      refuseToken(world, token, world.settings.appToken);
      const wait = retryAfter(name, { tier: 1 }, {});
      return wait === undefined ? success({ url: connect() }) : limited(wait);
    }
    const rule = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
    if (!rule) throw new Refusal('unknown_method', { req_method: name });
    refuseToken(world, token, world.settings.botToken);
    const needed = rule.scopes(world, args);
    Object.assign(headers, {
      'x-oauth-scopes': [...world.scopes].join(','),
      'x-accepted-oauth-scopes': needed.join(','),
    });
    refuseMissingScope(world, needed);
    const wait = retryAfter(name, rule, args);
    if (wait !== undefined) return limited(wait);
    return success(rule.run({ world, args }));
  }

  async function serve(request: Route, reply: FastifyReply): Promise<FastifyReply> {
    // Whoever was known by their token learns their scopes, even from a refusal.
    const scopes: Record<string, string> = {};
    const { status, headers, body } = orRefusal(() => answer(request, scopes));
    return reply
      .code(status)
      .headers({ ...scopes, ...headers })
      .send(body);
  }

  server.get('/api/:method', serve);
  server.post('/api/:method', serve);
}

function orRefusal(attempt: () => Answer): Answer {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof Refusal)
      return { status: 200, headers: {}, body: { ok: false, error: error.error, ...error.extra } };
    throw error;
  }
}

function success(body: Json): Answer {
  return { status: 200, headers: {}, body: { ok: true, ...body } };
}

function limited(seconds: number): Answer {
  return { status: 429, headers: { 'retry-after': String(seconds) }, body: { ok: false, error: 'ratelimited' } };
}

function tokenOf(request: FastifyRequest, args: Arguments): string | undefined {
  const [, bearer] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
  return bearer ?? optionalText(args, 'token');
}

function refuseToken(world: World, token: string | undefined, expected: string): void {
  const { botToken, appToken } = world.settings;
  if (!token) throw new Refusal('not_authed');
  if (token !== botToken && token !== appToken) throw new Refusal('invalid_auth');
  if (world.tokenError) throw new Refusal(world.tokenError);
  if (token !== expected) throw new Refusal('not_allowed_token_type');
}

function refuseMissingScope(world: World, needed: string[]): void {
  const missing = needed.find((scope) => !world.scopes.has(scope));
  if (missing) throw new Refusal('missing_scope', { needed: missing, provided: [...world.scopes].join(',') });
}
