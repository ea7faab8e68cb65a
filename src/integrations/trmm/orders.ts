import type { Write } from '../../desk/effect.ts';
import type { AlertSignal } from '../../desk/signal.ts';
import type { WriteOutcome } from '../contract.ts';
import type { TrmmClient } from './client.ts';
import { instantOf } from './facts.ts';

const DAY = 86_400_000;
/** TRMM may cut an instant to whole seconds. */
const ROUNDING = 1000;

export type Order = Extract<Write, { verb: 'snooze' | 'wake' | 'resolve' | 'run-checks' }>;

/** The orders that TRMM takes; each may be repeated without harm. */
export const ORDERS: readonly Order['verb'][] = ['snooze', 'wake', 'resolve', 'run-checks'];

export interface Ordering {
  client: TrmmClient;
  /** The row as a signal, read anew. */
  read: (row: string) => Promise<AlertSignal | undefined>;
  now: () => number;
}

/** Carries an order out and reads the row back: what TRMM shows then is what counts. */
export async function carryOut(order: Order, ordering: Ordering): Promise<WriteOutcome> {
  const { client } = ordering;
  if (order.verb === 'run-checks') {
    const answer = await client.runChecks(order.on);
    return answer === 'running' ? { is: 'done' } : refused(answer);
  }
  const before = await client.alert(order.row);
  if (!before) return refused('Tactical RMM does not have that alert any more');
  // What has ended meanwhile needs no order, and a second resolve would move its end.
  if (!before.resolved) await change(order, ordering);
  const readBack = await ordering.read(order.row);
  if (!readBack) return refused('Tactical RMM does not have that alert any more');
  return shows(order, readBack) ? { is: 'done', readBack } : refused('Tactical RMM took the order, and did not do it');
}

async function change(order: Exclude<Order, { verb: 'run-checks' }>, { client, now }: Ordering): Promise<void> {
  if (order.verb === 'resolve') return client.change(order.row, { type: 'resolve' });
  if (order.verb === 'wake') return client.change(order.row, { type: 'unsnooze' });
  const { row, until } = order;
  await client.change(row, { snoozed: true, snooze_until: new Date(until).toISOString() });
  if (isSnoozedUntil(await client.alert(row), until)) return;
  // Not every version takes an instant. Whole days are too long, but the desk ends the snooze on time.
  await client.change(row, { type: 'snooze', snooze_days: Math.max(1, Math.ceil((until - now()) / DAY)) });
}

function isSnoozedUntil(row: Awaited<ReturnType<TrmmClient['alert']>>, until: number): boolean {
  const shown = row?.snoozed ? instantOf(row.snooze_until) : undefined;
  return shown !== undefined && Math.abs(shown - until) <= ROUNDING;
}

function shows(order: Order, { seen }: AlertSignal): boolean {
  if (seen.state === 'ended') return true;
  if (order.verb === 'resolve') return false;
  return (order.verb === 'snooze') === (seen.facts.snoozed !== undefined);
}

function refused(sentence: string): WriteOutcome {
  return { is: 'refused', sentence };
}
