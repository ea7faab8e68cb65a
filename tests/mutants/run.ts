import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { type Copy, copyProject } from './copy.ts';
import { readLists } from './lists.ts';
import type { Mutant } from './mutant.ts';

const USAGE = `npm run mutants [-- <list>… [--rule <words>]]
  Breaks every rule of the stand-ins in turn, in a copy, and runs the tests that must notice.`;
const ROOT = resolve(import.meta.dirname, '../..');
/** A mutant may make a test wait for ever; what takes longer than this, in milliseconds, was noticed. */
const PATIENCE = 120_000;

async function wanted(words: string[]): Promise<Mutant[]> {
  const lists = await readLists();
  const at = words.indexOf('--rule');
  const names = at < 0 ? words : words.slice(0, at);
  const rule =
    at < 0
      ? ''
      : words
          .slice(at + 1)
          .join(' ')
          .toLowerCase();
  for (const name of names) {
    if (!lists.has(name))
      throw new Error(`There is no list ${name}; there are ${[...lists.keys()].join(', ')}.\n${USAGE}`);
  }
  const chosen = names.length === 0 ? [...lists.values()] : names.map((name) => lists.get(name) ?? []);
  return chosen.flat().filter((mutant) => mutant.rule.toLowerCase().includes(rule));
}

/** Whether these tests pass in `folder`. */
async function passes(folder: string, tests: string[]): Promise<boolean> {
  const vitest = resolve(ROOT, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', '--bail=1', '--reporter=dot', ...tests], {
    cwd: folder,
    stdio: 'ignore',
    timeout: PATIENCE,
    killSignal: 'SIGKILL',
  });
  return new Promise((settle, fail) => {
    child.once('error', fail);
    child.once('close', (code) => settle(code === 0));
  });
}

async function run(): Promise<void> {
  const mutants = await wanted(process.argv.slice(2));
  if (mutants.length === 0) throw new Error(`No rule matches.\n${USAGE}`);
  const left = mutants.values();
  const lanes = Array.from({ length: Math.min(availableParallelism(), mutants.length) });
  await using stack = new AsyncDisposableStack();
  const copies = await Promise.all(lanes.map(async () => stack.use(await copyProject(ROOT))));
  await expectHealthy(copies[0], [...new Set(mutants.map((mutant) => mutant.tests))]);
  const survivors = await Promise.all(copies.map((copy) => work(copy, left)));
  const survived = survivors.reduce((sum, count) => sum + count, 0);
  console.log(`${mutants.length - survived} of ${mutants.length} mutants caught`);
  if (survived > 0) process.exitCode = 1;
}

/** A mutant counts as caught by a test that passes without it. */
async function expectHealthy(copy: Copy | undefined, tests: string[]): Promise<void> {
  if (copy && !(await passes(copy.folder, tests)))
    throw new Error(`Without any mutant one of these fails: ${tests.join(', ')}`);
}

/** Takes mutants as long as there are any; answers how many survived. */
async function work(copy: Copy, mutants: Iterable<Mutant>): Promise<number> {
  let survived = 0;
  for (const mutant of mutants) {
    const cure = await copy.infect(mutant);
    const isAlive = await passes(copy.folder, [mutant.tests]);
    await cure();
    if (isAlive) survived += 1;
    console.log(`${isAlive ? 'SURVIVED' : 'caught  '}  ${mutant.file}: ${mutant.rule}`);
  }
  return survived;
}

process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
try {
  await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
