import { existsSync, rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Mutant } from './mutant.ts';

const PARTS = ['sandbox', 'src', 'tests', 'package.json', 'tsconfig.json', 'vitest.config.ts', 'manifest.yml'];

/** A copy of the project in which a mutant can live without harm. */
export interface Copy extends AsyncDisposable {
  readonly folder: string;
  /** Puts the mutant in; the answer takes it out again. Throws if its text does not stand there exactly once. */
  infect(mutant: Mutant): Promise<() => Promise<void>>;
}

export async function copyProject(root: string): Promise<Copy> {
  const around = await mkdtemp(join(tmpdir(), 'deskbell-mutants-'));
  const folder = join(around, 'project');
  process.once('exit', () => rmSync(around, { recursive: true, force: true }));
  await mkdir(folder);
  for (const part of PARTS) await cp(join(root, part), join(folder, part), { recursive: true });
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  const shared = resolve(root, '../shared');
  if (existsSync(shared)) await symlink(shared, join(around, 'shared'));
  return {
    folder,
    async infect(mutant) {
      const path = join(folder, mutant.file);
      const healthy = await readFile(path, 'utf8');
      await writeFile(path, mutated(healthy, mutant));
      return () => writeFile(path, healthy);
    },
    [Symbol.asyncDispose]: () => rm(around, { recursive: true, force: true }),
  };
}

function mutated(text: string, { rule, file, from, to }: Mutant): string {
  const [before, after, ...more] = text.split(from);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`${rule}: ${JSON.stringify(from)} must stand in ${file} exactly once.`);
  return before + to + after;
}
