import type { z } from 'zod';
import { SystemError } from '../../desk/errors.ts';
import type { Found } from './conversation.ts';
import type { Database } from './database.ts';
import { bodiesWanted, fromRows, type RowReading } from './from-database.ts';
import { BODY_LIMIT } from './preview.ts';
import * as sql from './rows.ts';

export interface DatabaseTickets {
  database: Database;
  /** APP_TIMEZONE. */
  zone: string;
  /** Tickets show numbers of their own. */
  customNumber: boolean;
  now: () => number;
}

const BATCH = 200;

/** The tickets of these rows, a few hundred at a time. */
export async function readTickets(rows: readonly string[], tickets: DatabaseTickets): Promise<Map<string, Found>> {
  const wanted = [...new Set(rows)];
  const found = new Map<string, Found>();
  for (let start = 0; start < wanted.length; start += BATCH) {
    const batch = wanted.slice(start, start + BATCH);
    for (const [row, one] of await readBatch(batch, tickets)) found.set(row, one);
  }
  return found;
}

async function readBatch(rows: readonly string[], tickets: DatabaseTickets): Promise<[string, Found][]> {
  const { database, zone, customNumber } = tickets;
  const ids = rows.filter((row) => /^\d+$/.test(row)).map(Number);
  if (ids.length === 0) return rows.map((row) => [row, 'missing']);
  const readAt = tickets.now();
  const conversations = await database.query(sql.CONVERSATIONS, [ids]);
  const threads = readable(await database.query(sql.THREADS, [ids]), sql.ThreadRow);
  const byTicket = Map.groupBy(threads, (thread) => thread.conversation_id);
  const bodies = await bodiesOf(database, [...byTicket.values()].flatMap(bodiesWanted));
  const files = await filesOf(database, threads);
  const reading: RowReading = { readAt, zone, customNumber, bodies, files };
  const found = new Map<string, Found>();
  for (const row of conversations) {
    const id = readable([row], sql.IdRow)[0]?.id;
    if (id !== undefined) found.set(String(id), understand(row, byTicket.get(id) ?? [], reading));
  }
  return rows.map((row) => [row, found.get(row) ?? 'missing']);
}

function understand(json: unknown, threads: readonly sql.ThreadRow[], reading: RowReading): Found {
  const row = sql.ConversationRow.safeParse(json).data;
  if (!row) return 'unreadable';
  try {
    return fromRows(row, threads, reading);
  } catch {
    // A time such as 0000-00-00: this ticket alone cannot be shown.
    return 'unreadable';
  }
}

async function bodiesOf(database: Database, threads: readonly number[]): Promise<Map<number, string>> {
  if (threads.length === 0) return new Map();
  const rows = await database.query(sql.BODIES, [BODY_LIMIT, threads]);
  return new Map(readable(rows, sql.BodyRow).map(({ id, body }) => [id, body]));
}

/** Files by thread; without the right to read `attachments`, one for each thread that has any. */
async function filesOf(database: Database, threads: readonly sql.ThreadRow[]): Promise<Map<number, number>> {
  const having = threads.filter((thread) => thread.has_attachments !== 0).map(({ id }) => id);
  if (having.length === 0) return new Map();
  try {
    const rows = await database.query(sql.ATTACHMENTS, [having]);
    return new Map(readable(rows, sql.AttachmentsRow).map(({ thread_id, files }) => [thread_id, files]));
  } catch (error) {
    if (!(error instanceof SystemError) || error.retry !== 'never') throw error;
    return new Map(having.map((id) => [id, 1]));
  }
}

/** The rows that have the shape; the others are left out. */
function readable<Shape extends z.ZodType>(rows: readonly unknown[], shape: Shape): z.infer<Shape>[] {
  return rows.map((row) => shape.safeParse(row)).flatMap((read) => (read.success ? [read.data] : []));
}

/** All rows; one without the shape is no FreeScout. */
export function rowsOf<Shape extends z.ZodType>(rows: readonly unknown[], shape: Shape): z.infer<Shape>[] {
  const read = readable(rows, shape);
  if (read.length === rows.length) return read;
  throw new SystemError('freescout', 'never', "FreeScout's database answered in a shape that is not known here");
}
