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
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
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
  const child = launch(process.execPath, [...profile, file.pathname], environment);
  return subjectOf(child, await readyLine(child, file));
}

/** Starts a program of somebody else's, which says nothing; whoever wants to know asks it whether it is ready. */
export function startProgram(program: string, words: readonly string[]): Subject {
  return subjectOf(launch(program, words, {}), '');
}

function launch(program: string, words: readonly string[], environment: Record<string, string>): ChildProcess {
  const child = spawn(program, words, {
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

function subjectOf(child: ChildProcess, says: string): Subject {
  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE_AT_END);
    await gone;
    clearTimeout(late);
  }
  return { pid: child.pid ?? 0, says, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
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

/** Memory that a process holds now, and the most that it held so far, in MiB. */
export function memoryOf(pid: number): { now: number; most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  function kibibytes(name: string): number {
    return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
  }
  return { now: kibibytes('VmRSS'), most: kibibytes('VmHWM') };
}
