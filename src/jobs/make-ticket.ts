import type { Alert } from '../desk/alert.ts';
import { settleMaking, type TicketSettlement } from '../desk/alert-ticket.ts';
import { begunSight, begunTicket, withItsAlert } from '../desk/begun-ticket.ts';
import { unchanged } from '../desk/decision.ts';
import type { Effect } from '../desk/effect.ts';
import { isLockedOut, SystemError } from '../desk/errors.ts';
import type { LinkedTicket } from '../desk/ticket-link.ts';
import type { Ticket } from '../desk/ticket.ts';
import type { MakeOutcome } from '../integrations/contract.ts';
import { change } from '../store/change.ts';
import { commit } from '../store/commit.ts';
import { countAttempt, readEffect } from '../store/outbox.ts';
import { readItem } from '../store/read.ts';
import { readAlert, readTicket } from '../store/signals.ts';
import { makeFollowOn } from './make-follow-on.ts';
import { makeRequested } from './make-requested.ts';
import { integrationOf, type JobParts } from './parts.ts';

type MakeEffect = Extract<Effect, { job: 'make-ticket' }>;

/** Has the ticket of an alert (or what somebody asked for, or what another ticket left open) written, exactly once; while its system is away the alert's card says that it waits. */
export async function makeTicket(parts: JobParts, key: string): Promise<void> {
  const { store } = parts;
  const effect = await readEffect(store, key);
  if (effect?.job !== 'make-ticket') return;
  const about = await readItem(store, effect.ref);
  if (about?.kind === 'request') return makeRequested(parts, effect, about);
  if (about?.kind === 'ticket') return makeFollowOn(parts, effect, about);
  const ticket = about?.kind === 'alert' ? about.ticket : undefined;
  if (ticket?.state !== 'waiting' || ticket.wish === undefined) {
    await commit(store, [], { settles: key });
    return;
  }
  try {
    await settle(parts, effect, ticket, await make(parts, effect, ticket));
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    if (error.retry === 'never' && !isLockedOut(error))
      return settle(parts, effect, ticket, { is: 'refused', sentence: error.message });
    await noteProgress(parts, effect, { key: ticket.key, is: 'waiting', trouble: error.message });
    throw error;
  }
}

async function make(parts: JobParts, { key, system }: MakeEffect, ticket: LinkedTicket): Promise<MakeOutcome> {
  const book = integrationOf(parts, system)?.ticketBook;
  if (!book || !ticket.wish) return { is: 'refused', sentence: `${system} is no longer connected.` };
  const number = await countAttempt(parts.store, key);
  return book.make(ticket.wish, { key, number, since: ticket.at });
}

async function settle(parts: JobParts, effect: MakeEffect, ticket: LinkedTicket, outcome: MakeOutcome): Promise<void> {
  const { store } = parts;
  if (outcome.is === 'refused') {
    parts.log.warn({ ref: effect.ref, key: effect.key, reason: outcome.sentence }, 'a ticket was not made');
    return noteProgress(parts, effect, { key: ticket.key, ...outcome }, effect.key);
  }
  const { readBack } = outcome;
  const ref = `${readBack.source}/${readBack.row}`;
  let before: Ticket | undefined;
  await change<Alert, Alert | undefined>(
    store,
    {
      async read() {
        before = await readTicket(store, ref);
        return readAlert(store, effect.ref);
      },
      decide(alert, view) {
        if (!alert) return unchanged();
        const sight = begunSight(alert, begunTicket(alert, before, readBack, view)?.item, readBack, view);
        return settleMaking(alert, { key: ticket.key, is: 'made', ref, sight }, view);
      },
      also: async ({ item }, view) => {
        const made = begunTicket(item, before, readBack, view);
        return made ? [withItsAlert(made, item, view)] : [];
      },
    },
    { settles: effect.key, urgent: true },
  );
}

async function noteProgress(
  { store }: JobParts,
  { ref }: MakeEffect,
  settlement: TicketSettlement,
  settles?: string,
): Promise<void> {
  await change<Alert, Alert | undefined>(
    store,
    {
      read: () => readAlert(store, ref),
      decide: (alert, view) => (alert ? settleMaking(alert, settlement, view) : unchanged()),
    },
    settles === undefined ? {} : { settles, urgent: true },
  );
}
