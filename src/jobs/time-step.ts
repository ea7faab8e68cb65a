import { SystemError, isLockedOut } from '../desk/errors.ts';
import type { TimeEntry } from '../desk/time/entry.ts';
import type { TimeBook } from '../integrations/contract.ts';
import { commit } from '../store/commit.ts';
import { countedAttempts, readEffect } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import { lookAgainAt, type WaitingTime } from '../store/time-queue.ts';
import { readTime } from '../store/time.ts';
import { logTime, settle, undoTime } from './log-time.ts';
import type { JobParts } from './parts.ts';

/** Does one thing at the time book and commits its outcome. Gives the failure of one that has to be tried again, and says so on the entry. */
export async function doTime(parts: JobParts, book: TimeBook, key: string): Promise<SystemError | undefined> {
  const { store, log } = parts;
  const effect = await readEffect(store, key);
  if (effect?.job !== 'log-time' && effect?.job !== 'undo-time') return undefined;
  const entry = await readTime(store, effect.ref);
  if (!entry || (await needsNoBook(store, { effect, entry }))) return undefined;
  try {
    const isNew = await settle(store, entry.ref, await outcomeOf(store, book, entry, effect), key);
    // Somebody else was at it as well: what they left beside it is looked for.
    if (!isNew) await lookAgainAt(store, entry.ref, store.now());
    return undefined;
  } catch (error) {
    const failure = asFailure(error);
    if (failure !== error) log.error({ ref: entry.ref, key, error }, 'an entry failed in an unexpected way');
    if (failure.retry === 'never' && !isLockedOut(failure)) {
      await settle(store, entry.ref, { state: 'refused', sentence: failure.message }, key);
      return undefined;
    }
    log.warn({ ref: entry.ref, key, error: failure }, 'an entry could not be written yet');
    await waitFor(store, { effect, entry }, failure.message);
    return failure;
  }
}

function outcomeOf(store: Store, book: TimeBook, entry: TimeEntry, { job, key }: WaitingTime['effect']) {
  return job === 'log-time' ? logTime(store, book, entry, key) : undoTime(book, entry);
}

/** A mistake of ours must not hold up what stands behind it either. */
function asFailure(error: unknown): SystemError {
  if (error instanceof SystemError) return error;
  return new SystemError('desk', 'unsure', 'It failed in an unexpected way; the log says more.', { cause: error });
}

/** Settles what can be settled without the time book; false where there is something to be done there. */
export async function needsNoBook(store: Store, { effect, entry }: WaitingTime): Promise<boolean> {
  const { job, key, ref } = effect;
  if (!entry || (job === 'undo-time' && entry.state === 'undone')) {
    await commit(store, [], { settles: key });
    return true;
  }
  if (job === 'undo-time') return entry.saved === undefined;
  if (!entry.withdrawn || (await countedAttempts(store, key)) > 0) return false;
  await settle(store, ref, { state: 'undone' }, key);
  return true;
}

/** The entry says what it waits for. */
export async function waitFor(store: Store, { effect, entry }: WaitingTime, trouble: string): Promise<void> {
  if (entry?.trouble !== trouble) await settle(store, effect.ref, { state: 'waiting', trouble });
}

/** Nothing can be done about it any more. */
export async function refuseTime(store: Store, { effect }: WaitingTime, sentence: string): Promise<void> {
  await settle(store, effect.ref, { state: 'refused', sentence }, effect.key);
}
