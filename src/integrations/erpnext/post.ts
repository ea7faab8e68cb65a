import type { TimeWish } from '../../desk/time/entry.ts';
import type { Book } from './book.ts';
import { appendToDay } from './day-sheet.ts';
import { draftBody, isOfDay } from './draft.ts';
import { freePlace, obstacle, wantedPlace, type Place } from './place.ts';
import type { Sheet } from './schema.ts';
import { termsOf } from './terms.ts';
import { wallClock } from './wall-clock.ts';
import { fullDay, plainRefusal, takenTime } from './words.ts';

/** `collided`: with another row of the employee, or with the same entry; `why` is the sentence if it is the former. */
export type Posted =
  | { is: 'written'; sheet: Sheet }
  | { is: 'collided'; why: () => Promise<string> }
  | { is: 'refused'; sentence: string };

const COLLISIONS = new Set(['OverlapError', 'UniqueValidationError', 'DuplicateEntryError']);

/** Posts the draft: exactly where the wish says that it began, else into the best gap of the employee's day. */
export async function postDraft(book: Book, wish: TimeWish, employee: string): Promise<Posted> {
  const wanted = wantedPlace(wish, await book.site.zone());
  // ERPNext alone knows whether overlaps are allowed, so that a time that was given is left for it to judge.
  const place =
    wish.startsAt === undefined ? await freePlace(book.client, employee, wanted, await latestEnd(book)) : wanted;
  if (!place) return { is: 'refused', sentence: fullDay(wish, wanted) };
  const [terms, hasKeyField] = await Promise.all([termsOf(book, wish.customer.id, employee), book.site.hasKeyField()]);
  const draft = { wish, employee, place, terms, hasKeyField };
  const appended = isOfDay(draft) ? await appendToDay(book, draft) : undefined;
  if (appended) return { is: 'written', sheet: appended };
  const reply = await book.client.insertSheet(draftBody(draft));
  if (reply.is === 'done') return { is: 'written', sheet: reply.value };
  const sentence = plainRefusal(reply.refusal, wish, employee);
  if (!COLLISIONS.has(reply.refusal.type)) return { is: 'refused', sentence };
  return { is: 'collided', why: async () => (await inTheWay(book, wish, employee, place)) ?? sentence };
}

/** Whoever rounds up to the next quarter ends in the near future; beyond that nothing was worked yet. */
const AHEAD = { minutes: 15 };

async function latestEnd({ site, now }: Book): Promise<Temporal.PlainDateTime> {
  return wallClock(now(), await site.zone()).add(AHEAD);
}

async function inTheWay(book: Book, wish: TimeWish, employee: string, place: Place): Promise<string | undefined> {
  if (wish.startsAt === undefined) return undefined;
  const now = wallClock(book.now(), await book.site.zone());
  const found = await obstacle(book.client, employee, place, now);
  return found && takenTime(wish, place, found);
}
