import { unchanged } from '../desk/decision.ts';
import { SystemError } from '../desk/errors.ts';
import { settleTime, type TimeSettlement } from '../desk/time/log-time.ts';
import type { TimeEntry } from '../desk/time/entry.ts';
import type { SaveOutcome, TimeBook } from '../integrations/contract.ts';
import { change } from '../store/change.ts';
import { countAttempt, countedAttempts, forgetAttempt } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import { lookAgainAt } from '../store/time-queue.ts';
import { onItsCard, readTime } from '../store/time.ts';

/** Longer than any system takes for a request that it has begun: whatever was sent before is in the book by then, or never will be. */
const LONGEST_REQUEST = 150_000;

/** Writes one entry into the book exactly once, or takes it back where its person did so meanwhile. */
export async function logTime(store: Store, book: TimeBook, entry: TimeEntry, key: string): Promise<TimeSettlement> {
  if (entry.withdrawn) return withdraw(store, book, entry, key);
  const wish = await withAccount(book, entry);
  if ('sentence' in wish) return { state: 'refused', sentence: wish.sentence };
  const attempt = await countAttempt(store, key);
  if (attempt > 1) await lookAgainAt(store, entry.ref, store.now() + LONGEST_REQUEST);
  return asSettlement(await saveOnce(store, book, wish, attempt, key));
}

function asSettlement(outcome: SaveOutcome): TimeSettlement {
  if (outcome.is === 'refused') return { state: 'refused', sentence: outcome.sentence };
  const { is: _, ...saved } = outcome;
  return { state: 'saved', saved };
}

/** What surely came to nothing was no attempt. */
async function saveOnce(
  store: Store,
  book: TimeBook,
  wish: TimeEntry['wish'],
  attempt: number,
  key: string,
): Promise<SaveOutcome> {
  try {
    return await book.save(wish, attempt);
  } catch (error) {
    if (error instanceof SystemError && error.retry !== 'unsure') await forgetAttempt(store, key);
    throw error;
  }
}

/** Nothing can be there of what was never sent; of the rest whatever carries the key is removed, now and when the book is surely done. */
async function withdraw(store: Store, book: TimeBook, entry: TimeEntry, key: string): Promise<TimeSettlement> {
  if ((await countedAttempts(store, key)) === 0) return { state: 'undone' };
  await lookAgainAt(store, entry.ref, store.now() + LONGEST_REQUEST);
  const outcome = await book.undo(entry.wish.key, {});
  if (outcome.is === 'undone') return { state: 'undone' };
  // It is there and stays, submitted perhaps: it must not be shown as taken back, nor be sent again as a correction.
  return asSettlement(await book.save(entry.wish, 2));
}

/** Takes an entry out of the book again. */
export async function undoTime(book: TimeBook, entry: TimeEntry): Promise<TimeSettlement> {
  if (!entry.saved) return { state: 'undone' };
  return removed(await book.undo(entry.wish.key, { name: entry.saved.name }));
}

function removed(outcome: Awaited<ReturnType<TimeBook['undo']>>): TimeSettlement {
  return outcome.is === 'undone' ? { state: 'undone' } : { state: 'refused', sentence: outcome.sentence };
}

/** Removes what came late: what stands beside the draft of an entry that is saved, everything of one that is not. */
export async function lookAgain(book: TimeBook, { state, saved, wish }: TimeEntry): Promise<void> {
  if (saved && state === 'saved') await book.undo(wish.key, { keep: saved.name });
  if (state === 'undone' || state === 'refused') await book.undo(wish.key, {});
}

async function withAccount(book: TimeBook, { wish }: TimeEntry): Promise<TimeEntry['wish'] | { sentence: string }> {
  const { person } = wish;
  if (person.account !== undefined) return wish;
  if (person.email === undefined)
    return { sentence: `No e-mail address of ${person.name} is known: add it under people.` };
  const account = await book.account(person.email);
  if (!account) return { sentence: `There is no active employee with the address ${person.email}.` };
  return { ...wish, person: { ...person, account: account.id } };
}

/** Commits how far an entry has come. `settles` is the effect that is done with by that; false where it was before. */
export async function settle(
  store: Store,
  ref: string,
  settlement: TimeSettlement,
  settles?: string,
): Promise<boolean> {
  const outcome = await change<TimeEntry, TimeEntry | undefined>(
    store,
    {
      read: () => readTime(store, ref),
      decide: (entry, view) => (entry ? settleTime(entry, settlement, view) : unchanged()),
      also: (changed, view) => onItsCard(store, changed.item, view),
    },
    settles === undefined ? {} : { settles, urgent: true },
  );
  return outcome.is !== 'settled';
}
