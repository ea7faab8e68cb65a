import fc from 'fast-check';
import { expect, test } from 'vitest';
import { figureText, lengthText } from '../../../src/desk/review/figure.ts';
import { figuresOf, isEmpty, reviewOf, rowsByRef, type ReviewRows } from '../../../src/desk/review/review.ts';
import type { AlertRow, Outcome, TicketRow, TimeRow } from '../../../src/desk/review/rows.ts';
import { dateOf, typedSpan, type ReviewSpan } from '../../../src/desk/review/span.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 3, 9);

function october(): ReviewSpan {
  const span = typedSpan('2026-10', NOW, 'Europe/Berlin');
  if (typeof span === 'string') throw new Error(span);
  return span;
}
const SPAN = october();

const instant = fc.integer({ min: SPAN.from, max: SPAN.to - 1 });
const length = fc.integer({ min: 0, max: 90 * HOUR });
const device = fc.constantFrom({ key: 'rmm/1', name: 'DC01' }, { key: 'rmm/2', name: 'WS1' }, undefined);
const outcome: fc.Arbitrary<Outcome> = fc.record(
  { is: fc.constantFrom('met', 'missed'), at: instant, because: fc.constant('policy'), late: length },
  { requiredKeys: ['is', 'at', 'because'] },
);

const ticket: fc.Arbitrary<TicketRow> = fc.record(
  {
    table: fc.constant('ticket'),
    ref: fc.uuid(),
    number: fc.nat().map(String),
    subject: fc.string(),
    priority: fc.constantFrom('P1', 'P2', 'P3', 'P4'),
    stage: fc.constantFrom('New', 'Done'),
    category: fc.constantFrom('Printing', 'Mail', 'No category'),
    channel: fc.constantFrom('email', 'phone'),
    device: fc.constantFrom({ key: 'rmm/1', name: 'DC01' }, { key: 'rmm/2', name: 'WS1' }),
    code: fc.constantFrom('Fixed', 'Duplicate'),
    createdAt: instant,
    closedAt: instant,
    reopened: fc.array(instant, { maxLength: 2 }),
    isNew: fc.boolean(),
    isOpenAtEnd: fc.boolean(),
    response: outcome,
    resolution: outcome,
    answeredIn: length,
    resolvedIn: length,
    skipped: fc.array(fc.record({ step: fc.constantFrom('code', 'summary'), reason: fc.string(), at: instant })),
    surveyAt: instant,
    leftOut: fc.constantFrom('spam', 'merged'),
  },
  {
    requiredKeys: [
      'table',
      'ref',
      'number',
      'subject',
      'priority',
      'stage',
      'category',
      'channel',
      'createdAt',
      'reopened',
      'isNew',
      'isOpenAtEnd',
      'skipped',
    ],
  },
);

const alert: fc.Arbitrary<AlertRow> = fc
  .record({
    ref: fc.uuid(),
    severity: fc.constantFrom('critical', 'high', 'warning', 'info'),
    what: fc.constantFrom('disk', 'offline'),
    device,
    seenAt: instant,
    firings: fc.integer({ min: 1, max: 9 }),
    isNew: fc.boolean(),
    isOpenAtEnd: fc.boolean(),
    isPlanned: fc.boolean(),
    acknowledgedIn: fc.option(length, { nil: undefined }),
    resolvedIn: fc.option(length, { nil: undefined }),
  })
  .map(({ device: on, acknowledgedIn, resolvedIn, ...row }) => ({
    table: 'alert',
    title: row.what,
    ...row,
    ...(on ? { device: on } : {}),
    ...(acknowledgedIn === undefined ? {} : { acknowledgedIn }),
    ...(resolvedIn === undefined ? {} : { resolvedIn }),
  }));

const entry: fc.Arbitrary<TimeRow> = fc.record(
  {
    table: fc.constant('time'),
    ref: fc.uuid(),
    at: instant,
    hours: fc.integer({ min: 1, max: 96 }).map((quarters) => quarters / 4),
    text: fc.string(),
    activity: fc.constantFrom('Execution', 'Travel'),
    billing: fc.constantFrom('billable', 'after hours', 'not billable'),
    state: fc.constantFrom('waiting', 'saved', 'refused'),
    person: fc.constant('Ann Baker'),
    ticket: fc.nat().map(String),
    code: fc.constantFrom('Fixed', 'Duplicate'),
  },
  { requiredKeys: ['table', 'ref', 'at', 'hours', 'text', 'activity', 'billing', 'state', 'person'] },
);

