import type { Mutant } from '../mutant.ts';

/** Mutants of one file that one test file must notice, each as its rule, what stands there and what stands there instead. */
export function group(file: string, tests: string, rules: [rule: string, from: string, to: string][]): Mutant[] {
  return rules.map(([rule, from, to]) => ({
    rule,
    file: `sandbox/slack/${file}.ts`,
    from,
    to,
    tests: `tests/sandbox/slack-${tests}.test.ts`,
  }));
}
