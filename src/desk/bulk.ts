import { z } from 'zod';
import { decideAlertCommand } from './alert-command.ts';
import { orderAlert, possibleOrders } from './alert-order.ts';
import type { Alert } from './alert.ts';
import { plainCard } from './card.ts';
import type { Changed, Decision, DeskView, Notice } from './decision.ts';
import { Destination } from './destination.ts';
import { countOf } from './group-card.ts';
import { personNotice } from './notices.ts';
import { Actor } from './people.ts';
import { mayShow } from './routing.ts';
import { stopOf } from './stop.ts';
import type { Line } from './text.ts';

/** What one press does with many alerts. The alerts themselves are kept beside it, in an order that stays. */
export const Bulk = z.object({
  kind: z.literal('bulk'),
  schema: z.literal(1),
  ref: z.string(),
  revision: z.number(),
  verb: z.enum(['acknowledge', 'claim', 'snooze']),
  /** Of a snooze. */
  until: z.number().optional(),
  reason: z.string().optional(),
  by: Actor,
  at: z.number(),
  /** Where it was ordered: the client wall of that place holds for each alert. */
  place: Destination,
  /** The group it is about, whose threads are told. */
  under: z.object({ ref: z.string(), destinations: z.array(Destination) }).optional(),
  total: z.number(),
  /** The alerts before this one are settled. */
  next: z.number(),
  done: z.number(),
  /** How many were left alone, by the reason. */
  left: z.record(z.string(), z.number()),
  endedAt: z.number().optional(),
});
export type Bulk = z.infer<typeof Bulk>;

/** One step of a bulk action: what changes with the alerts that were next, and with the action itself. */
export interface BulkStep {
  bulk: Bulk;
  changes: Changed<Alert>[];
}

/** Decides each of the alerts that are next for itself; `undefined` stands for one that is no longer kept. */
export function decideBulk(bulk: Bulk, alerts: readonly (Alert | undefined)[], view: DeskView): BulkStep {
  const left = { ...bulk.left };
  const changes: Changed<Alert>[] = [];
  for (const alert of alerts) {
    const decision =
      alert && mayShow(alert.facts.client, bulk.place, view.settings) ? decideOne(bulk, alert, view) : ELSEWHERE;
    if (typeof decision === 'string') left[decision] = (left[decision] ?? 0) + 1;
    // Many that are claimed at once stay where they are: a card for each would be the storm again.
    else changes.push({ ...decision, unfold: false });
  }
  const next = bulk.next + alerts.length;
  const ended = next >= bulk.total ? { endedAt: view.now } : {};
  return { bulk: { ...bulk, next, done: bulk.done + changes.length, left, ...ended }, changes };
}

const ELSEWHERE = 'gone or moved to another channel';

/** The change, or in a few words why there is none. */
function decideOne(bulk: Bulk, alert: Alert, view: DeskView): Changed<Alert> | string {
  const obstacle = obstacleTo(bulk, alert, view);
  if (obstacle !== undefined) return obstacle;
  const decision = decisionOf(bulk, alert, view);
  if (decision.is === 'changed') return decision;
  return decision.is === 'unchanged' ? 'done before' : 'refused';
}

function decisionOf({ verb, by, ref, until, reason }: Bulk, alert: Alert, view: DeskView): Decision<Alert> {
  if (verb !== 'snooze') return decideAlertCommand(alert, { verb, by }, view);
  const key = `snooze-${ref}-${alert.ref}`;
  return orderAlert(alert, { verb, by, key, until: until ?? 0, ...(reason === undefined ? {} : { reason }) }, view);
}

function obstacleTo({ verb, by }: Bulk, alert: Alert, view: DeskView): string | undefined {
  const { acknowledged, claimed, ended, order, facts } = alert;
  if (ended) return 'over by then';
  if (stopOf(facts.client, view)) return 'of a client that is stopped';
  const holder = { acknowledge: acknowledged, claim: claimed, snooze: undefined }[verb];
  const word = verb === 'claim' ? 'claimed' : 'acknowledged';
  if (holder) return holder.by.id === by.id ? `${word} by you before` : `${word} by ${holder.by.name}`;
  if (verb !== 'snooze') return undefined;
  if (order) return `being changed by ${order.by.name}`;
  if (facts.snoozed) return 'snoozed already';
  return possibleOrders(alert, view).includes('snooze') ? undefined : 'of a source that takes no snooze';
}

const PAST = { acknowledge: 'acknowledged', claim: 'claimed', snooze: 'snoozed' } as const;

/** What became of it, for whoever ordered it. */
export function bulkLine(bulk: Bulk, who = 'You'): Line {
  const { verb, done, total, next } = bulk;
  const under = bulk.endedAt === undefined ? `, ${total - next} still to come` : '';
  const of = done === total ? countOf(done, 'alert') : `${done} of ${countOf(total, 'alert')}`;
  const until: Line = bulk.until === undefined ? [] : [' until ', { at: bulk.until, as: 'clock' }];
  const after = {
    acknowledge: ' They are not solved by that.',
    claim: '',
    snooze: ' Each shows it when its source has it.',
  };
  const reasons = Object.entries(bulk.left).map(([reason, count]) => `${count} ${reason}`);
  const rest = reasons.length === 0 ? '' : ` Left alone: ${reasons.join(', ')}.`;
  return [`${who} ${PAST[verb]} ${of}`, ...until, `${under}.${rest}`, done === 0 ? '' : after[verb]];
}

/** What is told when it is over: a line in the thread of the group, and a message to whoever does not wait for the answer any more. */
export function bulkNotices(bulk: Bulk, isWaitedFor: boolean, view: DeskView): Notice[] {
  const { ref, by } = bulk;
  const lines = (bulk.under?.destinations ?? []).map((destination): Notice => ({
    key: `${ref}/ended/${destination}`,
    destination,
    ref: bulk.under?.ref ?? ref,
    loud: false,
    rank: 5,
    at: view.now,
    card: plainCard({ title: '', lines: [bulkLine(bulk, by.name)] }),
  }));
  const person = view.people.find((one) => one.id === by.id);
  if (isWaitedFor || !person) return lines;
  const card = plainCard({ title: 'Done', lines: [bulkLine(bulk)] });
  return [
    ...lines,
    ...personNotice({ item: { ref, places: [] }, occasion: 'ended', at: view.now }, person, card, view),
  ];
}
