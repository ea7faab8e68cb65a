import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** A process of its own, which is what is measured. */
export interface Subject {
  readonly pid: number;
  /** What it said after `ready`. */
  readonly says: string;
  stop(): Promise<void>;
}

/** The kernel counts CPU time in hundredths of a second, on every Linux. */
const TICK = 10;
const PATIENCE_AT_START = 30_000;
const PATIENCE_AT_END = 5_000;

/** None may outlive the bench. */
const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

/** Starts a program of ours and waits for its line `ready …`. With BENCH_PROFILE it leaves a CPU profile in that folder. */
export async function startProcess(file: URL, environment: Record<string, string>): Promise<Subject> {
  const folder = process.env['BENCH_PROFILE'];
  const profile = folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`];
  const child = spawn(process.execPath, [...profile, file.pathname], {
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const says = await readyLine(child, file);
  return {
    pid: child.pid ?? 0,
    says,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE_AT_END);
      await gone;
      clearTimeout(late);
    },
  };
}

function readyLine(child: ChildProcess, file: URL): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const late = setTimeout(() => reject(new Error(`${file.pathname} was not ready in time`)), PATIENCE_AT_START);
  child.once('exit', (code) => reject(new Error(`${file.pathname} ended with ${code}`)));
  if (child.stdout) {
    createInterface(child.stdout).on('line', (line) => {
      if (line.startsWith('ready')) resolve(line.slice('ready'.length).trim());
      else process.stderr.write(`${line}\n`);
    });
  }
  return promise.finally(() => clearTimeout(late));
}

/** CPU time that a process has used so far, in milliseconds. */
export function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name in brackets may hold spaces; eleven fields after it come user and system time.
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return (Number(user) + Number(system)) * TICK;
}
