import { isLockedOut, SystemError } from '../desk/errors.ts';
import { readCustomers, writeCustomers } from '../store/customers.ts';
import { readBookFacts, writeBookFacts } from '../store/time-book.ts';
import type { JobParts } from './parts.ts';

/** What was read is good for so long; where it could not be read it is asked for at each turn. */
const GOOD_FOR = 9.5 * 60_000;

/** Reads what forms need of the time book, so that none ever waits for it. What was read before stays while it does not answer. */
export async function customers(parts: JobParts): Promise<void> {
  const { store, log } = parts;
  const { timeBook: book, timeReader: reader } = parts.integrations.find((one) => one.timeBook) ?? {};
  if (!book) return;
  const before = await readCustomers(store);
  const facts = reader ? await readBookFacts(store) : undefined;
  const isKnown = !before.failing && before.at !== undefined && (!reader || facts !== undefined);
  if (isKnown && store.now() - (before.at ?? 0) < GOOD_FOR) return;
  try {
    await writeCustomers(store, { at: store.now(), customers: await book.customers() });
  } catch (error) {
    const sentence = error instanceof SystemError ? error.message : 'its answer could not be understood.';
    log.warn({ error }, 'the customers could not be read');
    const isDenied = error instanceof SystemError && isLockedOut(error);
    const since = before.failing?.since ?? store.now();
    await writeCustomers(store, { ...before, failing: { since, sentence, ...(isDenied ? { isDenied } : {}) } });
    throw error;
  }
  if (reader) await writeBookFacts(store, { zone: await reader.zone(), activities: await reader.activities() });
}
