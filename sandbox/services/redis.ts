import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './port.ts';
import { findProgram } from './programs.ts';

/** A Redis of its own on loopback, which keeps everything as production should. */
export interface RedisServer {
  readonly url: string;
  readonly port: number;
  /** Where it keeps its files. */
  readonly folder: string;
  readonly pid: number;
  /** Ends the process, by default as a power cut would, and leaves its files. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same port with what it had kept. */
  restart(): Promise<void>;
  /** Ends it and removes the files, unless the folder was given. */
  stop(): Promise<void>;
}

export interface RedisOptions {
  /** Default one that is free. */
  port?: number;
  /** Default a new one, removed by `stop`. */
  folder?: string;
}

const STARTS = 3;
/** None may outlive the process that started it. */
const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((server) => server.kill('SIGKILL')));

const KEEP = ['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction', '--save', ''];

/** Rejects when there is no `redis-server` (or `valkey-server`) on this machine. */
export async function startRedis(options: RedisOptions = {}): Promise<RedisServer> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'deskbell-redis-')));
  const started = await launchSomewhere(folder, options.port);
  const { port } = started;
  let { server } = started;

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill(signal);
    await gone;
  }

  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    folder,
    get pid() {
      return server.pid ?? 0;
    },
    kill: (signal = 'SIGKILL') => end(signal),
    async restart() {
      await end('SIGKILL');
      server = await launch(folder, port);
    },
    async stop() {
      await end('SIGKILL');
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Somebody else may take a free port before Redis does: then it is tried with another one. */
async function launchSomewhere(
  folder: string,
  given: number | undefined,
): Promise<{ server: ChildProcess; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = given ?? (await freePort());
    try {
      return { server: await launch(folder, port), port };
    } catch (error) {
      if (given !== undefined || attempt >= STARTS) throw error;
    }
  }
}

async function launch(folder: string, port: number): Promise<ChildProcess> {
  const program = findProgram('redis-server', 'valkey-server');
  if (program === undefined) throw new Error('There is no redis-server on this machine; npm test would install it.');
  const place = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder];
  // In a group of its own: Ctrl-C is for whoever started it, which then ends it in its turn.
  const server = spawn(program, [...place, ...KEEP], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream.on('data', (data: Buffer) => {
      said = (said + data.toString()).slice(-2000);
    });
  }
  running.add(server);
  server.once('exit', () => running.delete(server));
  await once(server, 'spawn');
  for (let attempt = 0; attempt < 400; attempt += 1) {
    if (server.exitCode !== null || server.signalCode !== null) throw new Error(`redis-server ended:\n${said}`);
    if (said.includes('Ready to accept connections') && (await answers(port))) return server;
    await pause(10);
  }
  server.kill('SIGKILL');
  throw new Error(`redis-server did not answer within five seconds:\n${said}`);
}

/** Answers, and has read its files. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.setTimeout(500, () => finish(false));
    socket.on('data', (data) => finish(data.toString().startsWith('+PONG')));
    socket.on('error', () => finish(false));
    function finish(isUp: boolean): void {
      socket.destroy();
      resolve(isUp);
    }
  });
}
