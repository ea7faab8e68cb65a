import type { Alert } from './alert.ts';

/** Sources keep instants in whole seconds. */
const ROUNDING = 1000;

/** The alert after a reading: an order that shows at the source is carried out, and a snooze that is over there is over here. */
export function fulfil(before: Alert, after: Alert, now: number): Alert {
  const { order, snooze: _, ...rest } = after;
  if (after.ended) return rest;
  const { snoozed } = after.facts;
  if (order?.what === 'snooze' && order.until !== undefined && coversUntil(snoozed, order.until)) {
    const { by, at, until, reason } = order;
    return { ...rest, snooze: { by, at, until, ...(reason === undefined ? {} : { reason }) } };
  }
  if (snoozed) return after;
  const pending = order && order.what !== 'wake' ? { order } : {};
  return before.facts.snoozed ? { ...rest, ...pending, ...woken(after, now) } : { ...rest, ...pending };
}

function coversUntil(snoozed: Alert['facts']['snoozed'], until: number): boolean {
  return snoozed !== undefined && (snoozed.until ?? Number.POSITIVE_INFINITY) >= until - ROUNDING;
}

/** Nobody was asked to do anything while it was snoozed, so the time for a reminder begins anew. */
export function woken({ acknowledged }: Alert, now: number): Partial<Alert> {
  if (!acknowledged) return { wokenAt: now };
  const { remindedAt: _, ...deed } = acknowledged;
  return { wokenAt: now, acknowledged: deed };
}
