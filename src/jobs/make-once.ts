import type { Effect } from '../desk/effect.ts';
import { isLockedOut, SystemError } from '../desk/errors.ts';
import type { TicketWish } from '../desk/ticket/link.ts';
import type { MakeOutcome } from '../integrations/contract.ts';
import { commit } from '../store/commit.ts';
import { countAttempt } from '../store/outbox.ts';
import { integrationOf, type JobParts } from './parts.ts';

export type MakeEffect = Extract<Effect, { job: 'make-ticket' }>;
export type Made = Extract<MakeOutcome, { is: 'made' }>;

/** What becomes of a wish for a ticket, for whoever keeps it: only `made` and `refused` take the effect from the outbox. */
export interface Ends {
  made(made: Made): Promise<void>;
  refused(sentence: string): Promise<void>;
  waits(trouble: string): Promise<void>;
}

/** Has a ticket made exactly once; while its system is away the wish waits, and says why. Without a wish there is nothing left to do. */
export async function makeOnce(
  parts: JobParts,
  effect: MakeEffect,
  wished: { wish: TicketWish; since: number } | undefined,
  ends: Ends,
): Promise<void> {
  const { store, log } = parts;
  const { ref, key } = effect;
  if (!wished) {
    await commit(store, [], { settles: key });
    return;
  }
  try {
    const outcome = await make(parts, effect, wished.wish, wished.since);
    if (outcome.is === 'made') return await ends.made(outcome);
    log.warn({ ref, key, reason: outcome.sentence }, 'a ticket was not made');
    await ends.refused(outcome.sentence);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    if (error.retry === 'never' && !isLockedOut(error)) return ends.refused(error.message);
    await ends.waits(error.message);
    throw error;
  }
}

async function make(
  parts: JobParts,
  { key, system }: MakeEffect,
  wish: TicketWish,
  since: number,
): Promise<MakeOutcome> {
  const book = integrationOf(parts, system)?.ticketBook;
  if (!book) return { is: 'refused', sentence: `${system} is no longer connected.` };
  return book.make(wish, { key, number: await countAttempt(parts.store, key), since });
}
