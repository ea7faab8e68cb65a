import { SystemError } from '../desk/errors.ts';
import type { Integration, TimeBook } from '../integrations/contract.ts';
import { withLease } from '../store/lease.ts';
import { countedAttempts } from '../store/outbox.ts';
import {
  endLook,
  readDueLooks,
  readResting,
  readWaitingTime,
  restUntil,
  type WaitingTime,
} from '../store/time-queue.ts';
import { readTime } from '../store/time.ts';
import { lookAgain } from './log-time.ts';
import type { JobParts } from './parts.ts';
import { doTime, needsNoBook, refuseTime, waitFor } from './time-step.ts';

const LEASE = 'time-book';
const FIRST_REST = 1_000;
const LONGEST_REST = 120_000;
/** Stands for the book itself among what rests. */
const WHOLE_BOOK = '*';

/** One pass over what waits. */
interface Pass {
  parts: JobParts;
  book: TimeBook;
  /** Throws while the book is away. */
  probe: () => Promise<unknown>;
  signal: AbortSignal;
}

/**
 * Does everything that waits for the time book: one entry at a time over all processes, in the order in which it was logged. While
 * the book is away it is asked once a pass, and each entry says so; one that alone fails, or is refused, holds up no other.
 */
export async function timeBook(parts: JobParts, stop: AbortSignal): Promise<void> {
  const found = parts.integrations.find((one) => one.timeBook);
  await withLease(parts.store.database, LEASE, stop, async (signal) => {
    if (!found?.timeBook) return refuseAll(parts);
    const pass = { parts, book: found.timeBook, probe: probeOf(found), signal };
    await workOff(pass);
    await lookForLate(pass);
  });
}

/** The cheapest call that needs both the system and the key. */
function probeOf({ timeReader }: Integration): Pass['probe'] {
  return async () => timeReader?.activities();
}

async function refuseAll(parts: JobParts): Promise<void> {
  for (const one of await readWaitingTime(parts.store)) {
    await refuseTime(parts.store, one, 'No time book is connected any more.');
  }
}

async function workOff(pass: Pass): Promise<void> {
  const { store } = pass.parts;
  const tried = new Set<string>();
  while (!pass.signal.aborted) {
    const resting = await readResting(store);
    const waiting = await readWaitingTime(store);
    const next = waiting.filter(({ effect }) => !tried.has(effect.key) && !resting.has(effect.key));
    if (next.length === 0 || resting.has(WHOLE_BOOK)) return;
    const failure = (await askedBefore(pass, next)) ?? (await doInOrder(pass, next, tried));
    if (failure) return sayWhy(pass, failure);
  }
}

/** Whatever has waited before shows that the book was away: then it is asked whether it is back before anything is sent. */
async function askedBefore(pass: Pass, next: readonly WaitingTime[]): Promise<SystemError | undefined> {
  return next.some(({ entry }) => entry?.trouble !== undefined) ? probed(pass) : undefined;
}

async function probed({ probe }: Pass): Promise<SystemError | undefined> {
  try {
    await probe();
    return undefined;
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    // To be refused what was asked is an answer too.
    return error.retry === 'never' && error.status !== 401 ? undefined : error;
  }
}

/** The failure after which nothing more is to be tried: the book is away. */
async function doInOrder(
  pass: Pass,
  next: readonly WaitingTime[],
  tried: Set<string>,
): Promise<SystemError | undefined> {
  const { parts, book } = pass;
  for (const { effect } of next) {
    if (pass.signal.aborted) return undefined;
    tried.add(effect.key);
    const failure = await doTime(parts, book, effect.key);
    if (!failure) continue;
    const away = await awayAfter(pass, failure);
    if (away) return away;
    await rest(parts, effect.key);
  }
  return undefined;
}

/** Whether a failure is the book's, which all entries share, rather than of one entry. */
async function awayAfter(pass: Pass, failure: SystemError): Promise<SystemError | undefined> {
  if (failure.status === 401 || failure.status === 429 || failure.status === 503) return failure;
  return probed(pass);
}

async function rest({ store }: JobParts, effectKey: string): Promise<void> {
  const attempts = await countedAttempts(store, effectKey);
  await restUntil(store, effectKey, store.now() + Math.min(FIRST_REST * 2 ** attempts, LONGEST_REST));
}

/** Each entry that waits says why; what needs no book is done all the same. */
async function sayWhy({ parts }: Pass, failure: SystemError): Promise<void> {
  const { store, log } = parts;
  if (failure.retryAfter !== undefined) await restUntil(store, WHOLE_BOOK, store.now() + failure.retryAfter);
  const waiting = await readWaitingTime(store);
  log.warn({ waiting: waiting.length, error: failure }, 'the time book is away');
  for (const { effect } of waiting) {
    const one = { effect, entry: await readTime(store, effect.ref) };
    if (!(await needsNoBook(store, one))) await waitFor(store, one, failure.message);
  }
}

/** What came into the book after it had been given up. */
async function lookForLate({ parts, book, signal }: Pass): Promise<void> {
  for (const ref of await readDueLooks(parts.store)) {
    if (signal.aborted) return;
    const entry = await readTime(parts.store, ref);
    try {
      if (entry) await lookAgain(book, entry);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      return parts.log.warn({ ref, error }, 'it could not be looked whether something came late');
    }
    await endLook(parts.store, ref);
  }
}
