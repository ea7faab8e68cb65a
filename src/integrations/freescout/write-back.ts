import type { Write } from '../../desk/effect.ts';
import { SystemError } from '../../desk/errors.ts';
import type { Signal } from '../../desk/signal.ts';
import type { WriteBack, WriteOutcome } from '../contract.ts';
import { accountByEmail, whyNotOwner } from './accounts.ts';
import { userFor, userNumber } from './author.ts';
import type { Client } from './client.ts';
import type { Conversation } from './conversation.ts';
import type { Database } from './database.ts';
import { heard } from './facts.ts';
import { htmlFor, markerFor } from './marker.ts';
import type { Reader } from './reader.ts';

export interface Writing {
  client: Client;
  /** Reads through the API: what was written is seen there first. */
  reader: Reader;
  /** Where the source reads, so that what is read back has the same facts. */
  source: Reader;
  database: Database | undefined;
  base: string;
}

type Assign = Extract<Write, { verb: 'assign' }>;
type Note = Extract<Write, { verb: 'note' }>;

/** Claims and notes through the API, in the name of the person. */
export function createWriteBack(writing: Writing): WriteBack {
  const { client, database } = writing;
  return {
    can: ['assign', 'note'],
    async write(write, attempt) {
      if (write.verb === 'assign') return assign(write, writing);
      if (write.verb === 'note') return note(write, attempt, writing);
      return { is: 'refused', sentence: 'FreeScout takes no orders for alerts' };
    },
    account: (email) => accountByEmail(email, { client, database }),
    ...(database && { mayOwn: (row, account) => whyNotOwner(database, row, account) }),
  };
}

/** FreeScout lets the last of two claims win and tells nobody: it is read before and after. */
async function assign(write: Assign, writing: Writing): Promise<WriteOutcome> {
  const wish = idsOf(write);
  if (typeof wish === 'string') return { is: 'refused', sentence: wish };
  const before = await fresh(write.row, writing);
  if (typeof before === 'string') return { is: 'refused', sentence: before };
  if ((before.assignee?.id ?? null) === write.to) return done(before, writing);
  const holder = before.assignee;
  if ((holder?.id ?? null) !== write.from) return lost(before, writing);

  for (const value of wish.values) {
    const reason = await writing.client.assign(write.row, value, wish.by);
    const after = await fresh(write.row, writing);
    if (typeof after === 'string') return { is: 'refused', sentence: after };
    if ((after.assignee?.id ?? null) === write.to) return done(after, writing);
    if (after.assignee && after.assignee.id !== holder?.id) return lost(after, writing);
    if (value !== wish.values.at(-1)) continue;
    return reason === undefined
      ? lost(after, writing)
      : { is: 'refused', sentence: `FreeScout did not assign ticket #${after.number}: ${reason}` };
  }
  return { is: 'refused', sentence: `FreeScout did not assign ticket ${write.row}.` };
}

/** Nobody is 0 for the API and -1 for the core: whichever takes effect. */
function idsOf(write: Assign): { by: number; values: readonly number[] } | string {
  const by = userNumber(write.by);
  const to = write.to === null ? 0 : userNumber(write.to);
  if (by === undefined) return `FreeScout has no user ${write.by}: link the account again.`;
  if (to === undefined) return `FreeScout has no user ${write.to}: link the account again.`;
  return { by, values: write.to === null ? [0, -1] : [to] };
}

/** The open ticket as the API has it now, or why nobody can have it. */
async function fresh(row: string, { reader }: Writing): Promise<Conversation | string> {
  const one = (await reader.read([row])).get(row) ?? 'missing';
  if (one === 'missing') return `Ticket ${row} is not in FreeScout any more.`;
  if (one === 'unreadable') throw new SystemError('freescout', 'later', `Ticket ${row} in FreeScout cannot be read`);
  const name = `Ticket #${one.number}`;
  if (one.state !== 'published')
    return `${name} is in the ${one.state === 'deleted' ? 'trash' : 'drafts'} of FreeScout.`;
  if (one.status === 'closed') return `${name} is closed in FreeScout; reopen it there first.`;
  return one.status === 'spam' ? `${name} is marked as spam in FreeScout.` : one;
}

async function done(after: Conversation, writing: Writing): Promise<WriteOutcome> {
  return { is: 'done', ...(await readBack(after, writing)) };
}

async function lost(after: Conversation, writing: Writing): Promise<WriteOutcome> {
  const { number, assignee } = after;
  const sentence = assignee
    ? `${assignee.name} has ticket #${number} in FreeScout already.`
    : `Somebody unassigned ticket #${number} in FreeScout at the same moment.`;
  return { is: 'lost', sentence, ...(await readBack(after, writing)) };
}

/** What the API says, in the words of the source where that one has seen it already. */
async function readBack(after: Conversation, { reader, source, base }: Writing): Promise<{ readBack?: Signal }> {
  let shown = after;
  if (source !== reader) {
    const one = (await source.read([after.row])).get(after.row);
    if (typeof one === 'object' && one.assignee?.id === after.assignee?.id) shown = one;
  }
  const signal = heard(shown, true, base);
  return typeof signal === 'string' ? {} : { readBack: signal };
}

async function note(write: Note, attempt: { key: string; number: number }, writing: Writing): Promise<WriteOutcome> {
  const by = await userFor(write.by, writing);
  if (by === undefined)
    return { is: 'refused', sentence: `FreeScout has no user ${write.by}: link the account again.` };
  if (!/^\d+$/.test(write.on)) return { is: 'refused', sentence: `FreeScout has no ticket ${write.on}.` };
  const marker = markerFor(attempt.key);
  if (attempt.number > 1 && JSON.stringify(await writing.client.conversation(write.on))?.includes(marker)) {
    return { is: 'done' };
  }
  const reason = await writing.client.note(write.on, htmlFor(write.text, marker), by);
  if (reason === undefined) return { is: 'done' };
  return { is: 'refused', sentence: `FreeScout did not take the note on ticket ${write.on}: ${reason}` };
}
