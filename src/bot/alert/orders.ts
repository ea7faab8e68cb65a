import type { Alert } from '../../desk/alert/alert.ts';
import { type OrderCommand, orderAlert } from '../../desk/alert/order.ts';
import { plainCard } from '../../desk/card.ts';
import { titleOf, unchanged } from '../../desk/decision.ts';
import { type Line, oneLine } from '../../desk/text.ts';
import { offerTime } from '../../desk/time/offer.ts';
import { parseUntil } from '../../desk/alert/until.ts';
import { change } from '../../store/change.ts';
import { readAlert } from '../../store/signals.ts';
import type { Answer } from '../contract.ts';
import { alertHere } from '../here.ts';
import { actorOf } from '../people.ts';
import { type Click, type Desk, personOf, type Press, said, type Verb } from '../table.ts';

type Order = OrderCommand['verb'];

/** A snooze for the length that stands on the button, in the presser's own zone where it is a time of day. */
export const snooze: Verb<Click> = {
  least: 'technician',
  async run(desk, press) {
    const until = parseUntil(press.ask.with ?? '', desk.store.now(), zoneOf(desk, press));
    if ('wrong' in until) return said(until.wrong);
    return order(desk, press, press.ask.ref, { verb: 'snooze', until: until.until });
  },
};

/** An order that needs no words. */
export function orderOf(verb: Exclude<Order, 'snooze'>): Verb<Click> {
  return { least: 'technician', run: (desk, press) => order(desk, press, press.ask.ref, { verb }) };
}

export function zoneOf({ store }: Desk, press: Press): string {
  return personOf(press).zone ?? store.house.settings.zone;
}

type Wish = { verb: 'snooze'; until: number; reason?: string } | { verb: Exclude<Order, 'snooze'> };

/** Decides and commits; durable when it resolves. The source is written to afterwards, and the card says so. */
export async function order(desk: Desk, press: Press, ref: string, wish: Wish): Promise<Answer> {
  const alert = await alertHere(desk.store, ref, press.place);
  if (typeof alert === 'string') return said(alert);
  const by = actorOf(personOf(press), press.presser);
  const outcome = await change<Alert, Alert | undefined>(
    desk.store,
    {
      read: () => readAlert(desk.store, ref),
      decide: (now, view) =>
        now ? orderAlert(now, { ...wish, by, key: `${wish.verb}-${press.id}` }, view) : unchanged(),
    },
    { urgent: true },
  );
  if (outcome.is === 'refused') return said(outcome.sentence);
  const line = lineFor(wish, alert, titleOf(alert.source, desk.store.house));
  // Whoever resolves what they had has worked on it until now.
  const offer =
    wish.verb === 'resolve' && outcome.is === 'changed'
      ? offerTime(alert, personOf(press), { now: desk.store.now(), timeBook: desk.store.house.timeBook })
      : undefined;
  if (!offer) return { is: 'said', line };
  return { is: 'card', card: plainCard({ ref, title: '', lines: [line, [offer.sentence]], actions: [offer.action] }) };
}

function lineFor(wish: Wish, { facts }: Alert, source: string): Line {
  const title = oneLine(facts.title);
  switch (wish.verb) {
    case 'snooze':
      return [`You snooze ${title} until `, { at: wish.until, as: 'clock' }, `; the card says when ${source} has it.`];
    case 'wake':
      return [`You end the snooze of ${title}; the card says when ${source} has it.`];
    case 'resolve':
      return [`You resolve ${title}; the card says when ${source} has it. It comes back if the check still fails.`];
    case 'run-checks':
      return [`The checks of ${facts.device?.name ?? title} are being run; the card follows with the next reading.`];
  }
}
