import { createRequire } from 'node:module';
import type { Calendar, Holiday } from './desk/clock/calendar.ts';
import type { PublicHolidays } from './desk/clock/holidays.ts';
import type { Settings } from './desk/settings.ts';

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

/**
 * Which of the exceptions, by their place in the list, name no holiday of any kind there: a date in its own year, a name in any
 * of these years.
 */
export function unknownExceptions(setting: PublicHolidays, years: readonly number[]): number[] {
  const named = new Set(years.flatMap((year) => listed(year, setting).flatMap(({ names }) => names.map(plain))));
  return setting.except.flatMap((written, index) => {
    const year = /^(\d{4})-\d\d-\d\d$/.exec(written.trim())?.[1];
    const isKnown = year === undefined ? named.has(plain(written)) : isListed(written, Number(year), setting);
    return isKnown ? [] : [index];
  });
}

function isListed(date: string, year: number, setting: PublicHolidays): boolean {
  return listed(year, setting).some(({ names }) => names.includes(date.trim()));
}

/** What is free in these years. */
export function holidaysIn(years: readonly number[], setting: PublicHolidays): Holiday[] {
  return years.flatMap((year) => computedIn(year, setting));
}

/** Years ahead for which holidays are computed at a start. */
const AHEAD = 5;

/** Last year, this one, and those ahead. */
export function yearsAround(year: number): number[] {
  return Array.from({ length: AHEAD + 2 }, (_, index) => year - 1 + index);
}

/** The settings with the public holidays of each calendar written out, from last year on: the desk knows days, and no tables. */
export function withPublicHolidays(settings: Settings, year: number): Settings {
  const years = yearsAround(year);
  const calendars = Object.entries(settings.calendars).map(([name, calendar]): [string, Calendar] => {
    const { public: country, holidays } = calendar;
    return [name, country ? { ...calendar, holidays: [...holidays, ...holidaysIn(years, country)] } : calendar];
  });
  return { ...settings, calendars: Object.fromEntries(calendars) };
}

function computedIn(year: number, setting: PublicHolidays): Holiday[] {
  const left = new Set(setting.except.map(plain));
  return listed(year, setting).flatMap(({ names, date, start, end, type }) => {
    const isLeft = names.some((one) => left.has(plain(one)));
    if (isLeft || !setting.types.some((kind) => kind === type)) return [];
    return daysOf(Temporal.PlainDateTime.from(date.slice(0, 19).replace(' ', 'T')), end.getTime() - start.getTime());
  });
}

/** All that the tables know of a year, of every kind, each under all that it may be called: both names, and its date. */
function listed(year: number, setting: PublicHolidays) {
  const rules = tables(setting);
  // Asked for a language once, it speaks that from then on.
  const local = rules.getHolidays(year);
  const english = new Map(rules.getHolidays(year, 'en').map(({ date, rule, name }) => [`${date} ${rule}`, name]));
  return local.map((one) => ({
    ...one,
    names: [one.name, english.get(`${one.date} ${one.rule}`) ?? one.name, one.date.slice(0, 10)],
  }));
}

/** As somebody may type it. */
function plain(name: string): string {
  return name.replaceAll(/\s+/g, ' ').trim().toLowerCase();
}

/** The days of a holiday that begins at a time of the wall clock and lasts so many milliseconds. */
function daysOf(start: Temporal.PlainDateTime, length: number): Holiday[] {
  // A day on which the clocks are changed has 23 or 25 hours, and is one day.
  const whole = Math.round(length / DAY);
  const end =
    whole > 0 && Math.abs(length - whole * DAY) <= HOUR
      ? start.add({ days: whole })
      : start.add({ milliseconds: length });
  const free: Holiday[] = [];
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
