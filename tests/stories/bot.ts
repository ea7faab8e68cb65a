import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { readConfiguration } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { start } from '../../src/start.ts';
import { loadSystems } from '../../src/systems.ts';

export interface Bot {
  /** Where its HTTP listener is. */
  url: string;
  stop(): Promise<void>;
  /** Ends it as a power cut would; only for a bot in a process of its own. */
  kill(): Promise<void>;
}

/** The bot within the test's own process: quick, and its errors are seen. */
export async function startBotHere(environment: Record<string, string>): Promise<Bot> {
  const configuration = readConfiguration(environment, await loadSystems());
  const running = await start(configuration, createLog(configuration.logLevel));
  let stopping: Promise<void> | undefined;
  return {
    url: running.url,
    stop: () => (stopping ??= running.stop()),
    kill: () => Promise.reject(new Error('this bot is no process of its own')),
  };
}

/** The bot as it runs in production: `node src/main.ts` with an environment. */
export async function startBot(environment: Record<string, string>): Promise<Bot> {
  const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env['PATH'] ?? '', ...environment, LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  child.stderr.on('data', (data: Buffer) => lines.push(data.toString()));
  const url = await new Promise<string>((resolve, reject) => {
    let seen = '';
    child.stdout.on('data', (data: Buffer) => {
      if (process.env['TEST_LOG_LEVEL']) process.stderr.write(data);
      seen += data.toString();
      const running = /"url":"([^"]+)".*"Deskbell is running"/.exec(seen)?.[1];
      if (running) resolve(running);
    });
    child.once('exit', (code) => reject(new Error(`the bot ended with ${code}: ${lines.join('')}${seen}`)));
  });
  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }
  return { url, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}
