import { begunFollowOn } from '../desk/ticket/begun-follow-on.ts';
import { closureOf } from '../desk/closure/closure.ts';
import { unchanged } from '../desk/decision.ts';
import { type FollowOnSettlement, settleFollowOn } from '../desk/ticket/follow-on.ts';
import type { Ticket } from '../desk/ticket/ticket.ts';
import { change } from '../store/change.ts';
import type { CommitOptions } from '../store/commit.ts';
import { readTicket } from '../store/signals.ts';
import { changeTicket } from '../store/tickets.ts';
import { type Made, type MakeEffect, makeOnce } from './make-once.ts';
import type { JobParts } from './parts.ts';

/** Has a ticket made for what another one left open; while its system is away the card of that says that it waits. */
export async function makeFollowOn(parts: JobParts, effect: MakeEffect, ticket: Ticket): Promise<void> {
  const { key } = effect;
  const one = closureOf(ticket).followOns?.find((other) => other.key === key);
  const wished = one?.state === 'waiting' && one.wish ? { wish: one.wish, since: one.at } : undefined;
  const final: CommitOptions = { settles: key, urgent: true };
  await makeOnce(parts, effect, wished, {
    made: (made) => settleMade(parts, effect, made, final),
    refused: (sentence) => settle(parts, effect, { key, is: 'refused', sentence }, final),
    waits: (trouble) => settle(parts, effect, { key, is: 'waiting', trouble }),
  });
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
  { readBack }: Made,
  options: CommitOptions,
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
    options,
  );
}
