import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { findProgram } from './programs.ts';

/** Where tests look for MariaDB, as somebody who may make and drop schemas there. */
export function testDatabaseUrl(): string {
  return process.env['TEST_DATABASE_URL'] || 'mysql://root@127.0.0.1:3306';
}

/** `denied` when a server is there that does not let this account in. */
export async function lookAtMariadb(url: string): Promise<'answers' | 'denied' | 'absent'> {
  try {
    const connection = await createConnection({ uri: url, connectTimeout: 2000 });
    await connection.query('SELECT 1');
    await connection.end();
    return 'answers';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return code.startsWith('ER_') ? 'denied' : 'absent';
  }
}

export interface MariadbServer {
  readonly pid: number;
  readonly folder: string;
}

const ANSWER = 30_000;

/** Starts a server of its own on loopback, with root and no password, which outlives this process. Rejects when it does not come up. */
export async function startMariadb(port: number): Promise<MariadbServer> {
  const install = findProgram('mariadb-install-db', 'mysql_install_db');
  const program = findProgram('mariadbd', 'mysqld');
  if (install === undefined || program === undefined) throw new Error('There is no MariaDB server on this machine.');
  const folder = mkdtempSync(join(tmpdir(), 'deskbell-mariadb-'));
  // The server refuses to run as root unless it is told whose it is.
  const owner = process.getuid?.() === 0 ? [`--user=${hasUser('mysql') ? 'mysql' : 'root'}`] : [];
  const made = spawnSync(
    install,
    ['--no-defaults', `--datadir=${folder}`, '--auth-root-authentication-method=normal', '--skip-test-db', ...owner],
    { encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`${install} failed:\n${made.stderr}`);
  const log = join(folder, 'server.log');
  const place = [`--datadir=${folder}`, `--socket=${join(folder, 'server.sock')}`, `--pid-file=${join(folder, 'pid')}`];
  const wire = ['--bind-address=127.0.0.1', `--port=${port}`, '--innodb-buffer-pool-size=64M'];
  const output = openSync(log, 'a');
  const server = spawn(program, ['--no-defaults', ...place, ...wire, ...owner], {
    detached: true,
    stdio: ['ignore', output, output],
  });
  server.unref();
  const deadline = Date.now() + ANSWER;
  while (Date.now() < deadline && server.exitCode === null) {
    if ((await lookAtMariadb(`mysql://root@127.0.0.1:${port}`)) === 'answers') return { pid: server.pid ?? 0, folder };
    await pause(100);
  }
  throw new Error(`MariaDB did not come up:\n${readFileSync(log, 'utf8').slice(-2000)}`);
}

function hasUser(name: string): boolean {
  return spawnSync('id', ['-u', name], { stdio: 'ignore' }).status === 0;
}
