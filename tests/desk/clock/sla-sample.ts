import fc from 'fast-check';
import { Settings } from '../../../src/desk/settings.ts';
import type { Ticket } from '../../../src/desk/ticket/ticket.ts';
import type { WorkLog } from '../../../src/desk/clock/work-state.ts';
import { clocked } from '../clocked.ts';
import type { Sight } from './sla-oracle.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** Around changes of the clock: by an hour, half an hour, three quarters; at midnight; backwards in Ramadan; a whole day skipped; never. */
const CHANGES = [
  ['Europe/Berlin', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['America/New_York', '2026-11-01'],
  ['America/St_Johns', '2026-03-08'],
  ['America/St_Johns', '2010-11-07'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Pacific/Chatham', '2026-04-05'],
  ['Pacific/Chatham', '2026-09-27'],
  ['Africa/Casablanca', '2026-02-15'],
  ['Africa/Casablanca', '2026-03-22'],
  ['Asia/Gaza', '2026-03-28'],
  ['Asia/Gaza', '2026-10-31'],
  ['Africa/Cairo', '2026-04-24'],
  ['America/Santiago', '2026-04-05'],
  ['America/Santiago', '2026-09-06'],
  ['Pacific/Apia', '2011-12-30'],
  ['Asia/Kathmandu', '2026-05-05'],
] as const;

/** One question for the engine and the oracle. */
export interface Sample {
  ticket: Ticket;
  settings: Settings;
  now: number;
  sight: Sight;
}

const clock = fc.integer({ min: 0, max: 24 * 12 - 1 }).map((of) => {
  const [hour, minute] = [Math.floor(of / 12), (of % 12) * 5];
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
});
const window = fc.record({ from: clock, to: fc.oneof({ weight: 5, arbitrary: clock }, fc.constant('24:00')) });
const target = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 600 }).map((minutes) => `${5 * minutes}m`) },
  fc.constant('none'),
);
const targets = fc.record({ P1: target, P2: target, P3: target, P4: target, default: target }, { requiredKeys: [] });
const terms = { response: targets, resolution: targets, calendar: fc.constantFrom('one', 'two', 'three') };
const priority = fc.constantFrom('P1', 'P2', 'P3', 'P4');
const client = fc.constantFrom('Acme', 'Globex', 'Initech', undefined);

function holidaysAround(day: string) {
  const date = fc
    .integer({ min: -8, max: 8 })
    .map((days) => new Date(Date.parse(`${day}T00:00Z`) + days * DAY).toISOString().slice(0, 10));
  return fc.array(
    fc.oneof(
      date,
      fc.record({ date, from: clock, to: clock }),
      fc.record({ date, open: fc.array(window, { minLength: 1, maxLength: 2 }) }),
    ),
    { maxLength: 3 },
  );
}

function calendarAround(day: string, zone: fc.Arbitrary<string>) {
  const hours = fc.record(Object.fromEntries(WEEK.map((name) => [name, fc.array(window, { maxLength: 3 })])));
  return fc.record({ week: hours, holidays: holidaysAround(day), zone }, { requiredKeys: ['week'] });
}

function writtenAround(day: string, own: string) {
  const zone = fc.constantFrom(own, own, 'UTC', 'Europe/Berlin');
  const calendars = fc.record({
    one: calendarAround(day, zone),
    two: fc.oneof({ weight: 4, arbitrary: calendarAround(day, zone) }, fc.constant({ always: true })),
    three: calendarAround(day, zone),
  });
  const tier = fc.record(terms, { requiredKeys: [] });
  const named = (name: string) =>
    fc.record(
      { name: fc.constant(name), tier: fc.constantFrom('gold', 'silver'), zone, ...terms },
      { requiredKeys: ['name'] },
    );
  return fc.record({
    zone: fc.constant(own),
    calendars,
    tiers: fc.record({ gold: tier, silver: tier }),
    clients: fc.tuple(named('Acme'), named('Globex')),
    sla: fc.record(
      {
        ...terms,
        responsePauses: fc.boolean(),
        responseBy: fc.uniqueArray(fc.constantFrom('reply', 'claim', 'acknowledge'), { minLength: 1, maxLength: 3 }),
      },
      { requiredKeys: [] },
    ),
  });
}

const entry = fc.record({
  after: fc.oneof(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 4_000 })),
  is: fc.constantFrom('open', 'open', 'waiting', 'over'),
  client,
  priority,
  isHeld: fc.boolean(),
});

/** Random policies, calendars and logs of up to 14 days around a change of the clock. */
export const sample: fc.Arbitrary<Sample> = fc.constantFrom(...CHANGES).chain(([zone, day]) =>
  fc
    .record({
      written: writtenAround(day, zone),
      begin: fc.integer({ min: -7 * 24 * 60, max: 24 * 60 }),
      entries: fc.array(entry, { minLength: 1, maxLength: 7 }),
      wait: fc.integer({ min: 0, max: 4_000 }),
      replied: fc.option(fc.integer({ min: 0, max: 9_000 }), { nil: undefined }),
      acknowledged: fc.option(fc.integer({ min: 0, max: 5_000 }), { nil: undefined }),
      awaitsResponse: fc.integer({ min: 0, max: 9 }).map((of) => of > 0),
    })
    .map(({ written, begin, entries, wait, replied, acknowledged, awaitsResponse }) => {
      const start = Date.parse(`${day}T00:00Z`) + begin * MINUTE;
      const limit = start + 14 * DAY;
      let at = start;
      const log = entries.flatMap(({ after, is, client: whose, priority: how, isHeld }, index): WorkLog => {
        if (index > 0) at += after * MINUTE;
        if (at > limit) return [];
        return [
          {
            at,
            is: index === 0 ? 'open' : is,
            ...(isHeld && index > 0 ? { holder: { account: '7', name: 'Ann Baker' } } : {}),
            priority: how,
            ...(whose === undefined ? {} : { client: whose }),
          },
        ];
      });
      const now = Math.min(limit, (log.at(-1)?.at ?? start) + wait * MINUTE);
      const past = (minutes: number | undefined): number | undefined =>
        minutes === undefined || start + minutes * MINUTE > now ? undefined : start + minutes * MINUTE;
      const [repliedAt, acknowledgedAt] = [past(replied), past(acknowledged)];
      const ticket = clocked(
        log,
        { awaitsResponse, ...(repliedAt === undefined ? {} : { firstReplyAt: repliedAt }) },
        acknowledgedAt === undefined
          ? {}
          : { acknowledged: { at: acknowledgedAt, by: { name: 'Ann Baker', via: 'chat' } } },
      );
      return { ticket, settings: Settings.parse(written), now, sight: { day, before: 11, after: 30 } };
    }),
);
