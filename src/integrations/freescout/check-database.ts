import { z } from 'zod';
import type { Check } from '../../desk/check.ts';
import { SystemError } from '../../desk/errors.ts';
import type { Client } from './client.ts';
import type { Database } from './database.ts';
import { FETCH_MEND, fetchedAt } from './mail-pulse.ts';
import { ApiConversation } from './api-schema.ts';
import { instantOf } from './wall-clock.ts';

/** What is read, by table; nothing else needs to be granted. `attachments` and `options` can be missed. */
const COLUMNS: readonly { table: string; columns?: string; optional?: string }[] = [
  { table: 'conversations' },
  { table: 'threads' },
  { table: 'mailbox_user' },
  { table: 'emails' },
  { table: 'customers', columns: 'id, first_name, last_name' },
  { table: 'customers', columns: 'company, phones', optional: 'contacts are shown without telephone and company' },
  { table: 'mailboxes', columns: 'id, name' },
  { table: 'users', columns: 'id, first_name, last_name, email, emails, role, type, status' },
  { table: 'attachments', columns: 'id, thread_id, embedded, file_name, size', optional: 'files are not named' },
  { table: 'options', columns: 'name, value', optional: 'whether FreeScout fetches mail cannot be seen' },
];

/** Can everything be read, and nothing be written? The statements that mend it are ready to paste. */
export async function checkGrants(database: Database): Promise<Check[]> {
  const what = 'FreeScout database';
  const checks: Check[] = [];
  const [self] = await database.query('SELECT DATABASE() AS name, CURRENT_USER() AS login');
  const { name, login } = SelfRow.parse(self);
  const to = `'${login.replace('@', "'@'")}'`;
  for (const { table, columns, optional } of COLUMNS) {
    const refusal = await refusalOf(database, `SELECT ${columns ?? '*'} FROM ${table} LIMIT 0`);
    if (refusal === undefined) continue;
    const mend = `GRANT SELECT${columns === undefined ? '' : ` (${columns})`} ON \`${name}\`.${table} TO ${to};`;
    if (optional === undefined) checks.push({ what, state: 'bad', says: `${table}: ${refusal}`, mend });
    else checks.push({ what, state: 'warning', says: `${table} cannot be read: ${optional}`, mend });
  }
  if (await mayWrite(database)) {
    const mend = 'Make a user of its own with SELECT grants alone: FreeScout must never be written by SQL.';
    checks.push({ what, state: 'warning', says: 'the login may write, which Deskbell never does', mend });
  }
  return checks.length > 0 ? checks : [{ what, state: 'good', says: 'it can be read, and not written' }];
}

const SelfRow = z.object({ name: z.string(), login: z.string() });
const GrantRow = z.record(z.string(), z.string());

async function mayWrite(database: Database): Promise<boolean> {
  const grants = (await database.query('SHOW GRANTS')).flatMap((row) =>
    Object.values(GrantRow.safeParse(row).data ?? {}),
  );
  return grants.some((grant) => /^GRANT .*\b(ALL PRIVILEGES|INSERT|UPDATE|DELETE|DROP|ALTER)\b/.test(grant));
}

async function refusalOf(database: Database, query: string): Promise<string | undefined> {
  try {
    await database.query(query);
    return undefined;
  } catch (error) {
    if (error instanceof SystemError && error.retry === 'never') return error.message;
    throw error;
  }
}

const NewestRow = z.object({ id: z.number(), created_at: z.string() });
const NEWEST = 'SELECT id, created_at FROM conversations WHERE state = 2 ORDER BY id DESC LIMIT 1';
const MINUTE = 60_000;
/** Clocks of two machines differ by less, and zones by more. */
const SLACK = 10 * MINUTE;

/** A wrong zone shifts every clock of the desk: the API knows the truth, else only a moment in the future betrays it. */
export async function checkZone(
  { database, client }: { database: Database; client: Client | undefined },
  zone: string,
  now: number,
): Promise<Check[]> {
  const what = 'FREESCOUT_TIMEZONE';
  const newest = NewestRow.safeParse((await database.query(NEWEST))[0]).data;
  if (!newest) return [{ what, state: 'good', says: `is ${zone}; there is no ticket yet to compare it with` }];
  const at = instantOf(newest.created_at, zone);
  const truth = await apiTime(client, newest.id);
  const off = truth === undefined ? Math.max(0, at - now) : Math.abs(at - truth);
  if (off < SLACK) {
    const sure = truth === undefined ? 'the newest ticket is not in the future' : 'the API says the same time';
    return [{ what, state: 'good', says: `is ${zone}; ${sure}` }];
  }
  const where = truth === undefined ? 'in the future' : 'away from what the API says';
  const says = `is ${zone}, but then ticket ${newest.id} is ${Math.round(off / MINUTE)} minutes ${where}`;
  return [
    { what, state: 'bad', says, mend: 'Set FREESCOUT_TIMEZONE to the APP_TIMEZONE in the .env file of FreeScout.' },
  ];
}

/** Undefined without the API, and where it does not answer: that has a line of its own. */
async function apiTime(client: Client | undefined, id: number): Promise<number | undefined> {
  const json = await client?.conversation(String(id)).catch(() => undefined);
  return ApiConversation.safeParse(json).data?.createdAt;
}

const FETCH_IS_OLD = 15 * MINUTE;

/** Where FreeScout itself fetches no mail, no ticket can ever arrive. Nothing is said where that may not be read. */
export async function checkFetch(database: Database, now: number): Promise<Check[]> {
  const what = 'FreeScout mail';
  const last = await fetchedAt(database);
  if (last === undefined) return [];
  const age = now - last;
  if (age < FETCH_IS_OLD) return [{ what, state: 'good', says: 'was fetched within the last 15 minutes' }];
  const says = `was fetched ${Math.round(age / MINUTE)} minutes ago`;
  return [
    {
      what,
      state: 'warning',
      says,
      mend: FETCH_MEND,
    },
  ];
}
