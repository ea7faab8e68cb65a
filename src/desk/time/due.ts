import type { WorkItem } from '../item.ts';
import type { Person } from '../people.ts';
import { heldBy } from '../clock/work-log.ts';
import { isLogged } from './entry.ts';

const HOUR = 3_600_000;
const QUARTER = HOUR / 4;
const LONGEST_HOURS = 24;

/** Milliseconds for which this person had the item and it was theirs to work on, up to now, less what they logged on it. */
export function unlogged(item: WorkItem, person: Person, now: number): number {
  const logged = item.time
    .filter((one) => one.by.id === person.id && isLogged(one))
    .reduce((sum, { hours }) => sum + hours * HOUR, 0);
  return Math.max(0, held(item, person, now) - logged);
}

function held(item: WorkItem, person: Person, now: number): number {
  if (item.log) {
    const spans = heldBy(item.log, item.source, person);
    return spans.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to ?? now, now) - from), 0);
  }
  // Of before there was a log.
  const claimed = item.kind === 'alert' ? item.claimed : undefined;
  return claimed?.by.id === person.id
    ? Math.max(0, (item.kind === 'alert' ? (item.ended?.at ?? now) : now) - claimed.at)
    : 0;
}

/** Hours to begin with: what is not logged yet, rounded up to a quarter; at least a quarter, at most a day. */
export function suggestedHours(item: WorkItem | undefined, person: Person, now: number): number {
  const due = item ? unlogged(item, person, now) : 0;
  return Math.min(LONGEST_HOURS, Math.max(1, Math.ceil(due / QUARTER)) / 4);
}