const rows: fc.Arbitrary<ReviewRows> = fc.record({
  tickets: fc.array(ticket, { maxLength: 12 }),
  alerts: fc.array(alert, { maxLength: 12 }),
  entries: fc.array(entry, { maxLength: 12 }),
});

function figures(some: ReviewRows): Map<string, ReturnType<typeof figuresOf>[number]> {
  return new Map(figuresOf(reviewOf('Acme', SPAN, some, NOW)).map((figure) => [figure.id, figure]));
}

/** Counted anew, row by row, the slow way: by id the figure it must be. */
function counted({ tickets, alerts, entries }: ReviewRows): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (id: string, amount = 1): void => void counts.set(id, (counts.get(id) ?? 0) + amount);
  for (const row of tickets) {
    if (row.leftOut) {
      add('tickets-left-out');
      continue;
    }
    if (row.isNew) {
      add('tickets-new');
      add(`tickets-category:${row.category}`);
      add(`tickets-channel:${row.channel}`);
      add(`tickets-priority:${row.priority}`);
    }
    if (row.closedAt !== undefined) {
      add('tickets-closed');
      add(`closed-code:${row.code ?? 'No code'}`);
    }
    if (row.isOpenAtEnd) add('tickets-open');
    if (row.reopened.length > 0) add('tickets-reopened');
    if (row.surveyAt !== undefined) add('surveys');
    for (const { step } of row.skipped) {
      add('skipped');
      add(`skipped:${step}`);
    }
    for (const clock of ['response', 'resolution'] as const) {
      const is = row[clock]?.is;
      if (is === undefined) continue;
      add(`${clock}-${is}`);
      add(`${clock}-${is}:${row.priority}`);
    }
  }
  for (const row of alerts) {
    if (row.isOpenAtEnd) add('alerts-open');
    if (!row.isNew) continue;
    add('alerts');
    add('alert-firings', row.firings);
    add(`alerts-severity:${row.severity}`);
    add(`firings-severity:${row.severity}`, row.firings);
    if (row.isPlanned) add('alerts-planned');
  }
  for (const { hours, billing, activity, state, code, ticket: of } of entries) {
    const name = code ?? (of === undefined ? 'Without a ticket' : 'No code');
    for (const id of ['hours', `hours-billing:${billing}`, `hours-state:${state}`]) add(id, hours);
    for (const id of [`hours-activity:${activity}`, `hours-activity-billing:${activity}/${billing}`]) add(id, hours);
    for (const id of [`hours-code:${name}`, `hours-code-billing:${name}/${billing}`]) add(id, hours);
  }
  return counts;
}

const RECOUNTED = new RegExp(
  '^(tickets-(new|closed|open|reopened|left-out)$|tickets-(category|channel|priority):|closed-code:|surveys$|skipped|(response|resolution)-(met|missed)|' +
    'alerts|alert-firings$|firings-severity:|hours)',
);

test('every count and every sum is what counting row by row comes to', () => {
  fc.assert(
    fc.property(rows, (some) => {
      const found = [...figures(some)].filter(([id, { value }]) => RECOUNTED.test(id) && value !== 0);
      expect(Object.fromEntries(found.map(([id, { value }]) => [id, value]))).toEqual(
        Object.fromEntries(counted(some)),
      );
    }),
  );
});

