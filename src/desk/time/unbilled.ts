import { dayTime, type Work } from './claimed.ts';
import { dayOf } from '../clock/day.ts';
import { clientOf, type WorkItem } from '../item.ts';
import { mayAct, type Person, zoneOf } from '../people.ts';
import { clientNamed, type Settings } from '../settings.ts';
import { termsOf } from './contract.ts';
import { isLogged, type TimeEntry, workedIn } from './entry.ts';

/** Whose these hours are where no client is known. */
const NO_CLIENT = 'No client';

/** Hours that somebody held something and did not log. Of a day in which several things were held at once, each has its share. */
export interface MissingTime {
  person: Person;
  /** The local date of that person. */
  date: string;
  item: WorkItem;
  hours: number;
}

/** Logged time, and the local date in the shop on which it was worked. */
export interface DatedEntry {
  date: string;
  entry: TimeEntry;
}

/** What a client has not been billed yet, as far as it is to be billed. */
export interface ClientHours {
  client: string;
  missing: readonly MissingTime[];
  entries: readonly DatedEntry[];
}

export interface Unbilled {
  yesterday: string;
  /** The Monday of this week. */
  monday: string;
  /** Those with any hours, the most of this week first. */
  clients: readonly ClientHours[];
  /** Everything that waits or was refused, however long ago, the oldest first; billable or not. */
  unsettled: readonly TimeEntry[];
}

/** Hours by where they are stuck. */
export interface Hours {
  missing: number;
  waiting: number;
  refused: number;
  drafts: number;
}

/** The first instant that counts: some zones begin yesterday, or Monday, half a day before the shop does. */
export function unbilledSince(settings: Settings, now: number): number {
  const { first } = datesOf(settings, now);
  return dayOf(first.subtract({ days: 1 }), settings.zone).from;
}

/** Billable hours of yesterday and of this week that are not logged, not saved, or saved as drafts alone. */
export function unbilledOf(
  { people, work, unsettled }: { people: readonly Person[]; work: Work; unsettled: readonly TimeEntry[] },
  settings: Settings,
  now: number,
): Unbilled {
  const { first, today, yesterday, monday } = datesOf(settings, now);
  const clients = new Map<string, { missing: MissingTime[]; entries: DatedEntry[] }>();
  const of = (name: string) => {
    const known = clients.get(name) ?? { missing: [], entries: [] };
    clients.set(name, known);
    return known;
  };
  for (const person of people.filter((one) => mayAct(one, 'technician'))) {
    for (let date = first; Temporal.PlainDate.compare(date, today) <= 0; date = date.add({ days: 1 })) {
      for (const one of missingOf(person, date, work, settings, now)) {
        const client = clientNamed(clientOf(one.item), settings);
        if (termsOf(client, one.item.kind, settings).billable)
          of(client?.name ?? clientOf(one.item) ?? NO_CLIENT).missing.push(one);
      }
    }
  }
  for (const entry of work.entries) {
    const date = dateOf(workedIn(entry.wish).to - 1, settings.zone);
    if (
      !isLogged(entry) ||
      entry.standing === 'submitted' ||
      !entry.wish.billable ||
      Temporal.PlainDate.compare(date, first) < 0
    )
      continue;
    of(customerOf(entry, settings)).entries.push({ date: date.toString(), entry });
  }
  const all = [...clients].map(([client, hours]): ClientHours => ({ client, ...hours }));
  const week = (one: ClientHours): number => totalOf(hoursIn(one, monday.toString()));
  return {
    yesterday: yesterday.toString(),
    monday: monday.toString(),
    clients: all.toSorted((left, right) => week(right) - week(left) || left.client.localeCompare(right.client)),
    unsettled: unsettled.toSorted((left, right) => workedIn(left.wish).to - workedIn(right.wish).to),
  };
}

/** The hours from a date on (up to another, both counted). */
export function hoursIn({ missing, entries }: ClientHours, from: string, to = '9999-12-31'): Hours {
  const counts = ({ date }: { date: string }): boolean => from <= date && date <= to;
  const logged = (state: TimeEntry['state']): number =>
    sum(entries.filter((one) => counts(one) && one.entry.state === state).map(({ entry }) => entry.wish.hours));
  return {
    missing: sum(missing.filter(counts).map(({ hours }) => hours)),
    waiting: logged('waiting'),
    refused: logged('refused'),
    drafts: logged('saved'),
  };
}

export function totalOf({ missing, waiting, refused, drafts }: Hours): number {
  return missing + waiting + refused + drafts;
}

/** Dates by the wall clock of the shop. */
function datesOf({ zone }: Settings, now: number) {
  const today = dateOf(now, zone);
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  const yesterday = today.subtract({ days: 1 });
  return { today, monday, yesterday, first: Temporal.PlainDate.compare(yesterday, monday) < 0 ? yesterday : monday };
}

function dateOf(instant: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate();
}

/** What is missing of a day, shared out among the items that lack any. */
function missingOf(
  person: Person,
  date: Temporal.PlainDate,
  work: Work,
  settings: Settings,
  now: number,
): MissingTime[] {
  const { gap, items } = dayTime(person, dayOf(date, zoneOf(person, settings)), work, settings, now);
  const together = sum(items.map((one) => one.gap));
  return items
    .filter((one) => one.gap > 0)
    .map((one) => ({
      person,
      date: date.toString(),
      item: one.item,
      hours: (one.gap * gap) / together,
    }));
}

/** A customer of the time book by the name of the client that it stands for. */
export function customerOf({ wish }: TimeEntry, { clients }: Settings): string {
  const { id, name } = wish.customer;
  return clients.find((one) => one.customer === id || one.name === name)?.name ?? name;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
