import type { Write } from '../../desk/effect.ts';
import type { WriteOutcome } from '../contract.ts';
import { userNumber } from './author.ts';
import type { Conversation } from './conversation.ts';
import { done, fresh, lost } from './outcome.ts';
import type { Writing } from './write-back.ts';

type Assign = Extract<Write, { verb: 'assign' }>;

/** FreeScout lets the last of two claims win and tells nobody: it is read before and after. */
export async function assign(write: Assign, writing: Writing): Promise<WriteOutcome> {
  const wish = idsOf(write, writing.way.nobody);
  if (typeof wish === 'string') return { is: 'refused', sentence: wish };
  const before = await assignable(write.row, writing);
  if (typeof before === 'string') return { is: 'refused', sentence: before };
  if ((before.assignee?.id ?? null) === write.to) return done(before, writing);
  const holder = before.assignee;
  if ((holder?.id ?? null) !== write.from) return taken(before, writing);

  for (const value of wish.values) {
    const reason = await writing.way.assign(write.row, value, wish.by);
    const after = await assignable(write.row, writing);
    if (typeof after === 'string') return { is: 'refused', sentence: after };
    if ((after.assignee?.id ?? null) === write.to) return done(after, writing);
    if (after.assignee && after.assignee.id !== holder?.id) return taken(after, writing);
    if (value !== wish.values.at(-1)) continue;
    return reason === undefined
      ? taken(after, writing)
      : { is: 'refused', sentence: `FreeScout did not assign ticket #${after.number}: ${reason}` };
  }
  return { is: 'refused', sentence: `FreeScout did not assign ticket ${write.row}.` };
}

function idsOf(write: Assign, nobody: readonly number[]): { by: number; values: readonly number[] } | string {
  const by = userNumber(write.by);
  const to = write.to === null ? 0 : userNumber(write.to);
  if (by === undefined) return `FreeScout has no user ${write.by}: link the account again.`;
  if (to === undefined) return `FreeScout has no user ${write.to}: link the account again.`;
  return { by, values: write.to === null ? nobody : [to] };
}

/** The open ticket as it is now, or why nobody can have it. */
async function assignable(row: string, writing: Writing): Promise<Conversation | string> {
  const one = await fresh(row, writing);
  if (!one) return `Ticket ${row} is not in FreeScout any more.`;
  const name = `Ticket #${one.number}`;
  if (one.state !== 'published')
    return `${name} is in the ${one.state === 'deleted' ? 'trash' : 'drafts'} of FreeScout.`;
  if (one.status === 'closed') return `${name} is closed in FreeScout; reopen it there first.`;
  return one.status === 'spam' ? `${name} is marked as spam in FreeScout.` : one;
}

function taken(after: Conversation, writing: Writing): Promise<WriteOutcome> {
  const { number, assignee } = after;
  const sentence = assignee
    ? `${assignee.name} has ticket #${number} in FreeScout already.`
    : `Somebody unassigned ticket #${number} in FreeScout at the same moment.`;
  return lost(sentence, after, writing);
}
