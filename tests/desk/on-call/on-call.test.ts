import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  gapsOf,
  nextInLine,
  onCallAt,
  type OnCallView,
  type Shift,
  shiftAt,
  shifts,
} from '../../../src/desk/on-call/on-call.ts';
import type { Rotation } from '../../../src/desk/on-call/settings.ts';
import type { Cover } from '../../../src/desk/on-call/roster.ts';
import { rotationFor } from '../../../src/desk/on-call/rotation-for.ts';
import { actor, ANN, BEN, HOUR, settings, view } from '../build.ts';

const CARA = { ...BEN, id: 'cara@msp.example', name: 'Cara Diaz', email: 'cara@msp.example', accounts: { chat: 'C1' } };
const PEOPLE = [ANN, BEN, CARA];
const DAY = 24 * HOUR;
const NAMES = PEOPLE.map(({ name }) => name);

function at(text: string, zone = 'Europe/Berlin'): number {
  return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
}

function house(rotation: object, more: { covers?: Cover[]; settings?: object } = {}): [Rotation, OnCallView] {
  const all = settings({
    zone: 'Europe/Berlin',
    ...more.settings,
    oncall: { rotations: [{ name: 'primary', ...rotation }] },
  });
  const [first] = all.oncall.rotations;
  if (!first) throw new Error('no rotation');
  return [first, view({ people: PEOPLE, settings: all, covers: more.covers ?? [] })];
}

function words(found: readonly Shift[], zone = 'Europe/Berlin'): string[] {
  return found.map(({ from, person, missing }) => {
    const wall = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone).toPlainDateTime();
    return `${wall.toString({ smallestUnit: 'minute' })} ${person?.name ?? missing ?? 'nobody'}`;
  });
}

function cover(person: typeof ANN, from: number, to: number, more: Partial<Cover> = {}): Cover {
  const spans = [{ rotation: 'primary', from, to, person: { id: person.id, name: person.name }, instead: [] }];
  return { id: `c${from}`, what: 'take', state: 'set', by: actor(person), spans, reason: '', at: from, ...more };
}

const WEEKLY = { layers: [{ people: NAMES, from: '2026-10-05' }] };
const DAILY = { layers: [{ people: NAMES, every: 'day', from: '2026-10-01' }] };

test.each([
  ['spring', '2026-03-27T12:00', ['2026-03-28T08:00', '2026-03-29T08:00', '2026-03-30T08:00']],
  ['autumn', '2026-10-23T12:00', ['2026-10-24T08:00', '2026-10-25T08:00', '2026-10-26T08:00']],
])('a daily hand-over at 08:00 is at 08:00 on the day on which the clock changes in %s, too', (_, from, expected) => {
  const [rotation, world] = house({ layers: [{ people: NAMES, every: 'day', from: '2026-01-05' }] });
  const span = { from: at(from), to: at(from) + 3.5 * DAY };
  const found = words(shifts(rotation, world, span)).slice(1);
  expect(found.map((line) => line.split(' ')[0]).slice(0, 3)).toEqual(expected);
  expect(new Set(found.map((line) => line.slice(17))).size).toBe(3);
});

test('hand-overs in the hour that is skipped, or comes twice, happen once', () => {
  const [rotation, world] = house({ layers: [{ people: NAMES, every: 'day', at: '02:30', from: '2026-03-01' }] });
  const spring = shifts(rotation, world, { from: at('2026-03-28T12:00'), to: at('2026-03-30T12:00') });
  expect(words(spring).slice(1)).toEqual(['2026-03-29T03:30 Ben Cole', '2026-03-30T02:30 Cara Diaz']);
  const autumn = shifts(rotation, world, { from: at('2026-10-24T12:00'), to: at('2026-10-26T12:00') });
  expect(autumn.slice(1).map(({ from }) => new Date(from).toISOString())).toEqual([
    '2026-10-25T00:30:00.000Z',
    '2026-10-26T01:30:00.000Z',
  ]);
});

