import { z } from 'zod';
import type { Pulse } from '../contract.ts';
import type { Database } from './database.ts';

export const FETCH_MEND = 'Check the cron job of FreeScout (artisan schedule:run), its queue and its mailboxes.';

const OptionRow = z.object({ value: z.coerce.number() });

/** When FreeScout fetched its mail last, in epoch milliseconds; undefined where that cannot be read. */
export async function fetchedAt(database: Database): Promise<number | undefined> {
  const query = "SELECT value FROM options WHERE name = 'fetch_emails_last_run'";
  const rows = await database.query(query).catch(() => []);
  const last = OptionRow.safeParse(rows[0]).data;
  return last && last.value * 1_000;
}

/** Whether customers' mail still reaches FreeScout. Undefined where that cannot be seen: the API does not tell it. */
export async function mailPulse(database: Database | undefined, now: number): Promise<Pulse | undefined> {
  const last = database && (await fetchedAt(database));
  if (last === undefined) return undefined;
  return {
    last,
    asOf: now,
    title: 'FreeScout fetches no mail',
    means: 'What customers have written since then has not reached FreeScout.',
    mend: FETCH_MEND,
  };
}
