import { unchanged } from '../desk/decision.ts';
import type { Effect } from '../desk/effect.ts';
import { isLockedOut, SystemError } from '../desk/errors.ts';
import { requestedTicket, type RequestSettlement, settleRequest } from '../desk/requested-ticket.ts';
import type { TicketRequest } from '../desk/ticket-request.ts';
import type { Ticket } from '../desk/ticket.ts';
import type { MakeOutcome } from '../integrations/contract.ts';
import { change } from '../store/change.ts';
import { commit, type CommitOptions } from '../store/commit.ts';
import { countAttempt } from '../store/outbox.ts';
import { readRequest } from '../store/requests.ts';
import { readTicket } from '../store/signals.ts';
import { integrationOf, type JobParts } from './parts.ts';

type MakeEffect = Extract<Effect, { job: 'make-ticket' }>;

/** Has a ticket made that somebody asked for, exactly once; while its system is away it waits. */
export async function makeRequested(parts: JobParts, effect: MakeEffect, request: TicketRequest): Promise<void> {
  const { store, log } = parts;
  const { key } = effect;
  if (request.state !== 'waiting') {
    await commit(store, [], { settles: key });
    return;
  }
  const final: CommitOptions = { settles: key, urgent: true };
  try {
    const outcome = await make(parts, effect, request);
    if (outcome.is === 'made') return await settleMade(parts, effect, outcome);
    log.warn({ ref: effect.ref, key, reason: outcome.sentence }, 'a ticket was not made');
    await settle(parts, effect, outcome, final);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    if (error.retry === 'never' && !isLockedOut(error))
      return settle(parts, effect, { is: 'refused', sentence: error.message }, final);
    await settle(parts, effect, { is: 'waiting', trouble: error.message });
    throw error;
  }
}

async function make(parts: JobParts, { key, system }: MakeEffect, { wish, at }: TicketRequest): Promise<MakeOutcome> {
  const book = integrationOf(parts, system)?.ticketBook;
  if (!book) return { is: 'refused', sentence: `${system} is no longer connected.` };
  return book.make(wish, { key, number: await countAttempt(parts.store, key), since: at });
}

async function settle(
  { store }: JobParts,
  { ref }: MakeEffect,
  end: RequestSettlement,
  options: CommitOptions = {},
): Promise<void> {
  await change<TicketRequest, TicketRequest | undefined>(
    store,
    {
      read: () => readRequest(store, ref),
      decide: (request, view) => (request ? settleRequest(request, end, view) : unchanged()),
    },
    options,
  );
}

/** The ticket comes with the commit that says that it is made. */
async function settleMade(
  { store }: JobParts,
  { ref, key }: MakeEffect,
  { readBack }: Extract<MakeOutcome, { is: 'made' }>,
): Promise<void> {
  const made = `${readBack.source}/${readBack.row}`;
  let before: Ticket | undefined;
  await change<TicketRequest, TicketRequest | undefined>(
    store,
    {
      async read() {
        before = await readTicket(store, made);
        return readRequest(store, ref);
      },
      decide: (request, view) => (request ? settleRequest(request, { is: 'made', ticket: made }, view) : unchanged()),
      also: async ({ item }, view) => {
        const ticket = requestedTicket(item, before, readBack, view);
        return ticket ? [ticket] : [];
      },
    },
    { settles: key, urgent: true },
  );
}
