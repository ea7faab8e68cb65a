import { randomUUID } from 'node:crypto';
import { createConnection } from 'mysql2/promise';

/** A login that was given `grants` and no more, until it is disposed of. `{schema}` stands for the schema. */
export async function limitedLogin(
  database: string,
  grants: readonly string[],
): Promise<{ address: string; login: string; grant(statement: string): Promise<void> } & AsyncDisposable> {
  const root = await createConnection({ uri: 'mysql://root@127.0.0.1:3306' });
  const url = new URL(database);
  const schema = url.pathname.slice(1);
  const user = `reader_${randomUUID().slice(0, 8)}`;
  const login = `'${user}'@'%'`;
  await root.query(`CREATE USER ${login} IDENTIFIED BY 'geheim'`);
  async function grant(statement: string): Promise<void> {
    await root.query(statement);
  }
  for (const what of grants) await grant(`GRANT ${what.replace('{schema}', `\`${schema}\``)} TO ${login}`);
  url.username = user;
  url.password = 'geheim';
  return {
    address: url.href,
    login,
    grant,
    async [Symbol.asyncDispose]() {
      await root.query(`DROP USER ${login}`);
      await root.end();
    },
  };
}

/** What the documentation says must be granted. */
export const GRANTS = [
  'SELECT ON {schema}.conversations',
  'SELECT ON {schema}.threads',
  'SELECT ON {schema}.mailbox_user',
  'SELECT ON {schema}.emails',
  'SELECT (id, first_name, last_name) ON {schema}.customers',
  'SELECT (id, name) ON {schema}.mailboxes',
  'SELECT (id, first_name, last_name, email, emails, role, type, status) ON {schema}.users',
];
