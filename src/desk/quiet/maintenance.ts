import { z } from 'zod';
import { Zone } from '../clock/calendar.ts';
import type { Actor } from '../people.ts';
import type { Settings } from '../settings.ts';
import { Weekday, weekdays } from '../clock/weekday.ts';
import { labelOf, type WindowScope } from './window-scope.ts';

const TIME = 'a day with a time such as 2026-12-01 22:00, or with "every" a time such as 22:00';
const Time = z.string(TIME).refine((text) => parseTime(text) !== undefined, TIME);
const REASON_LIMIT = 200;

/** A maintenance window as the configuration writes it: once, or on days of every week. */
export const MaintenanceSetting = z.strictObject({
  client: z.string().min(1).optional(),
  /** A site of that client. */
  site: z.string().min(1).optional(),
  /** The device's name. */
  device: z.string().min(1).optional(),
  every: z.array(Weekday).min(1).optional(),
  from: Time,
  /** With `every`, one at or before its start is on the next day. */
  to: Time,
  zone: Zone.optional(),
  /** A person's name or e-mail address. */
  owner: z.string().min(1),
  reason: z.string().min(1).max(REASON_LIMIT),
});
export type MaintenanceSetting = z.infer<typeof MaintenanceSetting>;

interface WallTime {
  day: Temporal.PlainDate | undefined;
  clock: Temporal.PlainTime;
}

function parseTime(text: string): WallTime | undefined {
  const found = /^(?:(\d{4}-\d{2}-\d{2})[ T])?((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(text.trim());
  if (!found) return undefined;
  try {
    const [, day, clock = ''] = found;
    return {
      day: day === undefined ? undefined : Temporal.PlainDate.from(day, { overflow: 'reject' }),
      clock: Temporal.PlainTime.from(clock),
    };
  } catch {
    return undefined;
  }
}

/** One time in which such a setting holds. */
export interface Occurrence {
  /** The same for the same time of the same setting, and for no other. */
  key: string;
  scope: WindowScope;
  from: number;
  to: number;
  by: Actor;
  reason: string;
}

/** What is wrong with a setting whose parts are each right, and with which part. */
export function wrongWith(setting: MaintenanceSetting): { part: keyof MaintenanceSetting; says: string } | undefined {
  const { client, site, device, every, from, to } = setting;
  if (client === undefined && device === undefined)
    return site === undefined
      ? { part: 'client', says: 'this window is about nothing: add client, client and site, or device' }
      : { part: 'site', says: 'add the client of this site: sites of several clients may have the same name' };
  const dated = { from: parseTime(from)?.day !== undefined, to: parseTime(to)?.day !== undefined };
  for (const part of Object.keys(dated) as (keyof typeof dated)[]) {
    if (every && dated[part]) return { part, says: 'with "every" this is a time alone, such as 22:00' };
    if (!every && !dated[part])
      return { part, says: 'add the day, such as 2026-12-01 22:00, or "every" with the days of the week' };
  }
  const [once] = every ? [] : occurrences(setting, 'UTC');
  return once && once.to <= once.from ? { part: 'to', says: `is not after ${from}` } : undefined;
}

/** How many times ahead are kept: the next must be there when one ends just as it begins. */
const KEPT = 2;

/** The times of the configuration that are not over: of each setting the one that runs or comes next, and the one after it. */
export function upcoming(settings: Settings, now: number): Occurrence[] {
  return settings.maintenance.flatMap((setting) => {
    const zone = setting.zone ?? settings.zone;
    const key = JSON.stringify(setting);
    return occurrences(setting, zone, now)
      .filter(({ to }) => to > now)
      .slice(0, KEPT)
      .map(({ from, to }) => ({
        key: `${key} ${from}`,
        scope: scopeOf(setting),
        from,
        to,
        by: ownerOf(setting.owner, settings),
        reason: setting.reason,
      }));
  });
}

function occurrences(setting: MaintenanceSetting, zone: string, now = 0): { from: number; to: number }[] {
  const [from, to] = [parseTime(setting.from), parseTime(setting.to)];
  if (!from || !to) return [];
  const { every } = setting;
  if (!every) return [{ from: instantAt(from.day, from.clock, zone), to: instantAt(to.day, to.clock, zone) }];
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  const overMidnight = Temporal.PlainTime.compare(to.clock, from.clock) <= 0;
  // From two days back, since a window may last a day and a night, to the same day of the week after the next.
  return Array.from({ length: 17 }, (_, index) => today.add({ days: index - 2 }))
    .filter((day) => every.includes(weekdays[day.dayOfWeek - 1] ?? 'monday'))
    .map((day) => ({
      from: instantAt(day, from.clock, zone),
      to: instantAt(overMidnight ? day.add({ days: 1 }) : day, to.clock, zone),
    }));
}

/** An hour that the clocks skip counts as the one after it, one that comes twice as the first. */
function instantAt(day: Temporal.PlainDate | undefined, plainTime: Temporal.PlainTime, timeZone: string): number {
  return day?.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds ?? 0;
}

function scopeOf({ client, site, device }: MaintenanceSetting): WindowScope {
  return {
    ...(client === undefined ? {} : { client }),
    ...(site === undefined ? {} : { site }),
    ...(device === undefined ? {} : { device: { name: device } }),
    label: labelOf({ client, site, device }),
  };
}

function ownerOf(owner: string, { people }: Settings): Actor {
  const person = people.find((one) => isNamed(one, owner));
  if (!person) return { name: owner, via: 'configuration' };
  return { id: person.email?.toLowerCase() ?? person.name, name: person.name, via: 'configuration' };
}

/** Is this the person whom a setting names, by name or e-mail address? */
export function isNamed(person: { name: string; email?: string | undefined }, owner: string): boolean {
  const wanted = owner.trim().toLowerCase();
  return person.name.toLowerCase() === wanted || person.email?.toLowerCase() === wanted;
}
