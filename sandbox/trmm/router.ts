import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { authenticate, demand, holds } from './access.ts';
import { detail, FORBIDDEN, htmlPage, Refused, type Answer } from './answer.ts';
import type { ApiKey } from './model.ts';
import type { World } from './world.ts';

export interface Call {
  key: ApiKey;
  /** What the path's groups matched. */
  params: Record<string, string>;
  query: URLSearchParams;
  /** The parsed body; an empty one reads as `{}`. Refuses another media type (415) and broken JSON (400). */
  body(): unknown;
}

type Work = (call: Call) => Answer | Promise<Answer>;
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One path of TRMM; each method names the permission it needs, or null for none. */
export interface Route {
  path: RegExp;
  open?: true;
  methods: Partial<Record<Method, readonly [permission: string | null, work: Work]>>;
}

interface RawBody {
  text: string;
  type: string;
  value?: unknown;
  problem?: string;
}

/** Serves the routes in Django's order: slash, path, key, permission, method, and the body last of all. */
export async function serveRoutes(server: FastifyInstance, world: World, routes: readonly Route[]): Promise<void> {
  const raws = new WeakMap<FastifyRequest, RawBody>();
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (request, text, done) => {
      const raw = readBody(String(text), request.headers['content-type'] ?? '');
      raws.set(request, raw);
      done(null, raw.value ?? raw.text);
    });
    scope.all('/*', async (request, reply) => send(reply, await answerTo(world, routes, request, raws.get(request))));
  });
}

async function answerTo(
  world: World,
  routes: readonly Route[],
  request: FastifyRequest,
  raw?: RawBody,
): Promise<Answer> {
  try {
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    const [route, params] = match(routes, pathname);
    if (!route) return missingPath(routes, pathname, searchParams);
    const key = route.open ? ANYBODY : authenticate(world, request.headers['x-api-key']);
    const entry = route.methods[request.method as Method];
    if (!entry) return refuseMethod(route, key, request.method);
    if (entry[0]) demand(key, entry[0]);
    return await entry[1]({ key, params, query: searchParams, body: () => bodyOf(raw) });
  } catch (error) {
    return error instanceof Refused ? error.answer : htmlPage(500, 'Server Error (500)');
  }
}

/** Who has no right on the path at all is not even told that the method is wrong. */
function refuseMethod(route: Route, key: ApiKey, method: string): Answer {
  const rights = Object.values(route.methods).map(([permission]) => permission);
  const isLetIn = rights.some((right) => right === null || holds(key, right));
  return isLetIn ? detail(405, `Method "${method}" not allowed.`) : FORBIDDEN;
}

const ANYBODY: ApiKey = {
  key: '',
  username: '',
  permissions: 'no role',
  clients: [],
  sites: [],
  expired: false,
  active: true,
};

function match(
  routes: readonly Route[],
  path: string,
): [Route, Record<string, string>] | [undefined, Record<string, string>] {
  for (const route of routes) {
    const found = route.path.exec(path);
    if (found) return [route, { ...found.groups }];
  }
  return [undefined, {}];
}

function missingPath(routes: readonly Route[], path: string, query: URLSearchParams): Answer {
  if (path.endsWith('/') || !match(routes, `${path}/`)[0]) return htmlPage(404, 'Not Found');
  const location = query.size > 0 ? `${path}/?${query.toString()}` : `${path}/`;
  return { ...htmlPage(301, 'Moved Permanently'), headers: { location } };
}

function readBody(text: string, type: string): RawBody {
  try {
    return { text, type, value: text === '' ? {} : JSON.parse(text) };
  } catch (error) {
    return { text, type, problem: String(error) };
  }
}

function bodyOf(raw: RawBody | undefined): unknown {
  if (!raw || raw.text === '') return {};
  if (!/^application\/json\s*(;|$)/i.test(raw.type)) {
    throw new Refused(detail(415, `Unsupported media type "${raw.type}" in request.`));
  }
  if (raw.problem) throw new Refused(detail(400, `JSON parse error - ${raw.problem}`));
  return raw.value;
}

function send(reply: FastifyReply, answer: Answer): FastifyReply {
  reply.code(answer.status).headers(answer.headers ?? {});
  if (answer.html !== undefined) return reply.type('text/html; charset=utf-8').send(answer.html);
  return reply.type('application/json').send(JSON.stringify(answer.body));
}
