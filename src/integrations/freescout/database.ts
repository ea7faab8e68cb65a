import { createPool } from 'mysql2/promise';
import { SystemError } from '../../desk/errors.ts';

/** A read-only connection to FreeScout's own database. */
export interface Database {
  /** Rows with times as stored. A list stands for `IN (?)`. Throws a `SystemError` that holds neither address nor SQL. */
  query(sql: string, values?: readonly (string | number | readonly (string | number)[])[]): Promise<unknown[]>;
  close(): Promise<void>;
}

const QUERY_TIMEOUT = 20_000;
const CONNECT_TIMEOUT = 10_000;
const CONNECTIONS = 2;

/** Connects when the first query comes. `address` is `mysql://…/database`. */
export function openDatabase(address: string): Database {
  const pool = createPool({
    uri: address,
    connectionLimit: CONNECTIONS,
    connectTimeout: CONNECT_TIMEOUT,
    charset: 'utf8mb4',
    // Wall-clock of FreeScout's zone: the driver must not take it for its own.
    dateStrings: true,
  });
  return {
    async query(sql, values = []) {
      try {
        const [rows] = await pool.query({ sql, values: [...values], timeout: QUERY_TIMEOUT });
        return Array.isArray(rows) ? rows : [];
      } catch (error) {
        throw databaseFailure(error);
      }
    },
    close: () => pool.end(),
  };
}

const NEVER: Readonly<Record<string, string>> = {
  ER_ACCESS_DENIED_ERROR: 'does not accept the login: check FREESCOUT_DATABASE_URL',
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: 'does not accept the login: check FREESCOUT_DATABASE_URL',
  ER_HOST_NOT_PRIVILEGED: 'does not accept calls from this machine: make the login for its address',
  ER_DBACCESS_DENIED_ERROR: 'does not let this login in: give it the grants that doctor shows',
  ER_BAD_DB_ERROR: 'is not there under this name: check FREESCOUT_DATABASE_URL',
  ER_TABLEACCESS_DENIED_ERROR: 'does not let this login read a table: give it the grants that doctor shows',
  ER_COLUMNACCESS_DENIED_ERROR: 'does not let this login read a column: give it the grants that doctor shows',
  ER_NO_SUCH_TABLE: 'has no such table: check that FREESCOUT_DATABASE_URL names the database of FreeScout',
  ER_BAD_FIELD_ERROR: 'has no such column: check that FreeScout is 1.8.145 or newer',
};

/** The driver's error without what may hold a secret. All queries are reads: whatever else failed may be tried again. */
function databaseFailure(thrown: unknown): SystemError {
  const code = thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : 'no code';
  const never = NEVER[code];
  if (never !== undefined) return new SystemError('freescout', 'never', `FreeScout's database ${never} (${code})`);
  const what = code === 'PROTOCOL_SEQUENCE_TIMEOUT' ? 'took too long' : 'cannot be reached: check that it runs';
  return new SystemError('freescout', 'later', `FreeScout's database ${what} (${code})`);
}
