import type { Alert } from '../desk/alert/alert.ts';
import { type OrderSettlement, settleAlert } from '../desk/alert/order.ts';
import { unchanged } from '../desk/decision.ts';
import type { Effect } from '../desk/effect.ts';
import { SystemError } from '../desk/errors.ts';
import { settleNote } from '../desk/ticket/alerts.ts';
import type { Settlement } from '../desk/ticket/holder-settled.ts';
import { settleAssignment } from '../desk/ticket/settled.ts';
import { beginOrder, delayOrder } from '../desk/ticket/order.ts';
import { settleTicketOrder } from '../desk/ticket/order-settled.ts';
import { stopOf, stopSentence } from '../desk/stop/stop.ts';
import type { WriteBack, WriteOutcome } from '../integrations/contract.ts';
import { change } from '../store/change.ts';
import { commit } from '../store/commit.ts';
import { countAttempt, readEffect } from '../store/outbox.ts';
import { readAlert, readTicket, takeSignal } from '../store/signals.ts';
import type { Store } from '../store/store.ts';
import { changeTicket } from '../store/tickets.ts';
import { viewNow } from '../store/view.ts';
import { integrationOf, type JobParts } from './parts.ts';

type WriteEffect = Extract<Effect, { job: 'write-back' }>;

/** Writes into the system that owns it what was ordered here, and settles the order by what is read back. */
export async function writeBack(parts: JobParts, key: string): Promise<void> {
  const effect = await readEffect(parts.store, key);
  if (effect?.job !== 'write-back') return;
  if (effect.after !== undefined && !(await hasBegun(parts.store, effect))) return;
  const target = integrationOf(parts, effect.system)?.writeBack;
  const frozen = await whyFrozen(parts.store, effect);
  const outcome = frozen ?? (target ? await write(parts, target, effect) : gone(effect));
  await settle(parts, effect, outcome);
}

/** What can be taken back until its time comes is marked before it is written; what was taken back leaves the outbox. */
async function hasBegun(store: Store, { ref, key }: WriteEffect): Promise<boolean> {
  const outcome = await changeTicket(store, ref, (ticket) => beginOrder(ticket, key));
  if (outcome.is === 'changed') return true;
  const ticket = await readTicket(store, ref);
  if (ticket?.orders?.some((order) => order.key === key)) return true;
  await commit(store, [], { settles: key });
  return false;
}

async function write(parts: JobParts, target: WriteBack, effect: WriteEffect): Promise<WriteOutcome> {
  const number = await countAttempt(parts.store, effect.key);
  try {
    const obstacle = await obstacleTo(target, effect);
    if (obstacle !== undefined) return { is: 'refused', sentence: obstacle };
    return await target.write(effect.write, { key: effect.key, number });
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    if (error.retry === 'never') return { is: 'refused', sentence: error.message };
    await changeTicket(parts.store, effect.ref, (ticket) => delayOrder(ticket, effect.key, error.message));
    throw error;
  }
}

async function obstacleTo(target: WriteBack, { write }: WriteEffect): Promise<string | undefined> {
  if (write.verb !== 'assign' || write.to === null) return undefined;
  return target.mayOwn?.(write.row, write.to);
}

/** What was ordered before its client was stopped is not carried out any more. Tickets are people's own work. */
async function whyFrozen(store: Store, { ref }: WriteEffect): Promise<WriteOutcome | undefined> {
  const alert = await readAlert(store, ref);
  const stop = alert && stopOf(alert.facts.client, await viewNow(store));
  return stop && { is: 'refused', sentence: stopSentence(stop, store.now()) };
}

function gone(effect: WriteEffect): WriteOutcome {
  return { is: 'refused', sentence: `${effect.system} is no longer connected.` };
}

async function settle(parts: JobParts, effect: WriteEffect, outcome: WriteOutcome): Promise<void> {
  const { store, log } = parts;
  if (outcome.is !== 'done')
    log.warn(
      { ref: effect.ref, key: effect.key, outcome: outcome.is, reason: outcome.sentence },
      'an order was not carried out',
    );
  if (await isTicketOrder(store, effect)) return settleWords(store, effect, outcome);
  if (effect.write.verb === 'note') return settleNoted(store, effect, outcome);
  if (effect.write.verb === 'assign') await settleAssign(store, effect, outcome);
  else await settleOrder(store, effect, outcome);
  // What was read back also counts where the order itself had been settled before.
  if (outcome.is !== 'refused' && outcome.readBack) await takeSignal(store, outcome.readBack);
}

async function isTicketOrder(store: Store, { ref, key }: WriteEffect): Promise<boolean> {
  const ticket = await readTicket(store, ref);
  return ticket?.orders?.some((order) => order.key === key) === true;
}

async function settleWords(store: Store, effect: WriteEffect, outcome: WriteOutcome): Promise<void> {
  await changeTicket(
    store,
    effect.ref,
    (ticket, view) => settleTicketOrder(ticket, settlementOf(effect, outcome), view),
    { settles: effect.key, urgent: true },
  );
}

function settlementOf({ key }: WriteEffect, outcome: WriteOutcome): Settlement {
  const readBack = outcome.is === 'refused' ? undefined : outcome.readBack;
  return {
    key,
    ...(outcome.is === 'done' ? {} : { sentence: outcome.sentence, ...(outcome.said ? { said: outcome.said } : {}) }),
    ...(readBack?.kind === 'ticket' ? { readBack } : {}),
  };
}

/** Notes on tickets tell of alerts: the ticket remembers what it was told. */
async function settleNoted(store: Store, { ref, key }: WriteEffect, outcome: WriteOutcome): Promise<void> {
  const settlement = { key, ...(outcome.is === 'done' ? {} : { sentence: outcome.sentence }) };
  await changeTicket(store, ref, (ticket, view) => settleNote(ticket, settlement, view), { settles: key });
}

async function settleOrder(store: Store, { ref, key }: WriteEffect, outcome: WriteOutcome): Promise<void> {
  const readBack = outcome.is === 'refused' ? undefined : outcome.readBack;
  const settlement: OrderSettlement = {
    key,
    ...(outcome.is === 'done' ? {} : { sentence: outcome.sentence }),
    ...(readBack?.kind === 'alert' ? { readBack } : {}),
  };
  await change<Alert, Alert | undefined>(
    store,
    {
      read: () => readAlert(store, ref),
      decide: (alert, view) => (alert ? settleAlert(alert, settlement, view) : unchanged()),
    },
    { settles: key, urgent: true },
  );
}

async function settleAssign(store: Store, effect: WriteEffect, outcome: WriteOutcome): Promise<void> {
  await changeTicket(
    store,
    effect.ref,
    (ticket, view) => settleAssignment(ticket, settlementOf(effect, outcome), view),
    { settles: effect.key, urgent: true },
  );
}
