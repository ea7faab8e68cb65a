import type { Database } from './database.ts';
import { type DatabaseTickets, rowsOf, readTickets } from './database-tickets.ts';
import { type Mark, OVERLAP, type Reader } from './reader.ts';
import * as sql from './rows.ts';
import { earliestWallClock, instantOf, wallClockOf } from './wall-clock.ts';

/** The tickets as their rows tell them. */
export function createDatabaseReader(tickets: DatabaseTickets): Reader {
  const { database, zone, now } = tickets;

  async function mark(): Promise<Mark> {
    const conversation = await lastOf(database, sql.LAST_CONVERSATION);
    const thread = await lastOf(database, sql.LAST_THREAD);
    const since = (await newestThread(tickets)) ?? now();
    const fresh = await newTickets(database, { last: conversation, unseen: [] });
    return { since, ids: { conversation: fresh.last, thread, unseen: fresh.unseen } };
  }

  async function changed(before: Mark): Promise<Awaited<ReturnType<Reader['changed']>>> {
    const started = now();
    const ids = before.ids ?? (await mark()).ids ?? { conversation: 0, thread: 0, unseen: [] };
    // What is newest is asked for first: what comes in meanwhile is found twice rather than never.
    const newest = (await newestThread(tickets)) ?? before.since;
    const thread = await lastOf(database, sql.LAST_THREAD);
    const fresh = await newTickets(database, { last: ids.conversation, unseen: ids.unseen });
    const since = earliestWallClock(before.since - OVERLAP, started, zone);
    const touched = await idsOf(database, sql.CHANGED_IDS, [since, ids.thread]);
    const found = await readTickets([...fresh.found, ...touched].map(String), tickets);
    return {
      found,
      mark: {
        since: Math.max(before.since, newest),
        ids: { conversation: fresh.last, thread: Math.max(thread, ids.thread), unseen: fresh.unseen },
      },
    };
  }

  return {
    mark,
    changed,
    open: async () => readTickets((await idsOf(database, sql.OPEN_IDS)).map(String), tickets),
    read: (rows) => readTickets(rows, tickets),
    async countOpen() {
      return rowsOf(await database.query(sql.OPEN_COUNT), sql.OpenCountRow)[0]?.open ?? 0;
    },
  };
}

async function idsOf(database: Database, query: string, values: readonly (string | number)[] = []): Promise<number[]> {
  return rowsOf(await database.query(query, values), sql.IdRow).map(({ id }) => id);
}

async function lastOf(database: Database, query: string): Promise<number> {
  return rowsOf(await database.query(query), sql.LastRow)[0]?.id ?? 0;
}

async function newestThread({ database, zone, now }: DatabaseTickets): Promise<number | undefined> {
  const rows = await database.query(sql.NEWEST_THREAD, [wallClockOf(now(), zone)]);
  const at = rowsOf(rows, sql.NewestRow)[0]?.at;
  return at === undefined || at === null ? undefined : instantOf(at, zone);
}

/** Ids are handed out before they are committed, and to drafts long before they are sent. */
const ID_OVERLAP = 200;

interface Ids {
  last: number;
  /** Which of the last ids were no ticket that anybody could see. */
  unseen: readonly number[];
}

/** Published tickets above the last id, and those among the last ids that were not published before. */
async function newTickets(
  database: Database,
  before: Ids,
): Promise<{ found: number[]; last: number; unseen: number[] }> {
  const floor = Math.max(0, before.last - ID_OVERLAP);
  const rows = rowsOf(await database.query(sql.IDS_ABOVE, [floor]), sql.IdStateRow);
  const again = new Set(before.unseen);
  const found = rows.filter((row) => row.state === PUBLISHED && (row.id > before.last || again.has(row.id)));
  const last = rows.reduce((top, row) => Math.max(top, row.id), before.last);
  const settled = new Set(rows.filter((row) => row.state !== DRAFT).map(({ id }) => id));
  const window = Array.from({ length: Math.min(ID_OVERLAP, last) }, (_, index) => last - index);
  return { found: found.map(({ id }) => id), last, unseen: window.filter((id) => !settled.has(id)) };
}

const DRAFT = 1;
const PUBLISHED = 2;
