import { existsSync, statSync } from 'node:fs';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { expect, test } from 'vitest';
import { testDatabaseUrl } from '../../sandbox/services/mariadb.ts';
import { isAlive, runDemoCommand, type Running } from './demo-command.ts';
import { takePictures } from './picture.ts';
import { startDemoProcess } from './stage.ts';

/** What the demo promises: seconds from the command to the page. */
const PROMISED = 15;

/** Which of these schemas, and of the logins named like them, are at MariaDB: each as `schema …` or `user …`. */
async function keptAtMariadb(names: readonly string[]): Promise<string[]> {
  const connection = await createConnection(testDatabaseUrl());
  try {
    const [rows] = await connection.query<RowDataPacket[]>(
      `SELECT CONCAT('schema ', schema_name) AS kept FROM information_schema.schemata WHERE schema_name IN (?)
       UNION SELECT CONCAT('user ', user) FROM mysql.user WHERE user IN (?) ORDER BY kept`,
      [names, names],
    );
    return rows.map(({ kept }) => String(kept));
  } finally {
    await connection.end();
  }
}

/** Its Redis and its bot. */
function servers(processes: readonly Running[]): Running[] {
  return processes.filter(({ command }) => /redis-server|valkey-server|src\/main\.ts/.test(command));
}

test('a taken port is said, other sites are refused, and Ctrl-C leaves nothing behind', async () => {
  const demo = await startDemoProcess('--port', '0');
  await expect(startDemoProcess('--port', new URL(demo.url).port)).rejects.toThrow('EADDRINUSE');
  const elsewhere = { method: 'POST', headers: { origin: 'http://evil.example', 'content-type': 'application/json' } };
  expect((await fetch(`${demo.url}/do/bot/kill`, { ...elsewhere, body: '{}' })).status).toBe(403);
  expect((await fetch(`${demo.url}/page/../demo/run.ts`)).status).toBe(404);
  expect((await fetch(`${demo.url}/page/%2e%2e%2fdemo%2frun.ts`)).status).toBe(404);
  expect(existsSync(demo.logFile)).toBe(true);
  expect(await demo.interrupt()).toBe(0);
  expect(existsSync(demo.logFile)).toBe(false);
  await expect(fetch(demo.url)).rejects.toThrow('fetch failed');
}, 60_000);

test('npm run demo answers within 15 seconds; a reset ends the old world, and Ctrl-C all of it', async () => {
  await using demo = await runDemoCommand();
  expect(demo.answeredAfter).toBeLessThan(PROMISED * 1000);
  await expect.poll(() => demo.schemas(), { timeout: 30_000 }).toHaveLength(1);
  const [old = ''] = await demo.schemas();
  expect(await keptAtMariadb([old])).toEqual([`schema ${old}`, `user ${old}`]);
  const before = servers(demo.processes());
  expect(before).toHaveLength(2);
  const folders = await demo.folders();
  expect(folders).toHaveLength(2);

  const reset = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
  expect((await fetch(`${demo.url}/do/demo/reset`, reset)).status).toBe(200);
  expect(before.filter(({ pid }) => isAlive(pid))).toEqual([]);
  expect(await keptAtMariadb([old])).toEqual([]);
  const [own, ...redis] = await demo.folders();
  expect(own).toBe(folders[0]);
  expect(redis).toHaveLength(1);
  expect(redis[0]).not.toBe(folders[1]);
  await expect.poll(() => demo.schemas(), { timeout: 30_000 }).toHaveLength(2);
  const schemas = await demo.schemas();
  expect(await keptAtMariadb(schemas)).toEqual([`schema ${schemas[1]}`, `user ${schemas[1]}`]);

  const all = demo.processes();
  expect(servers(all)).toHaveLength(2);
  await demo.interrupt();
  await expect.poll(() => all.filter(({ pid }) => isAlive(pid)), { timeout: 15_000 }).toEqual([]);
  expect(await keptAtMariadb(schemas)).toEqual([]);
  expect(await demo.folders()).toEqual([]);
  await expect(fetch(demo.url)).rejects.toThrow('fetch failed');
}, 90_000);

test.runIf(process.env['UPDATE_PICTURES'])(
  'the pictures of the documentation are taken',
  async () => {
    await takePictures();
    for (const name of ['tour', 'demo', 'demo-dark'])
      expect(Date.now() - statSync(`docs/images/${name}.png`).mtimeMs).toBeLessThan(120_000);
  },
  240_000,
);
