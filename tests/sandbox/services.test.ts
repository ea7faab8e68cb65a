import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ensureServices } from '../../sandbox/services/ensure.ts';
import { installLine } from '../../sandbox/services/install.ts';
import { lookAtMariadb, startMariadb, testDatabaseUrl } from '../../sandbox/services/mariadb.ts';
import { freePort } from '../../sandbox/services/port.ts';
import { findProgram } from '../../sandbox/services/programs.ts';
import { startRedis, type RedisServer } from '../../sandbox/services/redis.ts';

const LAUNCH = 'sandbox/services/launch.mjs';

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'deskbell-services-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

function client({ url }: RedisServer): Redis {
  const redis = new Redis(url, { retryStrategy: () => null });
  redis.on('error', () => undefined);
  onTestFinished(() => redis.disconnect());
  return redis;
}

test('a Redis of its own keeps every write over a power cut, and evicts nothing', async () => {
  const server = await startRedis();
  onTestFinished(() => server.stop());
  const before = client(server);
  await before.set('alert', 'open');
  expect(await before.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
  expect(await before.config('GET', 'appendfsync')).toEqual(['appendfsync', 'always']);
  const { pid } = server;
  await server.kill();
  await expect(client(server).ping()).rejects.toThrow('closed');
  await server.restart();
  expect(server.pid).not.toBe(pid);
  expect(await client(server).get('alert')).toBe('open');
});

test('a Redis that is stopped leaves neither process nor folder, but for one that was given', async () => {
  const own = await startRedis();
  await own.stop();
  expect(existsSync(own.folder)).toBe(false);
  expect(() => process.kill(own.pid, 0)).toThrow('ESRCH');
  const given = await folder();
  const port = await freePort();
  const kept = await startRedis({ folder: given, port });
  expect([kept.folder, kept.port]).toEqual([given, port]);
  await kept.stop();
  expect(existsSync(given)).toBe(true);
});

test('a Redis whose port is taken says why it ended', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await expect(startRedis({ port, folder: await folder() })).rejects.toThrow('redis-server ended');
});

test('a program is found in the path, or nowhere', async () => {
  expect(findProgram('no-such-program-at-all', 'sh')).toMatch(/\/sh$/);
  expect(findProgram('no-such-program-at-all')).toBeUndefined();
  const bare = await folder();
  await writeFile(join(bare, 'my-program'), '#!/bin/sh\n', { mode: 0o644 });
  vi.stubEnv('PATH', bare);
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(findProgram('my-program')).toBeUndefined();
  await writeFile(join(bare, 'your-program'), '#!/bin/sh\n', { mode: 0o755 });
  expect(findProgram('your-program')).toBe(join(bare, 'your-program'));
});

test('the line that installs a service names it', () => {
  expect(installLine({ debian: 'redis-server', mac: 'redis' })).toMatch(/install.*redis/);
});

test('what is there is not missing, and nothing is said', async () => {
  const said: string[] = [];
  expect(await ensureServices(['redis', 'mariadb', 'chromium'], (line) => said.push(line))).toEqual([]);
  expect(said).toEqual([]);
});

test('a database that is named and does not answer is for the person to mend', async () => {
  onTestFinished(() => void vi.unstubAllEnvs());
  vi.stubEnv('TEST_DATABASE_URL', `mysql://root@127.0.0.1:${await freePort()}`);
  expect(await ensureServices(['mariadb'], () => undefined)).toEqual([
    'TEST_DATABASE_URL names a server that does not answer. Correct it, or unset it.',
  ]);
  vi.unstubAllEnvs();
  const stranger = new URL(testDatabaseUrl());
  Object.assign(stranger, { username: 'nobody-known', password: 'wrong' });
  expect(await lookAtMariadb(stranger.href)).toBe('denied');
  vi.stubEnv('TEST_DATABASE_URL', stranger.href);
  expect(await ensureServices(['mariadb'], () => undefined)).toEqual([
    'TEST_DATABASE_URL is not let in by its server. Correct it, or unset it.',
  ]);
});

test('a MariaDB of its own comes up with a root without a password', { timeout: 60_000 }, async () => {
  const port = await freePort();
  const url = `mysql://root@127.0.0.1:${port}`;
  expect(await lookAtMariadb(url)).toBe('absent');
  const server = await startMariadb(port);
  onTestFinished(() => rm(server.folder, { recursive: true, force: true }));
  expect(await lookAtMariadb(url)).toBe('answers');
  process.kill(server.pid, 'SIGKILL');
  await expect.poll(() => lookAtMariadb(url), { timeout: 10_000 }).toBe('absent');
});

test('a file is launched with its words, and its end is the end', async () => {
  const place = await folder();
  const file = join(place, 'program.ts');
  const output = join(place, 'said.json');
  await writeFile(
    file,
    `import { writeFileSync } from 'node:fs';
const words: string[] = process.argv.slice(2);
writeFileSync(${JSON.stringify(output)}, JSON.stringify([words, Number(process.versions.node.split('.')[0]) >= 26]));
process.exit(7);
`,
  );
  const child = spawn(process.execPath, [LAUNCH, file, '--port', '9000'], { stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as [number];
  expect([code, JSON.parse(await readFile(output, 'utf8'))]).toEqual([7, [['--port', '9000'], true]]);
});
