import type { Mutant } from '../mutant.ts';

/** Mutants of one file of the stand-in that the same tests must notice; both are named without their folder. */
export function breaking(
  file: string,
  tests: string,
  rules: readonly (readonly [rule: string, from: string, to: string])[],
): Mutant[] {
  const where = { file: `sandbox/trmm/${file}`, tests: `tests/sandbox/trmm-${tests}.test.ts` };
  return rules.map(([rule, from, to]) => ({ rule, ...where, from, to }));
}
