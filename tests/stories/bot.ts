import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { readConfiguration } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { start } from '../../src/start.ts';
import { loadSystems } from '../../src/systems.ts';
import { lossHeard } from '../bot/loss.ts';

export interface Bot {
  /** Where its HTTP listener is. */
  url: string;
  /** Its process; this one where it has none of its own. */
  pid: number;
  stop(): Promise<void>;
  /** Ends it as a power cut would; only for a bot in a process of its own. */
  kill(): Promise<void>;
  /** What a bot in a process of its own has logged so far. */
  log(): string;
  /** How a bot in a process of its own ended without being asked to; undefined while all is well. */
  fell(): string | undefined;
}

/** The bot within the test's own process: quick, and its errors are seen. */
export async function startBotHere(environment: Record<string, string>): Promise<Bot> {
  const configuration = readConfiguration(environment, await loadSystems());
  const log = createLog(configuration.logLevel);
  const hearing = lossHeard();
  const error = log.error.bind(log);
  const heard = (fields: object, message: string): void => {
    hearing.error(fields, message);
    error(fields, message);
  };
  const running = await start(configuration, Object.assign(log, { error: heard }));
  let stopping: Promise<void> | undefined;
  return {
    url: running.url,
    pid: process.pid,
    stop: () => (stopping ??= running.stop().then(hearing.throwLost)),
    kill: () => Promise.reject(new Error('this bot is no process of its own')),
    log: () => '',
    fell: () => undefined,
  };
}

/** None may outlive the process that started it. */
const alive = new Set<ChildProcess>();
process.once('exit', () => alive.forEach((child) => child.kill('SIGKILL')));

/** The bot as it runs in production: `node src/main.ts` with an environment. */
export async function startBot(environment: Record<string, string>): Promise<Bot> {
  const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env['PATH'] ?? '', ...environment, LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  alive.add(child);
  child.once('exit', () => alive.delete(child));
  const lines: string[] = [];
  child.stderr.on('data', (data: Buffer) => lines.push(data.toString()));
  let seen = '';
  let fell: string | undefined;
  let asked = false;
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (data: Buffer) => {
      if (process.env['TEST_LOG_LEVEL']) process.stderr.write(data);
      seen += data.toString();
      const running = /"url":"([^"]+)".*"Deskbell is running"/.exec(seen)?.[1];
      if (running) resolve(running);
    });
    child.once('exit', (code, signal) => {
      if (!asked) fell = `${signal ?? code}: ${lines.join('')}`;
      reject(new Error(`the bot ended with ${code}: ${lines.join('')}${seen}`));
    });
  });
  async function end(signal: NodeJS.Signals): Promise<void> {
    asked = true;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }
  return {
    url,
    pid: child.pid ?? 0,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    log: () => seen,
    fell: () => fell,
  };
}
