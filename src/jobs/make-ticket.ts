import type { Alert } from '../desk/alert/alert.ts';
import { settleMaking, type TicketSettlement } from '../desk/alert/ticket.ts';
import { begunSight, begunTicket, withItsAlert } from '../desk/ticket/begun-ticket.ts';
import { unchanged } from '../desk/decision.ts';
import type { Ticket } from '../desk/ticket/ticket.ts';
import { change } from '../store/change.ts';
import { readEffect } from '../store/outbox.ts';
import { readItem } from '../store/read.ts';
import { readAlert, readTicket } from '../store/signals.ts';
import { makeFollowOn } from './make-follow-on.ts';
import { type Made, type MakeEffect, makeOnce } from './make-once.ts';
import { makeRequested } from './make-requested.ts';
import type { JobParts } from './parts.ts';

/** Has the ticket of an alert (or what somebody asked for, or what another ticket left open) written, exactly once; while its system is away the alert's card says that it waits. */
export async function makeTicket(parts: JobParts, key: string): Promise<void> {
  const effect = await readEffect(parts.store, key);
  if (effect?.job !== 'make-ticket') return;
  const about = await readItem(parts.store, effect.ref);
  if (about?.kind === 'request') return makeRequested(parts, effect, about);
  if (about?.kind === 'ticket') return makeFollowOn(parts, effect, about);
  const ticket = about?.kind === 'alert' ? about.ticket : undefined;
  const wished = ticket?.state === 'waiting' && ticket.wish ? { wish: ticket.wish, since: ticket.at } : undefined;
  const name = ticket?.key ?? '';
  await makeOnce(parts, effect, wished, {
    made: (made) => settleMade(parts, effect, name, made),
    refused: (sentence) => noteProgress(parts, effect, { key: name, is: 'refused', sentence }, effect.key),
    waits: (trouble) => noteProgress(parts, effect, { key: name, is: 'waiting', trouble }),
  });
}

async function settleMade({ store }: JobParts, effect: MakeEffect, key: string, { readBack }: Made): Promise<void> {
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
        return settleMaking(alert, { key, is: 'made', ref, sight }, view);
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
