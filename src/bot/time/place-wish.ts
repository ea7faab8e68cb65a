import type { TimeEntry, TimeWish } from '../../desk/time/entry.ts';
import { aroundDay, busyTimes, dayOfWish, type Placed, placeTime } from '../../desk/time/place.ts';
import { readEntries } from '../../store/time.ts';
import type { Desk } from '../table.ts';
import { takenOn } from './taken-time.ts';
import { type Matter, spanRules } from './matter.ts';

/** What was saved so lately may not be in what is known of the book. */
const LATELY = 3 * 60_000;

/** Where the wish goes, by what its person has in the book and what still waits here; undefined where the book does not tell. */
export async function placeWish(
  desk: Desk,
  wish: TimeWish,
  corrects: string | undefined,
  matter: Matter,
): Promise<Placed | undefined> {
  const rules = spanRules(matter);
  const date = dayOfWish(wish, rules.zone);
  const around = aroundDay(date, rules.zone);
  const [taken, entries] = await Promise.all([
    takenOn(desk, matter.person, date, rules.zone),
    readEntries(desk.store, around.from, around.to),
  ]);
  if (!taken) return undefined;
  const own = entries.filter(({ ref, wish: other }) => other.person.id === wish.person.id && ref !== corrects);
  return placeTime(wish, busyTimes(taken, own.filter(isOnItsWay(rules.now)), rules), rules);
}

function isOnItsWay(now: number): (entry: TimeEntry) => boolean {
  return ({ state, at, withdrawn }) => (state === 'waiting' && !withdrawn) || (state === 'saved' && now - at < LATELY);
}
