import { begunFollowOn } from '../desk/begun-follow-on.ts';
import { closureOf } from '../desk/closure.ts';
import type { FollowOn } from '../desk/closure-record.ts';
import { unchanged } from '../desk/decision.ts';
import type { Effect } from '../desk/effect.ts';
import { isLockedOut, SystemError } from '../desk/errors.ts';
import { type FollowOnSettlement, settleFollowOn } from '../desk/follow-on.ts';
import type { Ticket } from '../desk/ticket.ts';
import type { MakeOutcome } from '../integrations/contract.ts';
import { change } from '../store/change.ts';
import { commit, type CommitOptions } from '../store/commit.ts';
import { countAttempt } from '../store/outbox.ts';
import { readTicket } from '../store/signals.ts';
import { changeTicket } from '../store/tickets.ts';
import { integrationOf, type JobParts } from './parts.ts';

type MakeEffect = Extract<Effect, { job: 'make-ticket' }>;

/** Has a ticket made for what another one left open, exactly once; while its system is away it waits, and the card says so. */
export async function makeFollowOn(parts: JobParts, effect: MakeEffect, ticket: Ticket): Promise<void> {
  const { store, log } = parts;
  const { key } = effect;
  const one = closureOf(ticket).followOns?.find((other) => other.key === key);
  if (one?.state !== 'waiting' || one.wish === undefined) {
    await commit(store, [], { settles: key });
    return;
  }
  try {
    const outcome = await make(parts, effect, one);
    if (outcome.is === 'made') return await settleMade(parts, effect, outcome);
    log.warn({ ref: effect.ref, key, reason: outcome.sentence }, 'a ticket was not made');
    await settle(parts, effect, { key, ...outcome }, { settles: key, urgent: true });
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    if (error.retry === 'never' && !isLockedOut(error))
      return settle(parts, effect, { key, is: 'refused', sentence: error.message }, { settles: key, urgent: true });
    await settle(parts, effect, { key, is: 'waiting', trouble: error.message });
    throw error;
  }
}

async function make(parts: JobParts, { key, system }: MakeEffect, { wish, at }: FollowOn): Promise<MakeOutcome> {
  const book = integrationOf(parts, system)?.ticketBook;
  if (!book || !wish) return { is: 'refused', sentence: `${system} is no longer connected.` };
  return book.make(wish, { key, number: await countAttempt(parts.store, key), since: at });
}

async function settle(
  { store }: JobParts,
  { ref }: MakeEffect,
  settlement: FollowOnSettlement,
  options: CommitOptions = {},
): Promise<void> {
  await changeTicket(store, ref, (ticket, view) => settleFollowOn(ticket, settlement, view), options);
}

/** The new ticket comes with the commit that says so on the old one. */
async function settleMade(
  { store }: JobParts,
  { ref, key }: MakeEffect,
  { readBack }: Extract<MakeOutcome, { is: 'made' }>,
): Promise<void> {
  const made = `${readBack.source}/${readBack.row}`;
  let before: Ticket | undefined;
  await change<Ticket, Ticket | undefined>(
    store,
    {
      async read() {
        before = await readTicket(store, made);
        return readTicket(store, ref);
      },
      decide(ticket, view) {
        if (!ticket) return unchanged();
        const facts = readBack.seen.state === 'there' ? readBack.seen.facts : undefined;
        const number = facts?.number ?? readBack.row;
        return settleFollowOn(ticket, { key, is: 'made', ref: made, number, url: facts?.links[0]?.url }, view);
      },
      also: async ({ item }, view) => {
        const begun = begunFollowOn(item, key, before, readBack, view);
        return begun ? [begun] : [];
      },
    },
    { settles: key, urgent: true },
  );
}
