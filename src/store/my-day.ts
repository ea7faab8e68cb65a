import type { Alert } from '../desk/alert/alert.ts';
import { dayTime, type DayTime } from '../desk/time/claimed.ts';
import { type Day, dayOf } from '../desk/clock/day.ts';
import type { DeskView } from '../desk/decision.ts';
import type { Destination } from '../desk/destination.ts';
import { clientOf, type WorkItem } from '../desk/item.ts';
import type { MyDay } from '../desk/digest/my-day.ts';
import { type Person, zoneOf } from '../desk/people.ts';
import { mayShow } from '../desk/routing.ts';
import { personOf } from '../desk/ticket/command.ts';
import type { Ticket } from '../desk/ticket/ticket.ts';
import { customerOf } from '../desk/time/unbilled.ts';
import { readOpen } from './read.ts';
import type { Store } from './store.ts';
import { viewNow } from './view.ts';
import { readWorked } from './worked.ts';

/** What is this person's to do, as far as it may be told at a place. */
export async function readMyDay(store: Store, person: Person, place: Destination): Promise<MyDay> {
  const view = await viewNow(store);
  const sees = (item: WorkItem): boolean => mayShow(clientOf(item), place, view.settings);
  const [alerts, tickets] = await Promise.all([readOpen(store, 'alert'), readOpen(store, 'ticket')]);
  const zone = zoneOf(person, view.settings);
  const yesterday = dayOf(dateAt(view.now, zone).subtract({ days: 1 }), zone);
  return {
    person,
    view: { ...view, stops: view.stops.filter(({ client }) => mayShow(client, place, view.settings)) },
    alerts: alerts.filter((item): item is Alert => isAlertOf(item, person) && sees(item)),
    tickets: tickets.filter((item): item is Ticket => isTicketOf(item, person, view) && sees(item)),
    ...(view.timeBook === undefined ? {} : { yesterday: await readDayTime(store, person, yesterday, place) }),
  };
}

/** A day of one person: what they held against what they logged, without what may not be told at a place. */
export async function readDayTime(store: Store, person: Person, day: Day, place: Destination): Promise<DayTime> {
  const { settings } = store.house;
  const work = await readWorked(store, day);
  const whole = dayTime(person, day, work, settings, store.now());
  return {
    ...whole,
    items: whole.items.filter(({ item }) => mayShow(clientOf(item), place, settings)),
    entries: whole.entries.filter((entry) => mayShow(customerOf(entry, settings), place, settings)),
  };
}

function dateAt(instant: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate();
}

function isAlertOf(item: WorkItem, person: Person): boolean {
  return item.kind === 'alert' && (item.claimed ?? item.acknowledged)?.by.id === person.id;
}

function isTicketOf(item: WorkItem, person: Person, view: DeskView): boolean {
  return item.kind === 'ticket' && personOf(item, view)?.id === person.id;
}