test('every figure is made of its rows: their sum, mean, median or nine of ten', () => {
  fc.assert(
    fc.property(rows, (some) => {
      const known = rowsByRef(some);
      for (const { id, of, value, rows: parts } of figures(some).values()) {
        const amounts = parts.map(({ amount }) => amount).toSorted((left, right) => left - right);
        const sum = amounts.reduce((total, amount) => total + amount, 0);
        const inOrder = (part: number): number[] => amounts.filter((_, index) => (index + 1) / amounts.length >= part);
        const slow = {
          sum,
          mean: sum / amounts.length,
          median:
            ((amounts.findLast((_, index) => index + 1 <= (amounts.length + 1) / 2) ?? 0) +
              (inOrder(0.5 + 1e-9)[0] ?? 0)) /
            2,
          p90: inOrder(0.9 - 1e-9)[0],
        }[of];
        const isNothing = of !== 'sum' && amounts.length === 0;
        expect([id, value === undefined]).toEqual([id, isNothing]);
        expect(Math.abs((value ?? 0) - (isNothing ? 0 : (slow ?? Number.NaN)))).toBeLessThan(1e-3);
        expect(parts.every(({ ref }) => known.has(ref))).toBe(true);
      }
    }),
  );
});

test('no figure has the name of another', () => {
  fc.assert(
    fc.property(rows, (some) => {
      const ids = figuresOf(reviewOf('Acme', SPAN, some, NOW)).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }),
  );
});

test('what is told by day, week or month adds up to the whole, over a change of the clock', () => {
  const typed = ['2026-10', '2026-10-20..2026-10-27', '2026-Q3', '2026-01-01..2026-10-31'];
  fc.assert(
    fc.property(fc.constantFrom(...typed), fc.array(fc.nat(), { maxLength: 20 }), (text, offsets) => {
      const span = typedSpan(text, NOW, 'Europe/Berlin');
      if (typeof span === 'string') throw new Error(span);
      const tickets = offsets.map((offset, index): TicketRow => ({
        table: 'ticket',
        ref: String(index),
        number: '1',
        subject: '',
        priority: 'P3',
        stage: 'New',
        category: 'Mail',
        channel: 'email',
        createdAt: span.from + (offset % (span.to - span.from)),
        reopened: [],
        isNew: true,
        isOpenAtEnd: true,
        skipped: [],
      }));
      const review = reviewOf('Acme', span, { tickets, alerts: [], entries: [] }, NOW);
      const parts = figuresOf(review).filter(({ id }) => id.startsWith('tickets-new-in:'));
      const refs = parts.flatMap((part) => part.rows.map(({ ref }) => ref));
      expect(refs.toSorted()).toEqual(tickets.map(({ ref }) => ref).toSorted());
    }),
  );
});

test('a device that fails again and again is named with what fails; one alert is no repetition', () => {
  const failing = (ref: string, name: string, what: string): AlertRow => ({
    table: 'alert',
    ref,
    title: `${name}: ${what}`,
    severity: 'high',
    what,
    device: { key: name, name },
    seenAt: SPAN.from,
    firings: 1,
    isNew: true,
    isOpenAtEnd: false,
    isPlanned: false,
  });
  const alerts = [
    failing('1', 'DC01', 'disk'),
    failing('2', 'DC01', 'disk'),
    failing('3', 'DC01', 'offline'),
    failing('4', 'WS1', 'disk'),
  ];
  const review = reviewOf('Acme', SPAN, { tickets: [], alerts, entries: [] }, NOW);
  const devices = review.sections.find(({ id }) => id === 'devices')?.tables[0]?.lines;
  expect(devices?.map(({ name, words, figures: [first] }) => [name, first?.value, words])).toEqual([
    ['DC01', 3, 'disk (2×); offline'],
  ]);
});

test('nothing at all is empty, and a mean of nothing is a dash', () => {
  const none = { tickets: [], alerts: [], entries: [] };
  expect(isEmpty(none)).toBe(true);
  expect(figureText({ unit: 'share', value: undefined })).toBe('–');
});

test('a figure in words is never better than it is', () => {
  expect(figureText({ unit: 'share', value: 0.999 })).toBe('99 %');
  expect(figureText({ unit: 'share', value: 1 })).toBe('100 %');
  expect(figureText({ unit: 'share', value: 0.002 })).toBe('under 1 %');
  expect(figureText({ unit: 'hours', value: 3.25 })).toBe('3.25 h');
  expect([20_000, 25 * 60_000, HOUR, 3 * HOUR + 5 * 60_000, 52 * HOUR].map(lengthText)).toEqual([
    'under 1 min',
    '25 min',
    '1 h',
    '3 h 5 min',
    '2 d 4 h',
  ]);
  expect(dateOf(SPAN.from, 'Europe/Berlin')).toBe('2026-10-01');
});
