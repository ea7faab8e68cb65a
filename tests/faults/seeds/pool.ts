import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Verdict } from './play.ts';

/** A seed that takes longer than this hangs, in milliseconds. */
const LONGEST = 240_000;

/** Plays each seed in a process of its own, so many at a time; answers by seed, at once. */
export function playAll(
  seeds: readonly number[],
  jobs: number,
  ended: (verdict: Verdict) => void = () => {},
): Map<number, Promise<Verdict>> {
  const waiting = [...seeds];
  const verdicts = new Map<number, Promise<Verdict>>();
  const settle = new Map<number, (verdict: Verdict) => void>();
  for (const seed of seeds) verdicts.set(seed, new Promise((resolve) => settle.set(seed, resolve)));
  async function work(): Promise<void> {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
      const verdict = await playApart(seed);
      ended(verdict);
      settle.get(seed)?.(verdict);
    }
  }
  for (let job = 0; job < jobs; job += 1) void work();
  return verdicts;
}

function playApart(seed: number): Promise<Verdict> {
  const one = fileURLToPath(new URL('one.ts', import.meta.url));
  const child: ChildProcess = fork(one, [String(seed)], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let said = '';
  child.stderr?.on('data', (data: Buffer) => (said = (said + data.toString()).slice(-4_000)));
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill(), LONGEST);
    let verdict: Verdict | undefined;
    child.once('message', (message) => (verdict = message as Verdict));
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      resolve(verdict ?? { seed, faults: [`the runner itself ended with ${signal ?? code}: ${said}`] });
    });
  });
}
