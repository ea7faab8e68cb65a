import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readLists } from './lists.ts';

const lists = await readLists();

describe.each([...lists])('the mutants of %s', (_name, mutants) => {
  it('have rules of their own', () => {
    const rules = mutants.map((mutant) => mutant.rule);
    expect(rules).toEqual([...new Set(rules)]);
  });

  it.each(mutants)('$rule: still fits the code', ({ file, from, to, tests }) => {
    expect(readFileSync(file, 'utf8').split(from)).toHaveLength(2);
    expect(to).not.toBe(from);
    expect(existsSync(tests)).toBe(true);
  });
});
