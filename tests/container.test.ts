import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { isBuiltin } from 'node:module';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { Settings } from '../src/desk/settings.ts';

type Json = Record<string, unknown>;

/** Each instruction of the Dockerfile with its words, in order. */
function instructions(): [name: string, rest: string][] {
  const text = readFileSync('Dockerfile', 'utf8')
    .replaceAll(/^#.*$/gm, '')
    .replaceAll(/\\\n\s*/g, '');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]);
}

function last(name: string): string {
  return instructions().findLast(([one]) => one === name)?.[1] ?? '';
}

function services(): Record<'bot' | 'redis', Json> {
  return (parse(readFileSync('compose.yaml', 'utf8'), { merge: true }) as { services: Record<'bot' | 'redis', Json> })
    .services;
}

test('the image runs node itself, as nobody in particular, on what the lock file says and no more', () => {
  expect(last('FROM')).toBe('node:26-slim');
  expect(last('USER')).toBe('node');
  expect(last('CMD')).toBe('["node", "src/main.ts"]');
  expect(instructions()).toContainEqual(['RUN', 'npm ci --omit=dev --ignore-scripts && npm cache clean --force']);
  expect(instructions().filter(([name]) => name === 'COPY')).toEqual([
    ['COPY', 'package.json package-lock.json ./'],
    ['COPY', 'src ./src'],
  ]);
  expect(instructions().map(([name]) => name)).not.toContain('ENTRYPOINT');
  expect(instructions()).toContainEqual(['ENV', 'HOST=0.0.0.0']);
});

test('only what the image needs is sent to its build: no .env, no modules of this machine', () => {
  const lines = readFileSync('.dockerignore', 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'));
  expect(lines).toEqual(['*', '!package.json', '!package-lock.json', '!src']);
});

test('whatever the bot imports is there without the development packages', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Json };
  const imported = globSync('src/**/*.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\b(?:from|import)\s*\(?\s*'([^.'][^']*)'/g)].map(([, name = '']) => name),
  );
  const packages = new Set(imported.filter((name) => !isBuiltin(name)).map(packageOf));
  expect(packages).toContain('fastify');
  expect([...packages].filter((name) => dependencies[name] === undefined)).toEqual([]);
});

function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}

test('the health check of the image tells a bot that answers from one that does not', async () => {
  const [node, ...words] = JSON.parse(last('HEALTHCHECK').replace(/^.*?CMD /, '')) as string[];
  expect(node).toBe('node');
  const answers = { '/healthz': 200 as number };
  const server = createServer((request, response) => {
    response.writeHead(answers[request.url as '/healthz'] ?? 404).end();
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  const check = async (): Promise<unknown> => {
    const child = spawn(process.execPath, words, { env: { PORT: port }, stdio: 'ignore' });
    return ((await once(child, 'exit')) as unknown[])[0];
  };
  expect(await check()).toBe(0);
  answers['/healthz'] = 500;
  expect(await check()).toBe(1);
  server.close();
  await once(server, 'close');
  expect(await check()).toBe(1);
});

test('compose keeps what was saved, and the bot harmless', () => {
  const { bot, redis } = services();
  expect(redis['command']).toEqual(
    'redis-server --appendonly yes --appendfsync always --maxmemory-policy noeviction'.split(' '),
  );
  expect(redis).toMatchObject({
    volumes: ['redis:/data'],
    restart: 'unless-stopped',
    read_only: true,
    healthcheck: { test: ['CMD', 'redis-cli', '-e', 'ping'] },
  });
  expect(redis).not.toHaveProperty('ports');
  expect(bot).toMatchObject({
    env_file: '.env',
    restart: 'unless-stopped',
    read_only: true,
    cap_drop: ['ALL'],
    ports: ['127.0.0.1:3000:3000'],
    depends_on: { redis: { condition: 'service_healthy' } },
    environment: { HOST: '0.0.0.0', PORT: '3000', REDIS_URL: 'redis://redis:6379' },
  });
});

test('the one folder that the bot writes to is its own, and outlives it', () => {
  const { keep } = Settings.parse({});
  const made = instructions()
    .filter(([name]) => name === 'RUN')
    .map(([, rest]) => rest);
  expect(made).toContain(`mkdir ${keep.archive} && chown node:node ${keep.archive}`);
  expect(last('WORKDIR')).toBe('/app');
  expect(services().bot['volumes']).toEqual([
    '${DESKBELL_CONFIG:-/dev/null}:/app/deskbell.yaml:ro',
    `archive:/app/${keep.archive}`,
  ]);
});

test('compose waits longer for the bot to drain than the bot itself does', () => {
  const drain = /const DRAIN = ([\d_]+);/.exec(readFileSync('src/run.ts', 'utf8'))?.[1]?.replace('_', '');
  const grace = /^(\d+)s$/.exec(String(services().bot['stop_grace_period']))?.[1];
  expect(Number(grace) * 1_000).toBeGreaterThan(Number(drain));
});