test('weeks change on their day, the first on or after the start; before that nobody is on call', () => {
  const [rotation, world] = house({
    layers: [{ people: [ANN.name, BEN.email], weekday: 'friday', at: '17:00', from: '2026-10-07' }],
  });
  const found = shifts(rotation, world, { from: at('2026-10-05T00:00'), to: at('2026-10-24T00:00') });
  expect(words(found)).toEqual([
    '2026-10-05T00:00 nobody',
    '2026-10-09T17:00 Ann Baker',
    '2026-10-16T17:00 Ben Cole',
    '2026-10-23T17:00 Ann Baker',
  ]);
});

test('the first layer that has somebody counts; one for nights and one for the rest share the day', () => {
  const night = { from: '18:00', to: '08:00' };
  const week = Object.fromEntries(
    ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((day) => [day, [night]]),
  );
  const [rotation, world] = house(
    {
      layers: [
        { people: [CARA.name], during: 'nights' },
        { people: [ANN.name, BEN.name], every: '12h', at: '09:00', from: '2026-10-05' },
      ],
    },
    { settings: { calendars: { nights: { week } } } },
  );
  const found = shifts(rotation, world, { from: at('2026-10-06T00:00'), to: at('2026-10-07T10:00') });
  expect(words(found)).toEqual([
    '2026-10-06T00:00 Cara Diaz',
    '2026-10-06T08:00 Ben Cole',
    '2026-10-06T09:00 Ann Baker',
    '2026-10-06T18:00 Cara Diaz',
    '2026-10-07T08:00 Ben Cole',
    '2026-10-07T09:00 Ann Baker',
  ]);
});

test('whoever left the configuration leaves a gap that is named, and shifts nobody else’s turn', () => {
  const [rotation, world] = house({ layers: [{ people: [ANN.name, 'Old Hand', BEN.name], from: '2026-10-05' }] });
  const span = { from: at('2026-10-05T08:00'), to: at('2026-10-26T08:00') };
  expect(words(shifts(rotation, world, span))).toEqual([
    '2026-10-05T08:00 Ann Baker',
    '2026-10-12T08:00 Old Hand',
    '2026-10-19T08:00 Ben Cole',
  ]);
  expect(gapsOf(rotation, world, span)).toEqual([
    { rotation: 'primary', from: at('2026-10-12T08:00'), to: at('2026-10-19T08:00'), who: 'Old Hand' },
  ]);
  const gone = cover({ ...ANN, id: 'gone@msp.example' }, span.from, span.to);
  expect(onCallAt(rotation, { ...world, covers: [gone] }, span.from)?.name).toBe('Ann Baker');
});

test('a rotation of nobody is one long gap', () => {
  const [rotation, world] = house({ layers: [{}] });
  const span = { from: at('2026-10-05T08:00'), to: at('2026-10-06T08:00') };
  expect(shifts(rotation, world, span)).toEqual([span]);
  expect(gapsOf(rotation, world, span)).toEqual([{ rotation: 'primary', ...span }]);
  expect(nextInLine(rotation, world, span.from)).toEqual([]);
});

test('a gap counts in the hours alone in which somebody must be on call; whoever cannot be written to is one', () => {
  const office = { week: { monday: [{ from: '09:00', to: '17:00' }] } };
  const [rotation, world] = house(
    { hours: 'office', layers: [{ people: [ANN.name], from: '2026-10-06' }] },
    { settings: { calendars: { office } } },
  );
  const span = { from: at('2026-10-05T00:00'), to: at('2026-10-20T00:00') };
  expect(gapsOf(rotation, world, span).map(({ from }) => from)).toEqual([at('2026-10-05T09:00')]);
  const unreachable = { ...world, people: [{ ...ANN, accounts: { desk: '7' } }] };
  expect(gapsOf(rotation, unreachable, span).map(({ who }) => who)).toEqual([undefined, 'Ann Baker', 'Ann Baker']);
});

test('the rotation that names a client goes before the one of its tier, and that before the one of all', () => {
  const layers = [{ people: [ANN.name] }];
  const all = settings({
    tiers: { gold: {} },
    clients: [
      { name: 'Acme', also: ['ACME Ltd'], tier: 'gold' },
      { name: 'Globex', tier: 'gold' },
    ],
    oncall: {
      rotations: [
        { name: 'all', layers },
        { name: 'gold', tiers: ['gold'], layers },
        { name: 'acme', clients: ['Acme'], layers },
      ],
    },
  });
  expect(['ACME Ltd', 'Globex', 'Other', undefined].map((client) => rotationFor(client, all)?.name)).toEqual([
    'acme',
    'gold',
    'all',
    'all',
  ]);
});

