import type { Alert } from '../desk/alert.ts';
import { type OrderCommand, orderAlert, possibleOrders } from '../desk/alert-order.ts';
import { type Action, plainCard } from '../desk/card.ts';
import { titleOf, unchanged } from '../desk/decision.ts';
import { mayShow } from '../desk/routing.ts';
import { oneLine } from '../desk/text.ts';
import { parseUntil } from '../desk/until.ts';
import { change } from '../store/change.ts';
import { readAlert } from '../store/signals.ts';
import { viewNow } from '../store/view.ts';
import type { Answer } from './contract.ts';
import { actorOf } from './people.ts';
import { type Click, type Desk, personOf, type Press, said, type Verb } from './table.ts';

type Order = OrderCommand['verb'];

/** What else can be done about an alert, for the presser alone: the card itself stays calm. */
export const more: Verb<Click> = {
  least: 'technician',
  async run(desk, press) {
    const alert = await alertFor(desk, press, press.ask.ref);
    if (typeof alert === 'string') return said(alert);
    const view = await viewNow(desk.store);
    const orders = possibleOrders(alert, view);
    const title = alert.facts.title;
    if (orders.length === 0) return said(`There is nothing else to do about ${title} from here.`);
    const source = titleOf(alert.source, view);
    return {
      is: 'card',
      card: plainCard({
        ref: alert.ref,
        revision: alert.revision,
        tone: alert.severity,
        title,
        lines: [
          ['A snooze hides it in ', source, '; its check goes on, and the card says when it recovers.'],
          ['Resolved by hand, it comes back at the next run if the check still fails.'],
        ],
        actions: orders.flatMap((verb) => actionsFor(verb)),
      }),
    };
  },
};

function actionsFor(verb: Order): Action[] {
  switch (verb) {
    case 'snooze':
      return [
        { verb, label: 'Snooze 1 h', with: '1h' },
        { verb, label: 'Snooze 4 h', with: '4h' },
        { verb, label: 'Until 08:00', with: 'morning' },
        { verb: 'snooze-form', label: 'Until…' },
      ];
    case 'wake':
      return [{ verb, label: 'End the snooze' }];
    case 'run-checks':
      return [{ verb, label: 'Run the checks now' }];
    case 'resolve':
      return [
        { verb, label: 'Resolve', style: 'danger', confirm: 'It comes back at the next run if the check still fails.' },
      ];
  }
}

/** The alert of a press, or the sentence why it cannot be had here. */
export async function alertFor({ store }: Desk, press: Press, ref: string): Promise<Alert | string> {
  const alert = await readAlert(store, ref);
  if (!alert) return 'This alert is no longer kept; its card is only history.';
  return mayShow(alert.facts.client, press.place, store.house.settings)
    ? alert
    : 'This item belongs to another channel.';
}

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
  const alert = await alertFor(desk, press, ref);
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
  return answerFor(wish, alert, titleOf(alert.source, desk.store.house));
}

function answerFor(wish: Wish, { facts }: Alert, source: string): Answer {
  const title = oneLine(facts.title);
  switch (wish.verb) {
    case 'snooze':
      return {
        is: 'said',
        line: [`You snooze ${title} until `, { at: wish.until, as: 'clock' }, `; the card says when ${source} has it.`],
      };
    case 'wake':
      return said(`You end the snooze of ${title}; the card says when ${source} has it.`);
    case 'resolve':
      return said(`You resolve ${title}; the card says when ${source} has it. It comes back if the check still fails.`);
    case 'run-checks':
      return said(
        `The checks of ${facts.device?.name ?? title} are being run; the card follows with the next reading.`,
      );
  }
}
