import { SystemError } from '../desk/errors.ts';
import { readCustomers, writeCustomers } from '../store/customers.ts';
import type { JobParts } from './parts.ts';

/** Reads the time book's customers, so that no form ever waits for it. The old list stays while it does not answer. */
export async function customers(parts: JobParts): Promise<void> {
  const { store, log } = parts;
  const book = parts.integrations.find((one) => one.timeBook)?.timeBook;
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
}
