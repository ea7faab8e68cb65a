import { z } from 'zod';
import type { Contact } from '../../desk/ticket/conversation.ts';
import { SystemError } from '../../desk/errors.ts';
import { oneLine } from '../../desk/text.ts';
import type { Client } from './client.ts';
import { nameFrom } from './conversation.ts';
import type { Database } from './database.ts';
import { rowsOf } from './database-tickets.ts';
import { Text } from './rows.ts';
import { ApiCustomer } from './api-schema.ts';

/** Whoever writes with this address, as the API tells it. */
export async function contactByApi(email: string, client: Client): Promise<Contact | undefined> {
  const wanted = email.trim().toLowerCase();
  if (wanted === '') return undefined;
  const people = (await client.customers(wanted)).map((json) => ApiCustomer.safeParse(json).data);
  // A module that does not know the filter answers with everybody.
  const found = people.find((person) => person?.emails.some((one) => one.toLowerCase() === wanted));
  return found && contactOf(found);
}

const PersonRow = z.object({
  id: z.number(),
  first_name: Text,
  last_name: Text,
  company: Text.default(''),
  phones: Text.default(''),
});
const EmailRow = z.object({ email: z.string() });
const EMAILS = 'SELECT email FROM emails WHERE customer_id = ? ORDER BY id';
const PERSON = (columns: string): string =>
  `SELECT ${columns} FROM emails e JOIN customers c ON c.id = e.customer_id WHERE e.email = ?`;

/** The same from its rows, where the login may read them: names at least. */
export async function contactByDatabase(email: string, database: Database): Promise<Contact | undefined> {
  const wanted = email.trim().toLowerCase();
  if (wanted === '') return undefined;
  const [person] = rowsOf(await personRows(wanted, database), PersonRow);
  if (!person) return undefined;
  const emails = rowsOf(await database.query(EMAILS, [person.id]), EmailRow).map((row) => row.email);
  const { id, first_name: first, last_name: last, company } = person;
  return contactOf({ id: String(id), first, last, company, title: '', emails, phones: phonesIn(person.phones) });
}

async function personRows(email: string, database: Database): Promise<unknown[]> {
  const names = 'c.id, c.first_name, c.last_name';
  try {
    return await database.query(PERSON(`${names}, c.company, c.phones`), [email]);
  } catch (error) {
    if (!(error instanceof SystemError) || error.retry !== 'never') throw error;
    return database.query(PERSON(names), [email]);
  }
}

const Phones = z.array(z.object({ value: z.string() }));

function phonesIn(list: string): string[] {
  try {
    return (Phones.safeParse(JSON.parse(list)).data ?? []).map(({ value }) => value);
  } catch {
    return [];
  }
}

function contactOf(person: z.infer<typeof ApiCustomer>): Contact {
  const { id, first, last, emails } = person;
  const [company, title] = [oneLine(person.company), oneLine(person.title)];
  return {
    id,
    name: oneLine(nameFrom(first, last, emails[0] ?? '')),
    emails,
    phones: person.phones.map(oneLine).filter((phone) => phone !== ''),
    ...(company !== '' && { company }),
    ...(title !== '' && { title }),
  };
}
