import { z } from 'zod';
import type { Check } from '../../desk/check.ts';
import type { Client } from './client.ts';
import type { Database } from './database.ts';
import { rowsOf } from './database-tickets.ts';
import type { Environment } from './schema.ts';
import type { Session } from './session.ts';

const WHAT = 'FreeScout writing';

interface Ways {
  environment: Environment;
  client: Client | undefined;
  session: Session | undefined;
  database: Database | undefined;
}

/** By which way tickets are read, and by which they are written; what is missing for the rest. */
export async function checkWriting({ environment, client, session, database }: Ways): Promise<Check[]> {
  const { FREESCOUT_EMAIL: email = '' } = environment;
  const reads = database ? 'tickets are read in the database' : 'tickets are read by the API';
  if (client) return [{ what: WHAT, state: 'good', says: `${reads} and written by the API` }, ...unused(email)];
  if (!session || !database)
    return [
      {
        what: WHAT,
        state: 'warning',
        says: `${reads} and not written: claims, notes, replies and statuses are not offered`,
        mend: `Set FREESCOUT_API_KEY (the paid API & Webhooks module), or FREESCOUT_EMAIL and FREESCOUT_PASSWORD of a user made for Deskbell, which can do all but reply.`,
      },
    ];
  await session.logIn();
  const missing = await mailboxesWithout(email, database);
  const says = `${reads} and written as ${email}: claims, notes and statuses; replies need the API & Webhooks module`;
  if (missing.length === 0) return [{ what: WHAT, state: 'good', says }];
  const lacking = `${email} has no access to ${missing.join(', ')}: nothing can be written there`;
  return [
    { what: WHAT, state: 'good', says },
    {
      what: WHAT,
      state: 'warning',
      says: lacking,
      mend: `Give that user access in FreeScout, under Manage → Mailboxes → Permissions.`,
    },
  ];
}

function unused(email: string): Check[] {
  if (email === '') return [];
  const mend = 'Take FREESCOUT_EMAIL and FREESCOUT_PASSWORD away.';
  return [{ what: WHAT, state: 'warning', says: 'the login of FREESCOUT_EMAIL is not used beside the API', mend }];
}

const NameRow = z.object({ name: z.string() });
const WITHOUT = `
  SELECT m.name FROM mailboxes m JOIN users u ON u.email = ?
  LEFT JOIN mailbox_user mu ON mu.mailbox_id = m.id AND mu.user_id = u.id
  WHERE u.role <> 2 AND mu.id IS NULL ORDER BY m.id`;

async function mailboxesWithout(email: string, database: Database): Promise<string[]> {
  return rowsOf(await database.query(WITHOUT, [email]), NameRow).map(({ name }) => name);
}
