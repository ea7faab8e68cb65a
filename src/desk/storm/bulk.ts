import { z } from 'zod';
import { plainCard } from '../card.ts';
import type { DeskView, Notice } from '../decision.ts';
import { Destination } from '../destination.ts';

import { personNotice } from '../notices.ts';
import { Actor } from '../people.ts';
import { countOf, type Line } from '../text.ts';

/** What one press does with many alerts, or with the tickets of a known incident. They are kept beside it, in an order that stays. */
export const Bulk = z.object({
  kind: z.literal('bulk'),
  schema: z.literal(1),
  ref: z.string(),
  revision: z.number(),
  verb: z.enum(['acknowledge', 'claim', 'snooze', 'tell', 'close']),
  /** Of a snooze. */
  until: z.number().optional(),
  reason: z.string().optional(),
  /** Of what is told to the tickets of an incident: `neutral` to those of other clients, `reply` to their customers as well. */
  news: z.object({ text: z.string(), neutral: z.string(), reply: z.boolean() }).optional(),
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

const PAST = {
  acknowledge: 'acknowledged',
  claim: 'claimed',
  snooze: 'snoozed',
  tell: 'told',
  close: 'ordered the closing of',
} as const;

/** What became of it, for whoever ordered it. */
export function bulkLine(bulk: Bulk, who = 'You'): Line {
  const { verb, done, total, next } = bulk;
  const under = bulk.endedAt === undefined ? `, ${total - next} still to come` : '';
  const noun = verb === 'tell' || verb === 'close' ? 'ticket' : 'alert';
  const of = done === total ? countOf(done, noun) : `${done} of ${countOf(total, noun)}`;
  const until: Line = bulk.until === undefined ? [] : [' until ', { at: bulk.until, as: 'clock' }];
  const after = {
    acknowledge: ' They are not solved by that.',
    claim: '',
    snooze: ' Each shows it when its source has it.',
    tell: ' Each shows it when it is written.',
    close: ' Each shows it when it is written.',
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
