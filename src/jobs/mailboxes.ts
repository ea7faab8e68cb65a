import { SystemError } from '../desk/errors.ts';
import type { Integration, TicketBook } from '../integrations/contract.ts';
import { readMailboxes, writeMailboxes } from '../store/mailboxes.ts';
import type { JobParts } from './parts.ts';

/** Reads where tickets can be put, so that no form ever waits for it. The old list stays while a system does not answer. */
export async function mailboxes(parts: JobParts): Promise<void> {
  for (const { id, ticketBook } of parts.integrations) if (ticketBook) await read(parts, id, ticketBook);
}

async function read({ store, log }: JobParts, id: Integration['id'], book: TicketBook): Promise<void> {
  const before = await readMailboxes(store, id);
  try {
    await writeMailboxes(store, id, { at: store.now(), mailboxes: await book.mailboxes() });
  } catch (error) {
    const sentence = error instanceof SystemError ? error.message : 'its answer could not be understood.';
    log.warn({ system: id, error }, 'the mailboxes could not be read');
    await writeMailboxes(store, id, {
      ...before,
      failing: { since: before.failing?.since ?? store.now(), sentence },
    });
  }
}
