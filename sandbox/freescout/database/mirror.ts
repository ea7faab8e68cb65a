import { createConnection, type Connection, type ResultSetHeader, type RowDataPacket } from 'mysql2/promise';
import type { Written } from '../table.ts';
import { otherTables } from './other-tables.ts';
import { TABLE_COMMENT, tables } from './schema.ts';

const allTables = { ...tables, ...otherTables };

export interface Mirror {
  /** Notes a change; it is written at the next flush. */
  written: Written;
  /** Called before each write; folders are counted late, because many changes move them. */
  beforeWriting(count: () => void): void;
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
    return mirrorOn(connection, schema, made);
  } catch (error) {
    connection.destroy();
    throw error;
  }
}

/** Makes the tables; true when the schema had to be made, too. What a stand-in that was killed left behind is dropped. */
async function makeSchema(connection: Connection, schema: string): Promise<boolean> {
  const [made] = await connection.query<ResultSetHeader>(`CREATE DATABASE IF NOT EXISTS \`${schema}\``);
  await connection.query(`USE \`${schema}\``);
  const [there] = await connection.query<RowDataPacket[]>(
    'SELECT table_name AS name, table_comment AS comment FROM information_schema.tables WHERE table_schema = ?',
    [schema],
  );
  const ours = Object.keys(allTables);
  const foreign = there.find(({ name, comment }) => ours.includes(String(name)) && comment !== TABLE_COMMENT);
  if (foreign) throw new Error(`${schema} holds a FreeScout already: table ${String(foreign['name'])}.`);
  if (there.length > 0) await connection.query(`DROP TABLE IF EXISTS ${namesOfTables()}`);
  for (const [name, columns] of Object.entries(allTables)) {
    const options = `DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_unicode_ci COMMENT '${TABLE_COMMENT}'`;
    await connection.query(`CREATE TABLE \`${name}\` (${columns}) ${options}`);
  }
  return made.warningStatus === 0;
}

type Changes = Map<string, Map<number, object | undefined>>;

function mirrorOn(connection: Connection, schema: string, made: boolean): Mirror {
  let changes: Changes = new Map();
  let countFolders = (): void => undefined;
  let last: Promise<void> = Promise.resolve();

  async function writeAll(): Promise<void> {
    countFolders();
    if (changes.size === 0) return;
    const due = changes;
    changes = new Map();
    try {
      await connection.beginTransaction();
      for (const [table, rows] of due) await writeTable(connection, table, rows);
      await connection.commit();
    } catch (error) {
      await connection.rollback();
      for (const [table, rows] of changes) due.set(table, new Map([...(due.get(table) ?? []), ...rows]));
      changes = due;
      throw error;
    }
  }

  return {
    written(table, id, row) {
      const rows = changes.get(table) ?? new Map<number, object | undefined>();
      changes.set(table, rows.set(id, row));
    },
    beforeWriting(count) {
      countFolders = count;
    },
    flush() {
      const mine = last.then(writeAll);
      last = mine.catch(() => undefined);
      return mine;
    },
    async close() {
      await last;
      await connection.query(made ? `DROP DATABASE \`${schema}\`` : `DROP TABLE IF EXISTS ${namesOfTables()}`);
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

function namesOfTables(): string {
  return Object.keys(allTables)
    .map((name) => `\`${name}\``)
    .join(', ');
}
