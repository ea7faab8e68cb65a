import { readdir } from 'node:fs/promises';
import type { Mutant } from './mutant.ts';

const NO_LISTS = new Set(['mutant.ts', 'lists.ts', 'run.ts', 'copy.ts', 'mutants.test.ts']);

/** Every list of mutants in this folder by its name, which is the stand-in's. */
export async function readLists(): Promise<Map<string, Mutant[]>> {
  const files = await readdir(import.meta.dirname);
  const lists = new Map<string, Mutant[]>();
  for (const file of files.filter((one) => one.endsWith('.ts') && !NO_LISTS.has(one)).toSorted()) {
    const { mutants } = (await import(`./${file}`)) as { mutants: Mutant[] };
    lists.set(file.slice(0, -'.ts'.length), mutants);
  }
  return lists;
}
