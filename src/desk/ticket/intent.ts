import type { Effect } from '../effect.ts';
import type { Actor } from '../people.ts';
import type { Intent, Ticket } from './ticket.ts';

/** What has a ticket's intent written: by whom, and from whoever has it now. */
export function assignEffect({ ref, source, row, facts, intent }: Ticket, account: string): Effect {
  const to = intent?.assignee?.account ?? null;
  const write = { verb: 'assign' as const, row, to, from: facts.assignee?.id ?? null, by: account };
  return { job: 'write-back', key: intent?.key ?? '', ref, system: source, write };
}

/** Given by turn: by the desk itself, and by nobody's will. */
export function isTurn({ assignee, by }: Pick<Intent, 'assignee' | 'by'>): boolean {
  return assignee !== null && by.id === undefined;
}

/** A claim that came while the ticket was being given to somebody by turn: it is written when that is settled. */
export function claimInstead(
  ticket: Ticket,
  intent: Intent,
  { by, account, key }: { by: Actor; account: { id: string }; key: string },
): Ticket {
  const instead = { key, by, assignee: { person: by.id ?? '', name: by.name, account: account.id } };
  return { ...ticket, intent: { ...intent, instead } };
}
