import { z } from 'zod';
import { key } from './redis.ts';
import type { Store } from './store.ts';

/** What forms need of the time book beside its customers, as it was when it last answered. */
export const BookFacts = z.object({
  /** The zone by whose clock it counts. */
  zone: z.string(),
  activities: z.array(z.string()),
});
export type BookFacts = z.infer<typeof BookFacts>;

export async function readBookFacts(store: Store): Promise<BookFacts | undefined> {
  const text = await store.database.redis.get(key('time-book'));
  return text === null ? undefined : BookFacts.parse(JSON.parse(text));
}

export async function writeBookFacts(store: Store, facts: BookFacts): Promise<void> {
  await store.database.redis.set(key('time-book'), JSON.stringify(facts));
}

/** What the book holds of a person around one of its days is as old as this at most. */
const TAKEN_SECONDS = 60;

const TakenList = z.array(z.object({ from: z.number(), to: z.number(), name: z.string() }));
/** Instants in epoch milliseconds, and the sheet that takes them. */
export type TakenList = z.infer<typeof TakenList>;

/** What was read within the last minute; undefined where nothing was. */
export async function readTaken(store: Store, person: string, date: string): Promise<TakenList | undefined> {
  const text = await store.database.redis.get(key('taken', `${date} ${person}`));
  return text === null ? undefined : TakenList.parse(JSON.parse(text));
}

export async function writeTaken(store: Store, person: string, date: string, taken: TakenList): Promise<void> {
  await store.database.redis.set(key('taken', `${date} ${person}`), JSON.stringify(taken), 'EX', TAKEN_SECONDS);
}

/** False where it was asked so lately how the drafts stand, also where there was no answer. Whoever gets true asks. */
export async function beginStandings(store: Store, seconds: number): Promise<boolean> {
  return (await store.database.redis.set(key('time:standings'), '1', 'EX', seconds, 'NX')) === 'OK';
}
