import type { Write } from '../../desk/effect.ts';
import { SystemError } from '../../desk/errors.ts';
import type { WriteOutcome } from '../contract.ts';
import type { Conversation } from './conversation.ts';
import { hiddenMarkerFor, htmlFor, mailFor, markerFor, TOLD } from './marker.ts';
import { cameBetween } from './obstacle.ts';
import { done, fresh, gone, lost } from './outcome.ts';
import type { Writing } from './write-back.ts';
import { follow } from './write-status.ts';
import { type Attempt, written } from './written.ts';

type Note = Extract<Write, { verb: 'note' }>;
type Reply = Extract<Write, { verb: 'reply' }>;

/** A note, for colleagues alone. FreeScout ignores a note's own status: that one follows. */
export async function note(write: Note, by: number, attempt: Attempt, writing: Writing): Promise<WriteOutcome> {
  const { on: row, status, customerAt } = write;
  const marker = markerFor(attempt.key);
  // A note that makes a ticket active reopens it, where it is closed.
  const expected = { customerAt, closedToo: status === undefined || status === 'active' };
  const before = await written({ row, marker, attempt }, writing);
  if (before === 'no') {
    const ticket = await fresh(row, writing);
    if (!ticket) return gone(row, writing);
    const between = isBare(write) ? undefined : cameBetween(ticket, expected, writing.now());
    if (between !== undefined) return lost(`${between} Nothing was written.`, ticket, writing);
    const reason = await writing.way.note(ticket, htmlFor(write.text, marker), by);
    if (reason !== undefined) return refused('note', ticket, reason);
  }
  if (status === undefined) return { is: 'done' };
  const nothing = 'The note was left, and the status was not changed.';
  return spoken(() => follow({ row, status, by, ...expected, nothing }, writing), nothing);
}

/** Nothing hangs on it: it is left on any ticket that is there. */
function isBare({ status, customerAt }: Note): boolean {
  return status === undefined && customerAt === undefined;
}

/**
 * A mail to the customer, once. A close follows it: FreeScout keeps no line of one that came with a message, nor who did it.
 */
export async function reply(write: Reply, by: number, attempt: Attempt, writing: Writing): Promise<WriteOutcome> {
  const { row, text, status, customerAt } = write;
  const { way } = writing;
  if (!way.reply) return { is: 'refused', sentence: 'Deskbell cannot reply to customers here: reply in FreeScout.' };
  const marker = write.told ? `${hiddenMarkerFor(attempt.key)} ${TOLD}` : hiddenMarkerFor(attempt.key);
  const mail = { text, by: String(by), after: customerAt ?? 0 };
  const before = await written({ row, marker, mail, attempt }, writing);
  const ticket = await fresh(row, writing);
  if (!ticket) return before === 'yes' ? { ...gone(row, writing), said: true } : gone(row, writing);
  if (before === 'taken back')
    return lost('Somebody took the reply back in FreeScout: it was not sent.', ticket, writing);
  if (before === 'no') {
    const between = cameBetween(ticket, { customerAt, closedToo: write.told === true }, writing.now());
    if (between !== undefined) return lost(`${between} Nothing was sent.`, ticket, writing);
    const wish = { by, status: status === undefined || status === 'closed' ? ticket.status : status };
    const reason = await way.reply(ticket, mailFor(text, marker), wish);
    if (reason !== undefined) return refused('reply', ticket, reason);
  }
  if (status === 'closed') {
    const nothing = 'The reply was sent, and the ticket was not closed.';
    return spoken(() => follow({ row, status, customerAt, by, closedToo: false, nothing }, writing), nothing);
  }
  const after = before === 'no' ? await fresh(row, writing) : ticket;
  return after ? done(after, writing) : { is: 'done' };
}

/** The words are there, whatever becomes of the status. */
async function spoken(follows: () => Promise<WriteOutcome>, nothing: string): Promise<WriteOutcome> {
  try {
    const outcome = await follows();
    return outcome.is === 'done' ? outcome : { ...outcome, said: true };
  } catch (error) {
    if (!(error instanceof SystemError) || error.retry !== 'never') throw error;
    return { is: 'refused', sentence: `${error.message}. ${nothing}`, said: true };
  }
}

function refused(what: string, { number }: Conversation, reason: string): WriteOutcome {
  return { is: 'refused', sentence: `FreeScout did not take the ${what} on ticket #${number}: ${reason}` };
}
