import { type Daily, dueToday } from '../desk/clock/daily.ts';
import type { Notice } from '../desk/decision.ts';
import { type Destination, directMessage } from '../desk/destination.ts';
import { mayAct, type Person } from '../desk/people.ts';
import { commit } from '../store/commit.ts';
import { isLatched, latch } from '../store/notices.ts';
import { readSource } from '../store/sources.ts';
import type { Store } from '../store/store.ts';

/** What could not go on time is still worth reading this much later. */
const LATEST = 6 * 3_600_000;

/** A place to which something goes once a day. */
export interface Target extends Daily {
  destination: Destination;
}

/** A technician, and where they are written to. */
export interface Reader {
  person: Person;
  destination: Destination;
}

/**
 * Sends what is due at each of these places, once for each local date over all processes. Where there is nothing to say
 * when its time comes, nothing is said that day. The key ends with the date. Quiet hours hold none of it: somebody set its time.
 */
export async function sendDue<T extends Target>(
  store: Store,
  kind: string,
  targets: readonly T[],
  noticeFor: (target: T, key: string, date: string) => Promise<Notice | undefined>,
  latest = LATEST,
): Promise<void> {
  const since = await firstStart(store);
  for (const target of targets) {
    const date = dueToday(target, { since, now: store.now(), latest });
    if (date === undefined) continue;
    const key = `${kind}/${target.destination}/${date}`;
    if (await isLatched(store, key)) continue;
    const notice = await noticeFor(target, key, date);
    if (notice) await commit(store, [], { notices: [notice] });
    else await latch(store, key);
  }
}

/** Everybody who works here and can be written to, on the first platform on which they have an account. */
export function readersAmong(people: readonly Person[], { platforms }: Store['house']): Reader[] {
  return people
    .filter((person) => mayAct(person, 'technician'))
    .flatMap((person) => {
      const platform = platforms.find((id) => person.accounts[id] !== undefined);
      if (platform === undefined) return [];
      return [{ person, destination: directMessage(platform, person.accounts[platform] ?? '') }];
    });
}

/** When Deskbell first looked at anything: what was due before that was nobody's to send. */
export async function firstStart(store: Store): Promise<number> {
  const sources = await Promise.all(Object.keys(store.house.sources).map((id) => readSource(store, id)));
  return Math.min(...sources.map(({ firstAt }) => firstAt));
}
