import { unchanged } from '../desk/decision.ts';
import { isLockedOut, SystemError } from '../desk/errors.ts';
import { settleTime, type TimeSettlement } from '../desk/log-time.ts';
import type { TimeEntry } from '../desk/time-entry.ts';
import type { SaveOutcome, TimeBook } from '../integrations/contract.ts';
import { change } from '../store/change.ts';
import { commit } from '../store/commit.ts';
import { countAttempt, readEffect } from '../store/outbox.ts';
import { onItsCard, readTime } from '../store/time.ts';
import type { Store } from '../store/store.ts';
import type { JobParts } from './parts.ts';

/** Writes one entry into the time book as a draft, exactly once; while the book is away the entry waits, and says so. */
export async function logTime(parts: JobParts, key: string): Promise<void> {
  const { store } = parts;
  const effect = await readEffect(store, key);
  if (effect?.job !== 'log-time') return;
  const entry = await readTime(store, effect.ref);
  if (!entry) {
    await commit(store, [], { settles: key });
    return;
  }
  await settling(parts, effect.ref, key, async (book) => {
    const saved = await save(book, entry, await countAttempt(store, key));
    if (saved.is === 'refused') return { state: 'refused', sentence: saved.sentence };
    const { is: _, ...draft } = saved;
    return { state: 'saved', saved: draft };
  });
}

async function save(book: TimeBook, entry: TimeEntry, attempt: number): Promise<SaveOutcome> {
  const { person } = entry.wish;
  if (person.account !== undefined) return book.save(entry.wish, attempt);
  if (person.email === undefined)
    return { is: 'refused', sentence: `No e-mail address of ${person.name} is known: add it under people.` };
  const account = await book.account(person.email);
  if (!account) return { is: 'refused', sentence: `There is no active employee with the address ${person.email}.` };
  return book.save({ ...entry.wish, person: { ...person, account: account.id } }, attempt);
}

/** Does the work and commits its outcome. What may succeed later is noted as waiting, and tried again. */
export async function settling(
  parts: JobParts,
  ref: string,
  key: string,
  work: (book: TimeBook) => Promise<TimeSettlement>,
): Promise<void> {
  const book = parts.integrations.find((one) => one.timeBook)?.timeBook;
  try {
    const settlement: TimeSettlement = book
      ? await work(book)
      : { state: 'refused', sentence: 'No time book is connected any more.' };
    await commitSettlement(parts.store, ref, settlement, key);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    if (error.retry === 'never' && !isLockedOut(error))
      return commitSettlement(parts.store, ref, { state: 'refused', sentence: error.message }, key);
    await commitSettlement(parts.store, ref, { state: 'waiting', trouble: error.message });
    throw error;
  }
}

async function commitSettlement(
  store: Store,
  ref: string,
  settlement: TimeSettlement,
  settles?: string,
): Promise<void> {
  await change<TimeEntry, TimeEntry | undefined>(
    store,
    {
      read: () => readTime(store, ref),
      decide: (entry, view) => (entry ? settleTime(entry, settlement, view) : unchanged()),
      also: (changed, view) => onItsCard(store, changed.item, view),
    },
    settles === undefined ? {} : { settles, urgent: true },
  );
}
