import type { Found } from './conversation.ts';
import type { Cursor } from './schema.ts';

/** Where a source stands: from here on its changes are asked for. */
export type Mark = Pick<Cursor, 'since' | 'ids'>;

/** The tickets of an instance, by row. Throws `SystemError`s; one unreadable ticket is no failure. */
export interface Reader {
  /** Where the source stands now. */
  mark(): Promise<Mark>;
  /** What changed since the mark, with the next mark. */
  changed(mark: Mark): Promise<{ found: Map<string, Found>; mark: Mark }>;
  /** Every open ticket. */
  open(): Promise<Map<string, Found>>;
  read(rows: readonly string[]): Promise<Map<string, Found>>;
  /** How many published tickets are active or pending. */
  countOpen(): Promise<number>;
}

/** What is read again at each poll: commits that came late, and replies that could still be undone. Milliseconds. */
export const OVERLAP = 120_000;
