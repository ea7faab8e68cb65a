import type { Check } from '../desk/check.ts';

/** Live questions to other systems, handed in by the composition root. All may throw `SystemError`. */
export interface Ports {
  /** A system's account of the person with this e-mail address. */
  accountOf(system: string, email: string): Promise<{ id: string; name: string } | undefined>;
  /** All that `doctor` looks at. */
  checks(): Promise<Check[]>;
}
