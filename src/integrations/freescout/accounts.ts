import { z } from 'zod';
import type { Client } from './client.ts';
import { nameFrom } from './conversation.ts';
import type { Database } from './database.ts';
import { isRobot } from './from-api.ts';
import { ApiUser } from './api-schema.ts';

export interface Account {
  id: string;
  name: string;
}

interface User extends Account {
  email: string;
  others: readonly string[];
}

/** The active human user who has this address, as the main or as another one. */
export async function accountByEmail(
  email: string,
  from: { client: Client | undefined; database: Database | undefined },
): Promise<Account | undefined> {
  const wanted = email.trim().toLowerCase();
  if (wanted === '') return undefined;
  const users = from.database ? await usersInDatabase(from.database) : await usersOfApi(from.client);
  const found = users.find((user) => user.email === wanted) ?? users.find((user) => user.others.includes(wanted));
  return found && { id: found.id, name: found.name };
}

/** The API names deleted users under a changed address; it does not say who is disabled. */
async function usersOfApi(client: Client | undefined): Promise<User[]> {
  const users = ((await client?.all('users')) ?? []).map((json) => ApiUser.safeParse(json).data);
  return users
    .filter((user) => user !== undefined)
    .filter((user) => !isRobot(user))
    .map((user) => userFrom(user.id, user.firstName, user.lastName, user.email, user.alternateEmails));
}

const UserRow = z.object({
  id: z.number(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  email: z.string(),
  emails: z.string().nullable(),
});

async function usersInDatabase(database: Database): Promise<User[]> {
  const rows = await database.query(
    'SELECT id, first_name, last_name, email, emails FROM users WHERE status = 1 AND type = 1 ORDER BY id',
  );
  return rows
    .map((row) => UserRow.safeParse(row).data)
    .filter((row) => row !== undefined)
    .map((row) => userFrom(String(row.id), row.first_name ?? '', row.last_name ?? '', row.email, row.emails ?? ''));
}

function userFrom(id: string, first: string, last: string, email: string, others: string): User {
  return {
    id,
    name: nameFrom(first, last, email),
    email: email.trim().toLowerCase(),
    others: others.split(',').map((other) => other.trim().toLowerCase()),
  };
}

/** The name of a user by their number. */
export async function nameOfUser(database: Database, user: number): Promise<string> {
  return (await usersInDatabase(database)).find(({ id }) => id === String(user))?.name ?? `User ${user}`;
}

const AccessRow = z.object({
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  status: z.number(),
  type: z.number(),
  role: z.number(),
  mailbox: z.string().nullable(),
  member: z.number().nullable(),
  hide: z.number().nullable(),
});

const ACCESS = `
  SELECT u.first_name, u.last_name, u.status, u.type, u.role, m.name AS mailbox, mu.id AS member, mu.hide
  FROM conversations c JOIN users u ON u.id = ?
  LEFT JOIN mailboxes m ON m.id = c.mailbox_id
  LEFT JOIN mailbox_user mu ON mu.user_id = u.id AND mu.mailbox_id = c.mailbox_id
  WHERE c.id = ?`;

const ADMIN = 2;

/** Why a user may not have a ticket, as a sentence; undefined when they may. The API itself would not ask. */
export async function whyNotOwner(database: Database, row: string, account: string): Promise<string | undefined> {
  if (!/^\d+$/.test(account)) return `FreeScout has no user ${account}: link the account again.`;
  const access = AccessRow.safeParse((await database.query(ACCESS, [Number(account), Number(row)]))[0]).data;
  if (!access) return `FreeScout has no user ${account}, or ticket ${row} is not there any more.`;
  return whyNoAccess(access, account);
}

/** The same for somebody who only writes in it. That the ticket is gone is told by whoever reads it. */
export async function whyNotWriter(database: Database, row: string, account: number): Promise<string | undefined> {
  const access = AccessRow.safeParse((await database.query(ACCESS, [account, Number(row)]))[0]).data;
  return access && whyNoAccess({ ...access, hide: 0 }, String(account));
}

const MEMBERSHIP = `
  SELECT u.first_name, u.last_name, u.status, u.type, u.role, m.name AS mailbox, mu.id AS member, mu.hide
  FROM mailboxes m JOIN users u ON u.id = ?
  LEFT JOIN mailbox_user mu ON mu.user_id = u.id AND mu.mailbox_id = m.id
  WHERE m.id = ?`;

/** The same for a ticket that is to be made in a mailbox. */
export async function whyNotMember(database: Database, mailbox: string, account: number): Promise<string | undefined> {
  const access = AccessRow.safeParse((await database.query(MEMBERSHIP, [account, Number(mailbox)]))[0]).data;
  if (!access) return `FreeScout has no user ${account}, or mailbox ${mailbox} is not there any more.`;
  return whyNoAccess(access, String(account));
}

function whyNoAccess(access: z.infer<typeof AccessRow>, account: string): string | undefined {
  const name = nameFrom(access.first_name ?? '', access.last_name ?? '', `User ${account}`);
  const mailbox = access.mailbox ?? 'of this ticket';
  if (access.status !== 1 || access.type !== 1) return `${name} is not an active user of FreeScout.`;
  if (access.role !== ADMIN && access.member === null) return `${name} has no access to the mailbox ${mailbox}.`;
  return access.hide === 1 ? `${name} is not offered as an assignee in the mailbox ${mailbox}.` : undefined;
}
