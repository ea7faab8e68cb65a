import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { Hands } from './hands.ts';
import type { Stream } from './stream.ts';

const PAGE = fileURLToPath(new URL('../page/', import.meta.url));
const LIT = fileURLToPath(new URL('../../node_modules/lit-html/', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The page and what it can do. It answers to loopback names only, so that no other site can reach it through a browser. */
export async function serveDemo(stream: Stream, hands: Hands): Promise<FastifyInstance> {
  const server = Fastify({ forceCloseConnections: true });
  const policy = await contentPolicy();
  server.addHook('onRequest', async (request, reply) => {
    if (!isLoopback(`http://${request.headers.host ?? ''}`)) return reply.code(403).send('Not this host.');
    const { origin } = request.headers;
    if (origin !== undefined && !isLoopback(origin)) return reply.code(403).send('Not from there.');
    reply.header('content-security-policy', policy);
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'no-referrer');
    reply.header('cache-control', 'no-store');
  });
  server.get('/', (_request, reply) => send(reply, PAGE, 'index.html'));
  server.get<{ Params: { '*': string } }>('/page/*', ({ params }, reply) => send(reply, PAGE, params['*']));
  server.get<{ Params: { '*': string } }>('/lit-html/*', ({ params }, reply) => send(reply, LIT, params['*']));
  server.get('/stream', (_request, reply) => stream.join(reply));
  server.post<{ Params: { system: string; action: string } }>('/do/:system/:action', async (request, reply) => {
    const { system, action } = request.params;
    const { status, data } = await hands.do(system, action, request.body);
    return reply.code(status).send(data);
  });
  return server;
}

function isLoopback(origin: string): boolean {
  const host = URL.parse(origin)?.hostname;
  return host === '127.0.0.1' || host === 'localhost' || host === '[::1]';
}

/** Nothing from elsewhere, and no script but the page's own files and its one import map. */
async function contentPolicy(): Promise<string> {
  const page = await readFile(`${PAGE}index.html`, 'utf8');
  const map = /<script type="importmap">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '';
  const hash = createHash('sha256').update(map).digest('base64');
  return `default-src 'none'; script-src 'self' 'sha256-${hash}'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}

async function send(reply: FastifyReply, folder: string, path: string): Promise<FastifyReply> {
  const type = TYPES[extname(path)];
  const clean = normalize(path);
  if (type === undefined || clean.startsWith('..') || clean.startsWith(sep)) return reply.code(404).send('Not here.');
  try {
    return await reply.type(type).send(await readFile(folder + clean));
  } catch {
    return reply.code(404).send('Not here.');
  }
}
