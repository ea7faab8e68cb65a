import { createConnection, type Connection } from 'mysql2/promise';
import type { Written } from '../table.ts';
import { TABLE_COMMENT, tables } from './schema.ts';

export interface Mirror {
  /** Notes a change; it is written at the next flush. */
  written: Written;
  /** Resolves when all that was noted is in the database; rejects when the database does not take it. */
  flush(): Promise<void>;
  /** Drops the tables, and the schema if it was made here. */
  close(): Promise<void>;
}

/** Makes the tables in the schema that `address` names. Refuses a schema that holds a real FreeScout. */
export async function openMirror(address: string): Promise<Mirror> {
  const url = new URL(address);
  const schema = decodeURIComponent(url.pathname.slice(1));
  url.pathname = '/';
  const connection = await createConnection({ uri: url.href, charset: 'utf8mb4_unicode_ci' });
  try {
    const made = await makeSchema(connection, schema);
    return mirrorOn(connection, made ? `DROP DATABASE \`${schema}\`` : undefined);
  } catch (error) {
    connection.destroy();
    throw error;
  }
}

/** Whether the schema is new. */
async function makeSchema(connection: Connection, schema: string): Promise<boolean> {
  const [known] = await connection.query('SELECT 1 FROM information_schema.schemata WHERE schema_name = ?', [schema]);
  const made = Array.isArray(known) && known.length === 0;
  if (made) await connection.query(`CREATE DATABASE \`${schema}\``);
  await connection.query(`USE \`${schema}\``);
  const [left] = await connection.query(
    'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ? AND table_comment = ?',
    [schema, TABLE_COMMENT],
  );
  for (const { name } of left as { name: string }[]) await connection.query(`DROP TABLE \`${name}\``);
  for (const [name, columns] of Object.entries(tables)) {
    await connection.query(
      `CREATE TABLE \`${name}\` (${columns}) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_unicode_ci COMMENT '${TABLE_COMMENT}'`,
    );
  }
  return made;
}

type Changes = Map<string, Map<number, object | undefined>>;

function mirrorOn(connection: Connection, dropSchema: string | undefined): Mirror {
  let changes: Changes = new Map();
  let last: Promise<void> = Promise.resolve();

  async function writeAll(): Promise<void> {
    const due = changes;
    changes = new Map();
    for (const [table, rows] of due) await writeTable(connection, table, rows);
  }

  return {
    written(table, id, row) {
      const rows = changes.get(table) ?? new Map<number, object | undefined>();
      changes.set(table, rows.set(id, row));
    },
    flush() {
      const mine = last.then(writeAll);
      last = mine.catch(() => undefined);
      return mine;
    },
    async close() {
      await last;
      for (const name of Object.keys(tables)) await connection.query(`DROP TABLE IF EXISTS \`${name}\``);
      if (dropSchema) await connection.query(dropSchema);
      await connection.end();
    },
  };
}

/** Rows are read now, not when they were noted: several changes to one row are one write. */
async function writeTable(
  connection: Connection,
  table: string,
  changes: ReadonlyMap<number, object | undefined>,
): Promise<void> {
  const gone = [...changes].filter(([, row]) => row === undefined).map(([id]) => id);
  const rows = [...changes.values()].filter((row) => row !== undefined);
  if (gone.length > 0) await connection.query(`DELETE FROM \`${table}\` WHERE id IN (?)`, [gone]);
  const [sample] = rows;
  if (!sample) return;
  const names = Object.keys(sample);
  const columns = names.map((name) => `\`${name}\``).join(', ');
  const updates = names.map((name) => `\`${name}\` = VALUES(\`${name}\`)`).join(', ');
  const values = rows.map((row) => names.map((name) => (row as Record<string, unknown>)[name]));
  await connection.query(`INSERT INTO \`${table}\` (${columns}) VALUES ? ON DUPLICATE KEY UPDATE ${updates}`, [values]);
}
