import { createHash } from 'node:crypto';

/** Letters of a name's mark. */
const MARK = 8;

/** A name in a button, for which names themselves may be too long. */
export function markOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, MARK);
}
