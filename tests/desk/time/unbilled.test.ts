import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Alert } from '../../../src/desk/alert/alert.ts';
import { dayTime, type Work } from '../../../src/desk/time/claimed.ts';
import { dayOf } from '../../../src/desk/clock/day.ts';
import type { Person } from '../../../src/desk/people.ts';
import { plain } from '../../../src/desk/text.ts';
import type { TimeEntry, TimeState } from '../../../src/desk/time/entry.ts';
import { clientRow, clientRows, unbilledDigestRows } from '../../../src/desk/time/unbilled-rows.ts';
import { hoursIn, totalOf, unbilledOf, unbilledSince } from '../../../src/desk/time/unbilled.ts';
import { ANN, anAlert, BEN, MINUTE, settings, view } from '../build.ts';

const ZONE = 'Europe/Berlin';
const SETTINGS = settings({
  zone: ZONE,
  clients: [
    { name: 'Acme', also: ['ACME Ltd'], customer: 'C-1' },
    { name: 'Globex' },
    { name: 'Inhouse', time: { billable: false } },
  ],
});

function at(local: string): number {
  return Temporal.ZonedDateTime.from(`${local}[${ZONE}]`).epochMilliseconds;
}

/** A Wednesday. */
const NOW = at('2026-11-04T16:00');

function held(ref: string, client: string | undefined, person: Person, from: number, to: number): Alert {
  const alert = anAlert();
  const { client: _client, ...facts } = alert.facts;
  const holder = { person: person.id, name: person.name };
  return {
    ...alert,
    ref,
    facts: client === undefined ? facts : { ...facts, client },
    log: [
      { at: from, is: 'open', holder },
      { at: to, is: 'open' },
    ],
  };
}

function entry(hours: number, endsAt: number, state: TimeState, more: Partial<TimeEntry['wish']> = {}): TimeEntry {
  const key = `${endsAt}-${state}-${hours}`;
  return {
    kind: 'time',
    schema: 1,
    ref: `time/${key}`,
    revision: 1,
    at: endsAt,
    state,
    wish: {
      key,
      person: { id: ANN.id, name: ANN.name },
      customer: { id: 'C-1', name: 'Acme Corporation' },
      hours,
      endsAt,
      text: 'Replaced the disk',
      billable: true,
      activity: 'Execution',
      ...more,
    },
  };
}

function of(more: Partial<Work>, unsettled: readonly TimeEntry[] = [], now = NOW) {
  return unbilledOf(
    { people: [ANN, BEN], work: { items: [], entries: [], deeds: new Map(), ...more }, unsettled },
    SETTINGS,
    now,
  );
}

test('hours of a client are those that nobody logged, and those that are not saved, or drafts', () => {
  const unbilled = of({
    items: [
      held('a', 'ACME Ltd', ANN, at('2026-11-03T09:00'), at('2026-11-03T11:00')),
      held('b', 'Globex', BEN, at('2026-11-02T09:00'), at('2026-11-02T10:00')),
      held('c', undefined, BEN, at('2026-11-02T10:00'), at('2026-11-02T11:00')),
      held('d', 'Inhouse', BEN, at('2026-11-02T12:00'), at('2026-11-02T14:00')),
    ],
    entries: [
      entry(0.5, at('2026-11-03T12:00'), 'saved'),
      entry(0.25, at('2026-11-04T12:00'), 'waiting'),
      entry(0.75, at('2026-11-02T12:00'), 'refused', { person: { id: 'x', name: 'Somebody else' } }),
      entry(2, at('2026-11-03T15:00'), 'saved', { billable: false, person: { id: 'x', name: 'Somebody else' } }),
      entry(3, at('2026-10-30T15:00'), 'saved'),
    ],
  });
  expect(unbilled.clients.map(({ client }) => client)).toEqual(['Acme', 'Globex', 'No client']);
  const [acme, globex] = unbilled.clients;
  if (!acme || !globex) throw new Error('no clients');
  expect(hoursIn(acme, unbilled.monday)).toEqual({ missing: 1.5, waiting: 0.25, refused: 0.75, drafts: 0.5 });
  expect(hoursIn(acme, unbilled.yesterday, unbilled.yesterday)).toEqual({
    missing: 1.5,
    waiting: 0,
    refused: 0,
    drafts: 0.5,
  });
  expect(totalOf(hoursIn(globex, unbilled.monday))).toBe(1);
  const row = clientRow(acme, unbilled, { verb: 'unbilled', label: 'Show' });
  expect([plain(row.line), plain(row.detail ?? [])]).toEqual([
    'Acme · yesterday 2 h · this week 3 h',
    'This week: 1.5 h claimed and not logged · 0.25 h waiting · 0.75 h refused · 0.5 h in drafts',
  ]);
  expect(clientRows(acme, view()).map(({ line, action }) => [plain(line), action?.verb])).toEqual([
    ['🚨 ACME-DC01: disk C is full · 1.5 h not logged', 'show'],
    ['⏳ 0.25 h for Acme Corporation waits for The Book', undefined],
    ['✅ 0.5 h for Acme Corporation', undefined],
    ['❌ 0.75 h for Acme Corporation was refused: no reason was given.', undefined],
  ]);
});

