import { mayAct, type Person } from '../desk/people.ts';
import type { Presser } from './contract.ts';
import { howToLink } from './link.ts';
import type { Verb } from './table.ts';

/** Why this presser may not, by who they are, if so: unlinked, or a role too small. */
export function roleRefusal(
  person: Person | undefined,
  least: Verb<unknown>['least'],
  presser: Presser,
): string | undefined {
  if (least === 'anyone') return undefined;
  if (!person) return howToLink(presser);
  if (mayAct(person, least)) return undefined;
  return `This needs the role ${least}; yours is ${person.role}. An owner can change that.`;
}
