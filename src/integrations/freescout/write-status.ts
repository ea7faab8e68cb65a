import type { Write } from '../../desk/effect.ts';
import type { TicketStatus } from '../../desk/ticket/ticket.ts';
import type { WriteOutcome } from '../contract.ts';
import type { Conversation } from './conversation.ts';
import { cameBetween } from './obstacle.ts';
import { done, fresh, gone, lost } from './outcome.ts';
import type { Writing } from './write-back.ts';

type Status = Extract<Write, { verb: 'status' }>;

/** Another status; a ticket that is closed may be reopened by it. */
export function changeStatus(write: Status, by: number, writing: Writing): Promise<WriteOutcome> {
  const { row, status, customerAt } = write;
  return follow({ row, status, customerAt, by, closedToo: true, nothing: 'Nothing was changed.' }, writing);
}

/** What is to follow, and what is said of what went before where it does not. */
interface Following {
  row: string;
  status: TicketStatus;
  customerAt: number | undefined;
  by: number;
  closedToo: boolean;
  nothing: string;
}

/** The same status again would leave another line in the history: it is read before, and after. */
export async function follow(wish: Following, writing: Writing): Promise<WriteOutcome> {
  const { row, status, by, nothing } = wish;
  const before = await fresh(row, writing);
  if (!before) return gone(row, writing);
  if (is(before, status)) return done(before, writing);
  const between = cameBetween(before, wish, writing.now());
  if (between !== undefined) return lost(`${between} ${nothing}`, before, writing);
  const reason = await writing.way.status(row, status, by);
  const after = await fresh(row, writing);
  if (!after) return gone(row, writing);
  if (is(after, status)) return done(after, writing);
  const name = `Ticket #${after.number}`;
  if (reason !== undefined)
    return { is: 'refused', sentence: `FreeScout did not change the status of ticket #${after.number}: ${reason}` };
  return lost(`${name} was changed by somebody else at the same moment: it is ${after.status}.`, after, writing);
}

function is({ state, status }: Conversation, wanted: TicketStatus): boolean {
  return state === 'published' && status === wanted;
}
