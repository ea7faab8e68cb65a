import { randomBytes } from 'node:crypto';
import { createPool } from 'mysql2/promise';

/** Deskbell's own login to FreeScout's tables. */
export interface Reader {
  /** Where Deskbell reads, with the login in it. */
  readonly url: string;
  /** Lets it in, or throws it out and keeps it out: a FreeScout that is unplugged answers in no way. */
  admit(isAdmitted: boolean): Promise<void>;
}

/** A login that may only read, as the guide asks for, dropped with the stack. `database` is the schema's address as its owner. */
export async function makeReader(database: string, stack: AsyncDisposableStack): Promise<Reader> {
  const url = new URL(database);
  const name = url.pathname.slice(1);
  const password = randomBytes(12).toString('hex');
  const administrator = new URL(database);
  administrator.pathname = '/';
  // A pool opens another connection where the server has closed one that was idle for a night.
  const pool = createPool({ uri: administrator.href, connectionLimit: 1 });
  stack.defer(() => pool.end());
  await pool.query(`CREATE OR REPLACE USER ?@'127.0.0.1' IDENTIFIED BY ?`, [name, password]);
  stack.defer(async () => void (await pool.query(`DROP USER IF EXISTS ?@'127.0.0.1'`, [name])));
  await pool.query(`GRANT SELECT ON \`${name}\`.* TO ?@'127.0.0.1'`, [name]);
  url.username = name;
  url.password = password;
  return {
    url: url.href,
    async admit(isAdmitted) {
      await pool.query(`ALTER USER ?@'127.0.0.1' ACCOUNT ${isAdmitted ? 'UNLOCK' : 'LOCK'}`, [name]);
      // A lock keeps out who comes; who is in stays until killed.
      if (!isAdmitted) await pool.query(`KILL USER ?@'127.0.0.1'`, [name]);
    },
  };
}
