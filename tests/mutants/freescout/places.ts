import type { Mutant } from '../mutant.ts';

/** Mutants of one file of the stand-in, which one file of its tests must notice; both without their common parts. */
export function inFile(file: string, tests: string): (rule: string, from: string, to: string) => Mutant {
  return (rule, from, to) => ({
    rule,
    file: `sandbox/freescout/${file}`,
    from,
    to,
    tests: `tests/sandbox/freescout-${tests}.test.ts`,
  });
}