test('after whoever is on call the others follow in the order of their turns', () => {
  const [rotation, world] = house(WEEKLY);
  expect(nextInLine(rotation, world, at('2026-10-13T00:00')).map(({ name }) => name)).toEqual([
    'Cara Diaz',
    'Ann Baker',
  ]);
  const covered = { ...world, covers: [cover(ANN, at('2026-10-12T00:00'), at('2026-10-14T00:00'))] };
  expect(nextInLine(rotation, covered, at('2026-10-13T00:00')).map(({ name }) => name)).toEqual([
    'Ben Cole',
    'Cara Diaz',
  ]);
});

const START = at('2026-03-20T00:00');
const instants = fc.integer({ min: 0, max: 60 * 24 * 12 }).map((minutes) => START + minutes * 60_000);
const people = fc.constantFrom(...PEOPLE);
const layers = fc.record({
  people: fc.array(fc.constantFrom(...NAMES, 'Old Hand'), { maxLength: 4 }),
  every: fc.constantFrom('day', 'week', '1h', '12h', '72h'),
  at: fc.constantFrom('00:00', '02:30', '08:00', '23:30'),
  zone: fc.constantFrom('Europe/Berlin', 'UTC', 'America/New_York', 'Australia/Lord_Howe'),
  during: fc.option(fc.constant('nights'), { nil: undefined }),
});
const covers = fc.array(
  fc
    .tuple(people, instants, fc.integer({ min: 1, max: 3_000 }))
    .map(([person, from, minutes]) => cover(person, from, from + minutes * 60_000)),
  { maxLength: 3 },
);
const CALENDARS = { calendars: { nights: { week: { tuesday: [{ from: '18:00', to: '06:00' }] } } } };

test('at each instant one person is on call or nobody, the same however it is asked; what was arranged counts in its span alone', () => {
  fc.assert(
    fc.property(
      fc.array(layers, { minLength: 1, maxLength: 3 }),
      covers,
      instants,
      instants,
      (given, arranged, one, two) => {
        const [rotation, bare] = house({ layers: given }, { settings: CALENDARS });
        const world = { ...bare, covers: arranged };
        const span = { from: Math.min(one, two), to: Math.max(one, two) + 1 };
        const found = shifts(rotation, world, span);
        expect([found[0]?.from, found.at(-1)?.to]).toEqual([span.from, span.to]);
        for (const [index, shift] of found.entries()) {
          expect(shift.to).toBeGreaterThan(shift.from);
          expect(found[index + 1]?.from ?? span.to).toBe(shift.to);
          expect(found[index + 1]?.person?.id ?? found[index + 1]?.missing ?? 'end').not.toBe(
            shift.person?.id ?? shift.missing,
          );
        }
        const asked = span.from + Math.floor((span.to - span.from) / 3);
        const inShift = found.find(({ from, to }) => from <= asked && asked < to);
        expect(onCallAt(rotation, world, asked)?.id).toBe(inShift?.person?.id);
        const byTurn = onCallAt(rotation, bare, asked)?.id;
        expect(onCallAt(rotation, world, asked)?.id).toBe(coverer(arranged, asked) ?? byTurn);
      },
    ),
    { numRuns: 60 },
  );
});

/** Of two that overlap the one that was set later counts. */
function coverer(arranged: readonly Cover[], at: number): string | undefined {
  const holding = arranged
    .toSorted((left, right) => left.at - right.at)
    .findLast(({ spans: [own] }) => own && own.from <= at && at < own.to);
  return holding?.spans[0]?.person.id;
}

test('a shift is known as a whole, from whatever instant of it', () => {
  const [rotation, world] = house(DAILY);
  const whole = { from: at('2026-10-25T08:00'), to: at('2026-10-26T08:00') };
  expect(whole.to - whole.from).toBe(24 * HOUR);
  expect(shiftAt(rotation, world, whole.from)).toMatchObject(whole);
  expect(shiftAt(rotation, world, whole.to - 1)).toMatchObject(whole);
  expect(shiftAt(rotation, world, whole.to)).toMatchObject({ from: whole.to });
});
