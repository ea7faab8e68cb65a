import type { Write } from '../../desk/effect.ts';
import { SystemError } from '../../desk/errors.ts';
import type { WriteBack, WriteOutcome } from '../contract.ts';
import { accountByEmail, whyNotOwner, whyNotWriter } from './accounts.ts';
import { assign } from './assign.ts';
import { userFor } from './author.ts';
import type { Client } from './client.ts';
import type { Database } from './database.ts';
import type { Reader } from './reader.ts';
import type { Way } from './way.ts';
import { changeStatus } from './write-status.ts';
import { note, reply } from './write-text.ts';
import type { Attempt } from './written.ts';

export interface Writing {
  way: Way;
  /** Absent without the API & Webhooks module. */
  client: Client | undefined;
  /** Reads where it is written: what was written is seen there first. */
  reader: Reader;
  /** Where the source reads, so that what is read back has the same facts. */
  source: Reader;
  database: Database | undefined;
  base: string;
  /** APP_TIMEZONE. */
  zone: string;
  now: () => number;
  /** Resolves after so many milliseconds. */
  pause: (milliseconds: number) => Promise<void>;
}

type TextOrStatus = Extract<Write, { verb: 'note' | 'reply' | 'status' }>;

/** What is written in the name of a person. */
export function createWriteBack(writing: Writing): WriteBack {
  const { client, database, way } = writing;
  const ended = new Map<string, number>();
  return {
    can: ['assign', 'note', 'status', ...(way.reply ? (['reply'] as const) : [])],
    async write(write, attempt) {
      if (write.verb === 'assign') return assign(write, writing);
      if (write.verb === 'note' || write.verb === 'reply' || write.verb === 'status')
        return remembering(ended, attempt, (one) => writeAs(write, one, writing));
      return { is: 'refused', sentence: 'FreeScout takes no orders for alerts' };
    },
    account: (email) => accountByEmail(email, { client, database }),
    ...(database && { mayOwn: (row, account) => whyNotOwner(database, row, account) }),
  };
}

/**
 * FreeScout is done with an attempt that it answered, whatever the answer was: whoever tries again need not wait for it. Where the
 * process that knew has died, it is waited for.
 */
async function remembering(
  ended: Map<string, number>,
  { key, number }: { key: string; number: number },
  attempt: (one: Attempt) => Promise<WriteOutcome>,
): Promise<WriteOutcome> {
  const isLast = number === 1 || ended.get(key) === number - 1;
  ended.delete(key);
  try {
    return await attempt({ key, number, isLast });
  } catch (error) {
    if (isLast && error instanceof SystemError && error.retry === 'later') ended.set(key, number);
    throw error;
  }
}

async function writeAs(write: TextOrStatus, attempt: Attempt, writing: Writing): Promise<WriteOutcome> {
  const row = write.verb === 'note' ? write.on : write.row;
  if (!/^\d+$/.test(row)) return { is: 'refused', sentence: `FreeScout has no ticket ${row}.` };
  const by = await userFor(write.by, writing);
  if (by === undefined)
    return { is: 'refused', sentence: `FreeScout has no user ${write.by}: link the account again.` };
  const obstacle = await whyNotBy(write, { row, by }, writing);
  if (obstacle !== undefined) return { is: 'refused', sentence: obstacle };
  if (write.verb === 'note') return note(write, by, attempt, writing);
  return write.verb === 'reply' ? reply(write, by, attempt, writing) : changeStatus(write, by, writing);
}

/** The API asks nobody's permissions. A bare note, by which the desk itself tells of an alert, is left wherever it is wanted. */
async function whyNotBy(
  write: TextOrStatus,
  { row, by }: { row: string; by: number },
  { database }: Writing,
): Promise<string | undefined> {
  if (!database || (write.verb === 'note' && write.status === undefined)) return undefined;
  return whyNotWriter(database, row, by);
}