test('what was held at the same time is shared out, so that no hour is counted for two clients', () => {
  const unbilled = of({
    items: [
      held('a', 'Acme', ANN, at('2026-11-03T09:00'), at('2026-11-03T12:00')),
      held('b', 'Globex', ANN, at('2026-11-03T09:00'), at('2026-11-03T10:00')),
    ],
  });
  expect(unbilled.clients.map((one) => [one.client, hoursIn(one, unbilled.monday).missing])).toEqual([
    ['Acme', 2.25],
    ['Globex', 0.75],
  ]);
});

test('on a Monday yesterday is last week’s, and counts as yesterday alone', () => {
  const monday = at('2026-11-09T12:00');
  const sunday = entry(2, at('2026-11-08T20:00'), 'waiting');
  const unbilled = of({ entries: [sunday] }, [sunday], monday);
  expect([unbilled.yesterday, unbilled.monday]).toEqual(['2026-11-08', '2026-11-09']);
  expect(unbilledDigestRows(unbilled).map(({ line }) => plain(line))).toEqual([
    '💶 Not billed yet · yesterday 2 h · this week 0 h',
    '⏳ 2 h logged and not in the book: 1 waiting',
  ]);
  expect(unbilledSince(SETTINGS, monday)).toBeLessThan(at('2026-11-08T00:00'));
  expect(unbilledDigestRows(of({}))).toEqual([]);
});

test('what is missing by client is never more than what each person’s days lack together', () => {
  const start = at('2026-11-02T00:00');
  const minute = fc.integer({ min: 0, max: 4 * 24 * 60 }).map((minutes) => start + minutes * MINUTE);
  const holding = fc.record({
    from: minute,
    to: minute,
    client: fc.constantFrom('Acme', 'Globex', undefined),
    who: fc.constantFrom(ANN, BEN),
  });
  fc.assert(
    fc.property(fc.array(holding, { maxLength: 8 }), minute, (holdings, now) => {
      const items = holdings.map(({ from, to, client, who }, index) =>
        held(String(index), client, who, Math.min(from, to), Math.max(from, to)),
      );
      const work = { items, entries: [], deeds: new Map() };
      const { clients } = unbilledOf({ people: [ANN, BEN], work, unsettled: [] }, SETTINGS, now);
      const missing = clients.reduce((sum, one) => sum + hoursIn(one, '2026-01-01').missing, 0);
      const lacking = [ANN, BEN].flatMap((person) =>
        [-1, 0, 1, 2, 3, 4].map((days) => {
          const date = Temporal.PlainDate.from('2026-11-02').add({ days });
          return dayTime(person, dayOf(date, ZONE), work, SETTINGS, now).gap;
        }),
      );
      expect(missing).toBeLessThanOrEqual(lacking.reduce((sum, gap) => sum + gap, 0) + 1e-9);
    }),
    { numRuns: 100 },
  );
});
