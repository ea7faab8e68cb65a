import type { Mutant } from '../mutant.ts';

/** Mutants of one file of the stand-in, to be noticed by one file of its tests. */
export function at(file: string, tests: string) {
  return (rule: string, from: string, to: string): Mutant => ({
    rule,
    file: `sandbox/erpnext/${file}.ts`,
    from,
    to,
    tests: `tests/sandbox/erpnext-${tests}.test.ts`,
  });
}
