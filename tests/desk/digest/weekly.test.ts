import { expect, test } from 'vitest';
import type { Alert } from '../../../src/desk/alert/alert.ts';
import type { Past } from '../../../src/desk/digest/happened.ts';
import { plain } from '../../../src/desk/text.ts';
import { arrow, weeklyCard, weeklyRows } from '../../../src/desk/digest/weekly-card.ts';
import {
  figuresByClient,
  figuresOf,
  reasonsOf,
  weekBefore,
  type Weeks,
  weeksBefore,
} from '../../../src/desk/digest/weekly.ts';
import { ANN, actor, anAlert, HOUR, MINUTE, NOW, settings } from '../build.ts';

const DAY = 24 * HOUR;
const KNOWN = { settings: settings({ clients: [{ name: 'Acme' }, { name: 'Globex' }] }), firstAt: { rmm: 0 } };
const WEEK = { from: NOW - 7 * DAY, to: NOW };

/** An alert that came then, and was answered and over after so many minutes. */
function answered(ref: string, at: number, minutes: number, client = 'Acme'): Alert {
  return {
    ...anAlert({ client, startedAt: at }),
    ref,
    seenAt: at,
    acknowledged: { by: actor(ANN), at: at + minutes * MINUTE, firings: 1 },
    ended: { how: 'recovered', at: at + 2 * minutes * MINUTE },
  };
}

function past(alerts: readonly Alert[]): Past {
  return { came: alerts, ended: alerts, open: [] };
}

function weeks(now: readonly Alert[], then: readonly Alert[], known = KNOWN): Weeks {
  return { week: WEEK, past: past(now), before: weeksBefore(WEEK, known), pastBefore: past(then) };
}

const THEN = [1, 2, 3, 4].flatMap((week) => [
  answered(`x${week}`, NOW - (7 + 7 * week - 1) * DAY, 20),
  answered(`y${week}`, NOW - (7 + 7 * week - 1) * DAY, 40, 'Globex'),
]);
const LATELY = [answered('a', NOW - DAY, 10), answered('b', NOW - DAY, 20), answered('c', NOW - 2 * DAY, 60, 'Globex')];

test('a week stands beside the average of the four before it, all together and by client', () => {
  const all = figuresOf(weeks(LATELY, THEN), KNOWN);
  expect(all.counts['alerts-came']).toEqual({ now: 3, before: 2 });
  expect(all.times.acknowledge).toEqual({
    now: { count: 3, mean: 30 * MINUTE, median: 20 * MINUTE, ninetieth: 60 * MINUTE },
    before: { count: 8, mean: 30 * MINUTE, median: 30 * MINUTE, ninetieth: 40 * MINUTE },
  });
  const clients = figuresByClient(weeks(LATELY, THEN), KNOWN);
  expect(
    clients.map(({ client, counts, times }) => [client, counts['alerts-came'], times.acknowledge.now?.mean]),
  ).toEqual([
    ['Acme', { now: 2, before: 1 }, 15 * MINUTE],
    ['Globex', { now: 1, before: 1 }, 60 * MINUTE],
  ]);
});

test('a desk that was there for less than a week before compares with nothing, and with two weeks it counts two', () => {
  const young = { ...KNOWN, firstAt: { rmm: NOW - 8 * DAY } };
  expect(figuresOf(weeks(LATELY, THEN, young), young).counts['alerts-came']).toEqual({ now: 3 });
  const older = { ...KNOWN, firstAt: { rmm: NOW - 21 * DAY } };
  expect(weeksBefore(WEEK, older)).toEqual({ from: NOW - 21 * DAY, to: NOW - 7 * DAY });
  expect(figuresOf(weeks(LATELY, THEN.slice(0, 4), older), older).counts['alerts-came'].before).toBe(2);
});

test('which way it went: a tenth more or less is no change', () => {
  expect([arrow(10, 10), arrow(10.9, 10), arrow(12, 10), arrow(8, 10), arrow(0, 0), arrow(1, 0)]).toEqual([
    '→',
    '→',
    '↗',
    '↘',
    '→',
    '↗',
  ]);
});

test('seven days of the calendar end where the date begins, also where one of them has 23 or 25 hours', () => {
  const hours = (date: string) => {
    const { from, to } = weekBefore(Temporal.PlainDate.from(date), 'Europe/Berlin');
    return (to - from) / HOUR;
  };
  expect([hours('2026-03-30'), hours('2026-10-26'), hours('2026-11-02')]).toEqual([167, 169, 168]);
});

test('why targets were missed is counted by the reason that was given', () => {
  const breach = (at: number, why?: string) => ({
    clock: 'response' as const,
    due: at,
    at,
    ...(why === undefined ? {} : { reason: { by: actor(ANN), at, key: 'k', why } }),
  });
  const breaches = [
    breach(NOW - HOUR, 'A part is missing'),
    breach(NOW - 2 * HOUR, 'A part is missing'),
    breach(NOW - 3 * HOUR),
    breach(NOW - 9 * DAY, 'Old'),
  ];
  expect(reasonsOf(past([{ ...anAlert(), breaches }]), WEEK)).toEqual([
    { why: 'A part is missing', count: 2 },
    { why: undefined, count: 1 },
  ]);
});

test('every figure of the card opens its rows, of one client theirs alone; what is nothing has no button', () => {
  const of = weeks(LATELY, THEN);
  const weekly = {
    week: WEEK,
    all: figuresOf(of, KNOWN),
    clients: figuresByClient(of, KNOWN),
    reasons: [{ why: undefined, count: 1 }],
    noise: [],
  };
  const card = weeklyCard(weekly);
  const [first, end] = [WEEK.from.toString(36), WEEK.to.toString(36)];
  expect(card.rows.map(({ line, action }) => plain(line) + (action ? ` -> ${action.with}` : ''))).toEqual([
    `Until an alert was answered (MTTA): 30 minutes on average → (30 minutes), half within 20 minutes, nine of ten within 60 minutes · 3 counted -> happened.acknowledge~${first}~${end}.1`,
    `Until an alert was over (MTTR): 60 minutes on average → (60 minutes), half within 40 minutes, nine of ten within 2 hours · 3 counted -> happened.repair~${first}~${end}.1`,
    'Until a ticket had its first answer: nothing was measured.',
    'Until a ticket was closed: nothing was measured.',
    `3 alerts came ↗ (2.0) -> happened.alerts-came~${first}~${end}.1`,
    '0 tickets came → (0.0)',
    '0 tickets were closed → (0.0)',
    '0 tickets came back → (0.0)',
    '0 alerts were answered too late → (0.0)',
    '0 tickets missed a target → (0.0)',
    '0 alerts recovered before anybody answered → (0.0)',
    'Why targets were missed: no reason given 1.',
    expect.stringMatching(/^Acme: 2 alerts, 0 tickets · MTTA 15 minutes ↘ · MTTR 30 minutes ↘ -> /),
    expect.stringMatching(/^Globex: 1 alert, 0 tickets · MTTA 60 minutes ↗ · MTTR 2 hours ↗ -> /),
  ]);
  const own = weeklyRows({ ...weekly, of: { client: 'Acme', mark: 'abcd1234' } });
  expect(own[0]?.action?.with).toBe(`happened.acknowledge~${first}~${end}~abcd1234.1`);
  expect(own.some(({ line }) => plain(line).startsWith('Acme'))).toBe(false);
});
