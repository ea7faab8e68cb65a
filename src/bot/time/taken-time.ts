import { setTimeout as pause } from 'node:timers/promises';
import { aroundDay } from '../../desk/time/place.ts';
import type { Person } from '../../desk/people.ts';
import { readTaken, type TakenList, writeTaken } from '../../store/time-book.ts';
import { type Desk } from '../table.ts';

/** Whoever sends a form waits for it. */
const PATIENCE = 1_000;

/** Has the time book asked for a person's day, so that it is known when the form is sent. Nobody waits for that. */
export function warmTaken(desk: Desk, person: Person, date: Temporal.PlainDate, zone: string): void {
  void takenOn(desk, person, date, zone);
}

/** What the time book holds of a person on a day and those beside it; undefined where it does not say so soon. Never throws. */
export async function takenOn(
  desk: Desk,
  person: Person,
  date: Temporal.PlainDate,
  zone: string,
): Promise<TakenList | undefined> {
  const known = await readTaken(desk.store, person.id, date.toString()).catch(() => undefined);
  if (known) return known;
  const stop = new AbortController();
  const late = pause(PATIENCE, undefined, { signal: stop.signal, ref: false }).catch(() => undefined);
  const found = await Promise.race([ask(desk, person, date, zone), late]);
  stop.abort();
  return found;
}

/** An answer that comes too late for one form is there for the next. */
async function ask(
  { ports, store, log }: Desk,
  person: Person,
  date: Temporal.PlainDate,
  zone: string,
): Promise<TakenList | undefined> {
  try {
    const account = store.house.timeBook === undefined ? undefined : person.accounts[store.house.timeBook];
    const { from, to } = aroundDay(date, zone);
    const taken = await ports.takenTime({ account, email: person.email }, from, to);
    if (taken) await writeTaken(store, person.id, date.toString(), [...taken]);
    return taken && [...taken];
  } catch (error) {
    log.warn({ person: person.id, error }, 'what is taken could not be read');
    return undefined;
  }
}
