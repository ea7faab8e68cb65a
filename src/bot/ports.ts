import type { Check } from '../desk/check.ts';
import type { Destination } from '../desk/destination.ts';

/** Live questions to other systems, handed in by the composition root. All may throw `SystemError`. */
export interface Ports {
  /** A system's account of the person with this e-mail address. */
  accountOf(system: string, email: string): Promise<{ id: string; name: string } | undefined>;
  /** The address of a message that stands at a destination, where its platform knows one. No I/O. */
  linkTo(destination: Destination, reference: string): string | undefined;
  /** All that `doctor` looks at. */
  checks(): Promise<Check[]>;
}
