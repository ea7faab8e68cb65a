import { expect, test } from 'vitest';
import { ROUND_THE_CLOCK, workingBetween } from '../src/desk/clock/calendar.ts';
import { PublicHolidays } from '../src/desk/clock/holidays.ts';
import { Settings } from '../src/desk/settings.ts';
import { holidaysIn, unknownPlace, withPublicHolidays } from '../src/holidays.ts';
import { HOUR } from './desk/build.ts';

function free(date: string, of: object) {
  const { year } = Temporal.PlainDate.from(date);
  const found = holidaysIn([year - 1, year], PublicHolidays.parse(of));
  return found.filter((one) => (typeof one === 'string' ? one : one.date) === date);
}

test('holidays are those of the country, the state and the region, of the kinds that are asked for', () => {
  const bavaria = { country: 'DE', state: 'BY' };
  expect(free('2026-12-25', { country: 'DE' })).toEqual(['2026-12-25']);
  expect([free('2026-01-06', { country: 'DE' }), free('2026-01-06', bavaria)]).toEqual([[], ['2026-01-06']]);
  expect([free('2026-08-08', bavaria), free('2026-08-08', { ...bavaria, region: 'A' })]).toEqual([[], ['2026-08-08']]);
  expect(free('2026-12-24', { country: 'DE', types: ['bank'] })).toEqual([
    { date: '2026-12-24', from: '14:00', to: '24:00' },
  ]);
  expect(free('2026-12-24', { country: 'DE' })).toEqual([]);
});

test('they move with Easter, and with the day of the week on which they fall', () => {
  expect(['2026-04-06', '2027-03-29', '2027-04-06'].map((date) => free(date, { country: 'DE' }).length)).toEqual([
    1, 1, 0,
  ]);
  // The fourth of July 2026 is a Saturday: it is kept on the Friday before.
  expect(free('2026-07-03', { country: 'US' })).toEqual(['2026-07-03']);
});

test('a holiday of several days has each of them, also over the turn of the year', () => {
  const days = ['2026-03-20', '2026-03-21', '2026-03-22', '2026-03-23'];
  expect(days.map((date) => free(date, { country: 'AE' }))).toEqual([
    ['2026-03-20'],
    ['2026-03-21'],
    ['2026-03-22'],
    [],
  ]);
});

test('one that falls on a change of the clock is a whole day', () => {
  // Easter Sunday of 2024, in Brandenburg.
  expect(free('2024-03-31', { country: 'DE', state: 'BB' })).toEqual(['2024-03-31']);
});

test('exceptions are named by their date, or in either language', () => {
  const christmas = ['2026-12-25', '1. Weihnachtstag', 'Christmas Day'];
  const found = ['Neujahr', ...christmas].map((name) => free('2026-12-25', { country: 'DE', except: [name] }).length);
  expect(found).toEqual([1, 0, 0, 0]);
});

test('nobody works on them, unless the calendar says so itself', () => {
  const week = { friday: [{ from: '09:00', to: '17:00' }] };
  const hours = (more: object) => {
    const written = Settings.parse({ calendars: { office: { week, ...more } } });
    const calendar = withPublicHolidays(written, 2026).calendars['office'] ?? ROUND_THE_CLOCK;
    const [from, to] = [Date.parse('2026-12-25T00:00Z'), Date.parse('2026-12-26T00:00Z')];
    return workingBetween(from, to, { calendar, zone: 'UTC' }) / HOUR;
  };
  const germany = { public: { country: 'DE' } };
  const shortly = { holidays: [{ date: '2026-12-25', open: [{ from: '10:00', to: '12:00' }] }] };
  expect([hours({}), hours(germany), hours({ ...germany, ...shortly })]).toEqual([8, 0, 2]);
});

test('a place that is not known is named, with what is', () => {
  const wrong = (of: object) => unknownPlace(PublicHolidays.parse(of));
  expect(wrong({ country: 'DE', state: 'BY', region: 'A' })).toBeUndefined();
  expect(wrong({ country: 'XX' })).toEqual({ part: 'country', says: 'nothing is known of the holidays of "XX"' });
  expect(wrong({ country: 'DE', state: 'Bayern' })?.says).toContain('known are BB, BE, BW, BY');
  expect(wrong({ country: 'DE', state: 'BE', region: 'A' })?.part).toBe('region');
  expect(PublicHolidays.safeParse({ country: 'Germany' }).success).toBe(false);
});
