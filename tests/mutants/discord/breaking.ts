import type { Mutant } from '../mutant.ts';

type Row = [rule: string, from: string, to: string];

/** The mutants of one file of the stand-in, noticed by one file of its tests. */
export function mutantsOf(file: string, tests: string, rows: Row[]): Mutant[] {
  return rows.map(([rule, from, to]) => ({
    rule,
    file: `sandbox/discord/${file}.ts`,
    from,
    to,
    tests: `tests/sandbox/discord${tests}.test.ts`,
  }));
}
