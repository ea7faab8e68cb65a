import { SystemError } from '../desk/errors.ts';
import { readCustomers, writeCustomers } from '../store/customers.ts';
import { writeBookFacts } from '../store/time-book.ts';
import type { JobParts } from './parts.ts';

/** Reads what forms need of the time book, so that none ever waits for it. What was read before stays while it does not answer. */
export async function customers(parts: JobParts): Promise<void> {
  const { store, log } = parts;
  const { timeBook: book, timeReader: reader } = parts.integrations.find((one) => one.timeBook) ?? {};
  if (!book) return;
  const before = await readCustomers(store);
  try {
    await writeCustomers(store, { at: store.now(), customers: await book.customers() });
  } catch (error) {
    const sentence = error instanceof SystemError ? error.message : 'its answer could not be understood.';
    log.warn({ error }, 'the customers could not be read');
    await writeCustomers(store, { ...before, failing: { since: before.failing?.since ?? store.now(), sentence } });
    throw error;
  }
  if (reader) await writeBookFacts(store, { zone: await reader.zone(), activities: await reader.activities() });
}
