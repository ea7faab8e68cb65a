import { createRequire } from 'node:module';
import { z } from 'zod';

const kinds = ['public', 'bank', 'school', 'optional', 'observance'] as const;

/** Holidays that a country, or a part of it, keeps by law or custom; computed, so that nobody has to write them down each year. */
export const PublicHolidays = z.strictObject({
  /** By ISO 3166: `DE`, `US`. */
  country: z.string().regex(/^[A-Z]{2}$/, 'two letters of ISO 3166 such as DE'),
  state: z.string().min(1).optional(),
  region: z.string().min(1).optional(),
  types: z.array(z.enum(kinds)).min(1).default(['public']),
  /** Days on which one works all the same: dates, or names in English or in the language of the country. */
  except: z.array(z.string().min(1)).default([]),
});
export type PublicHolidays = z.infer<typeof PublicHolidays>;

/** A day that is free as a whole, or from one time of day to another. */
type Free = string | { date: string; from: string; to: string };

/** What is used of date-holidays 3: a table of rules, and the sums that they need. `date` is wall-clock time in the country. */
interface Tables {
  getHolidays(
    year: number,
    language?: string,
  ): { date: string; start: Date; end: Date; name: string; type: string; rule: string }[];
  getCountries(): Record<string, string>;
  getStates(country: string): Record<string, string> | undefined;
  getRegions(country: string, state: string): Record<string, string> | undefined;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Its tables take a tenth of a second to load: only who asks for holidays pays for them. */
function tables({ country, state, region }: Partial<PublicHolidays>): Tables {
  const require = createRequire(import.meta.url);
  const Holidays = require('date-holidays') as new (...of: (string | undefined)[]) => Tables;
  return country === undefined ? new Holidays() : new Holidays(country, state, region);
}

/** Which part of it names nothing that is known, and what could be named instead; undefined where all is well. */
export function unknownPlace({ country, state, region }: PublicHolidays): { part: string; says: string } | undefined {
  const known = tables({});
  if (!Object.hasOwn(known.getCountries(), country))
    return { part: 'country', says: `nothing is known of the holidays of "${country}"` };
  const states = known.getStates(country) ?? {};
  if (state !== undefined && !Object.hasOwn(states, state)) return { part: 'state', says: choice(state, states) };
  if (region === undefined) return undefined;
  const regions = state === undefined ? {} : (known.getRegions(country, state) ?? {});
  return Object.hasOwn(regions, region) ? undefined : { part: 'region', says: choice(region, regions) };
}

function choice(written: string, known: Record<string, string>): string {
  const ids = Object.keys(known);
  return `"${written}" is not known; ${ids.length === 0 ? 'there are none here' : `known are ${ids.join(', ')}`}`;
}

const kept = new WeakMap<PublicHolidays, Map<number, ReadonlyMap<string, readonly Free[]>>>();

/** What is free on a date. Each year is computed once. */
export function freeOn(date: Temporal.PlainDate, setting: PublicHolidays): readonly Free[] {
  const written = date.toString();
  // What begins on the last day of a year may last into the next.
  return [date.year - 1, date.year].flatMap((year) => freeIn(year, setting).get(written) ?? []);
}

function freeIn(year: number, setting: PublicHolidays): ReadonlyMap<string, readonly Free[]> {
  const years = kept.get(setting) ?? new Map<number, ReadonlyMap<string, readonly Free[]>>();
  kept.set(setting, years);
  const known = years.get(year);
  if (known) return known;
  const computed = Map.groupBy(computedIn(year, setting), (one) => (typeof one === 'string' ? one : one.date));
  years.set(year, computed);
  return computed;
}

function computedIn(year: number, setting: PublicHolidays): Free[] {
  const { types } = setting;
  const left = new Set(setting.except.map(plain));
  const rules = tables(setting);
  // Asked for a language once, it speaks that from then on.
  const local = rules.getHolidays(year);
  const english = new Map(rules.getHolidays(year, 'en').map(({ date, rule, name }) => [`${date} ${rule}`, name]));
  return local.flatMap(({ date, rule, start, end, name, type }) => {
    const names = [name, english.get(`${date} ${rule}`) ?? name, date.slice(0, 10)];
    if (names.some((one) => left.has(plain(one))) || !types.some((kind) => kind === type)) return [];
    return daysOf(Temporal.PlainDateTime.from(date.slice(0, 19).replace(' ', 'T')), end.getTime() - start.getTime());
  });
}

/** As somebody may type it. */
function plain(name: string): string {
  return name.replaceAll(/\s+/g, ' ').trim().toLowerCase();
}

/** The days of a holiday that begins at a time of the wall clock and lasts so many milliseconds. */
function daysOf(start: Temporal.PlainDateTime, length: number): Free[] {
  // A day on which the clocks are changed has 23 or 25 hours, and is one day.
  const whole = Math.round(length / DAY);
  const end =
    whole > 0 && Math.abs(length - whole * DAY) <= HOUR
      ? start.add({ days: whole })
      : start.add({ milliseconds: length });
  const free: Free[] = [];
  for (let day = start.toPlainDate(); Temporal.PlainDateTime.compare(day.toPlainDateTime(), end) < 0;) {
    const next = day.add({ days: 1 });
    const from = day.equals(start.toPlainDate()) ? clockOf(start) : '00:00';
    const to = day.equals(end.toPlainDate()) ? clockOf(end) : '24:00';
    free.push(from === '00:00' && to === '24:00' ? day.toString() : { date: day.toString(), from, to });
    day = next;
  }
  return free;
}

function clockOf(time: Temporal.PlainDateTime): string {
  return time.toPlainTime().toString({ smallestUnit: 'minute' });
}
