import { setTimeout as sleep } from 'node:timers/promises';
import { SystemError } from '../../desk/errors.ts';
import type { Integration, IntegrationSystem } from '../contract.ts';
import { atMost } from '../turn.ts';
import type { Book } from './book.ts';
import { checkErpnext } from './check.ts';
import { erpnextClient } from './client.ts';
import { activeCustomers, employeeByMail } from './people.ts';
import { activities, taken } from './read.ts';
import { saveTime } from './save.ts';
import { Environment } from './schema.ts';
import { openSite } from './site.ts';
import { standing } from './standing.ts';
import { undoTime } from './undo.ts';

const id = 'erpnext';
const title = 'ERPNext';

/** Time as draft timesheets of ERPNext. */
export const system: IntegrationSystem<Environment> = {
  id,
  title,
  environment: Environment,
  switches: ['ERPNEXT_URL', 'ERPNEXT_API_KEY', 'ERPNEXT_API_SECRET'],
  connect: (environment, now) => connectErpnext(environment, { now }),
};

/** The same with another clock. */
export function connectErpnext(
  environment: Environment,
  { now = Date.now, pause }: { now?: () => number; pause?: (milliseconds: number) => Promise<void> },
): Integration {
  const stop = new AbortController();
  const base = environment.ERPNEXT_URL;
  const headers = { authorization: `token ${environment.ERPNEXT_API_KEY}:${environment.ERPNEXT_API_SECRET}` };
  // ERPNext has few workers, and people use them.
  const client = erpnextClient({ system: id, title, base, headers, turn: atMost(2), stop: stop.signal });
  const site = openSite(client, environment.ERPNEXT_TIMEZONE, now);
  const company = environment.ERPNEXT_COMPANY;
  const book: Book = { client, site, base, company, now, pause: pause ?? ((wait) => pausing(wait, stop.signal)) };
  return {
    id,
    title,
    url: base,
    timeBook: {
      customers: () => activeCustomers(client),
      account: (email) => employeeByMail(client, email),
      save: (wish, attempt) => saveTime(book, wish, attempt),
      undo: (key, which) => undoTime(book, key, which),
    },
    timeReader: {
      activities: () => activities(client),
      taken: async (account, from, to) => taken(client, await site.zone(), account, from, to),
      zone: () => site.zone(),
      standing: (entries) => standing(book, entries),
    },
    check: () => checkErpnext(client, site),
    close: async () => stop.abort(),
  };
}

/** Only asked for after an attempt of unknown outcome, so that stopping leaves it unknown. */
async function pausing(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal });
  } catch {
    throw new SystemError(id, 'unsure', 'ERPNext was not waited for: Deskbell is stopping');
  }
}
