/** What happened to a row: its table, its id, and its columns unless it was removed. */
export type Written = (table: string, id: number, row: object | undefined) => void;

/** One table held in memory, in the order of its ids. */
export interface Table<Row extends { id: number }> {
  get(id: number | null | undefined): Row | undefined;
  all(): Row[];
  where(test: (row: Row) => boolean): Row[];
  first(test: (row: Row) => boolean): Row | undefined;
  insert(columns: Omit<Row, 'id'>): Row;
  /** Saves as the application does: `updated_at` moves, where there is one. */
  save(row: Row): void;
  /** Writes as raw SQL does: nothing else moves. */
  write(row: Row): void;
  remove(id: number): void;
}

export interface TableSettings {
  name: string;
  firstId?: number;
  time: () => string;
  written: Written;
}

/** An empty table that tells `written` about each change. */
export function createTable<Row extends { id: number }>(settings: TableSettings): Table<Row> {
  const { name, time, written } = settings;
  const rows = new Map<number, Row>();
  let nextId = settings.firstId ?? 1;

  function write(row: Row): void {
    rows.set(row.id, row);
    written(name, row.id, row);
  }

  return {
    get: (id) => (typeof id === 'number' ? rows.get(id) : undefined),
    all: () => [...rows.values()],
    where: (test) => [...rows.values()].filter(test),
    first: (test) => rows.values().find(test),
    insert(columns) {
      const row = { ...columns, id: nextId } as Row;
      nextId += 1;
      write(row);
      return row;
    },
    save(row) {
      if ('updated_at' in row) Object.assign(row, { updated_at: time() });
      write(row);
    },
    write,
    remove(id) {
      rows.delete(id);
      written(name, id, undefined);
    },
  };
}
