import { unchanged } from '../desk/decision.ts';
import { requestedTicket, type RequestSettlement, settleRequest } from '../desk/ticket/requested-ticket.ts';
import type { TicketRequest } from '../desk/ticket/request.ts';
import type { Ticket } from '../desk/ticket/ticket.ts';
import { change } from '../store/change.ts';
import type { CommitOptions } from '../store/commit.ts';
import { readRequest } from '../store/requests.ts';
import { readTicket } from '../store/signals.ts';
import { type Made, type MakeEffect, makeOnce } from './make-once.ts';
import type { JobParts } from './parts.ts';

/** Has a ticket made that somebody asked for, exactly once; while its system is away it waits. */
export async function makeRequested(parts: JobParts, effect: MakeEffect, request: TicketRequest): Promise<void> {
  const { state, wish, at: since } = request;
  const final: CommitOptions = { settles: effect.key, urgent: true };
  await makeOnce(parts, effect, state === 'waiting' ? { wish, since } : undefined, {
    made: (made) => settleMade(parts, effect, made),
    refused: (sentence) => settle(parts, effect, { is: 'refused', sentence }, final),
    waits: (trouble) => settle(parts, effect, { is: 'waiting', trouble }),
  });
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
async function settleMade({ store }: JobParts, { ref, key }: MakeEffect, { readBack }: Made): Promise<void> {
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
