import { SystemError } from '../../desk/errors.ts';
import type { Signal } from '../../desk/signal.ts';
import type { WriteOutcome } from '../contract.ts';
import type { Conversation } from './conversation.ts';
import { heard, missing } from './facts.ts';
import type { Writing } from './write-back.ts';

/** The ticket as it is now; undefined when there is none. */
export async function fresh(row: string, { reader }: Writing): Promise<Conversation | undefined> {
  const one = (await reader.read([row])).get(row) ?? 'missing';
  if (one === 'unreadable') throw new SystemError('freescout', 'later', `Ticket ${row} in FreeScout cannot be read`);
  return one === 'missing' ? undefined : one;
}

export async function done(after: Conversation, writing: Writing): Promise<WriteOutcome> {
  return { is: 'done', ...(await readBack(after, writing)) };
}

export async function lost(sentence: string, after: Conversation, writing: Writing): Promise<WriteOutcome> {
  return { is: 'lost', sentence, ...(await readBack(after, writing)) };
}

export function gone(row: string, { now }: Writing): Extract<WriteOutcome, { is: 'lost' }> {
  return { is: 'lost', sentence: `Ticket ${row} is not in FreeScout any more.`, readBack: missing(row, now()) };
}

/** What was read where it is written, in the words of the source where that one has seen it already. */
async function readBack(after: Conversation, { reader, source, base }: Writing): Promise<{ readBack?: Signal }> {
  let shown = after;
  if (source !== reader) {
    const one = (await source.read([after.row])).get(after.row);
    if (typeof one === 'object' && isAsNew(one, after)) shown = one;
  }
  const signal = heard(shown, true, base);
  return typeof signal === 'string' ? {} : { readBack: signal };
}

function isAsNew(one: Conversation, after: Conversation): boolean {
  const { assignee, status, state, threads } = one;
  return (
    assignee?.id === after.assignee?.id &&
    status === after.status &&
    state === after.state &&
    threads.length >= after.threads.length
  );
}
