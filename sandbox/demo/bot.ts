import { spawn, type ChildProcess } from 'node:child_process';
import type { WriteStream } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Longest wait for an orderly end, in milliseconds. */
const DRAIN = 12_000;
const RESTARTS = [200, 1000, 2000, 5000];
/** Having run this long, it counts as healthy again. */
const HEALTHY = 30_000;
const LAST_WORDS = 4000;

export interface BotState {
  is: 'starting' | 'running' | 'down';
  pid: number | undefined;
  /** How often it had to be started again. */
  restarts: number;
  /** What it said last when it could not start. */
  lastWords: string;
}

export interface Bot {
  state(): BotState;
  /** It is started again; `SIGKILL` ends it as a power cut would. */
  end(signal: 'SIGTERM' | 'SIGKILL'): void;
  /** Ends it for good, by default in an orderly way. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** The real bot as a process of its own, started again whenever it dies. `log` takes what it prints. */
export function keepBot(environment: Record<string, string>, log: WriteStream, changed: () => void): Bot {
  const stopping = new AbortController();
  const state: BotState = { is: 'starting', pid: undefined, restarts: 0, lastWords: '' };
  let child: ChildProcess | undefined;

  function become(changes: Partial<BotState>): void {
    Object.assign(state, changes);
    changed();
  }

  async function live(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      const began = Date.now();
      let said = '';
      const one = launch(environment, log, (text) => {
        said = (said + text).slice(-LAST_WORDS);
        if (state.is === 'starting' && said.includes('Deskbell is running')) become({ is: 'running', lastWords: '' });
      });
      child = one;
      become({ is: 'starting', pid: one.pid });
      await new Promise((resolve) => one.once('close', resolve));
      const isStartFailed = state.is === 'starting';
      become({ is: 'down', pid: undefined, lastWords: isStartFailed ? said.trim() : '' });
      if (stopping.signal.aborted) return;
      failures = Date.now() - began > HEALTHY ? 0 : failures + 1;
      state.restarts += 1;
      await pause(RESTARTS[Math.min(failures, RESTARTS.length) - 1] ?? 200, undefined, {
        signal: stopping.signal,
      }).catch(() => undefined);
    }
  }

  const killAtExit = (): void => void child?.kill('SIGKILL');
  process.once('exit', killAtExit);
  const life = live();
  return {
    state: () => ({ ...state }),
    end: (signal) => void child?.kill(signal),
    async stop(signal = 'SIGTERM') {
      stopping.abort();
      const timer = setTimeout(() => child?.kill('SIGKILL'), DRAIN);
      child?.kill(signal);
      await life;
      clearTimeout(timer);
      process.off('exit', killAtExit);
    },
  };
}

/** In a group of its own: Ctrl-C is for the demo, which then ends its children in their turn. */
function launch(environment: Record<string, string>, log: WriteStream, hear: (text: string) => void): ChildProcess {
  const child = spawn(process.execPath, [MAIN], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...environment },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      log.write(data);
      hear(data.toString());
    });
  }
  child.once('error', (error) => log.write(`${error.message}\n`));
  return child;
}
