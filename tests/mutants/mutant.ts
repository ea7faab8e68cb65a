/** One rule of a stand-in, broken on purpose: the tests named must notice. */
export interface Mutant {
  /** The rule in plain words, unique within its list. */
  rule: string;
  /** From the root of the project. */
  file: string;
  /** Occurs exactly once in `file`. */
  from: string;
  to: string;
  /** The narrowest test file that must fail, from the root of the project. */
  tests: string;
}
