import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withTimes } from '../../../src/desk/clock/keep-times.ts';
import type { Alert } from '../../../src/desk/alert/alert.ts';
import { answerOf, type Measure, summaryOf, type Taken, timesTaken } from '../../../src/desk/clock/response-times.ts';
import type { WorkItem } from '../../../src/desk/item.ts';
import type { Ticket } from '../../../src/desk/ticket/ticket.ts';
import { ANN, actor, anAlert, aTicket, HOUR, MINUTE, NOW, settings } from '../build.ts';

const EVER = { from: 0, to: NOW + 1_000 * HOUR };
const KNOWN = { settings: settings({ clients: [{ name: 'Acme', also: ['ACME Ltd'] }] }), firstAt: { rmm: 0, desk: 0 } };

function of(measure: Measure, item: WorkItem, known = KNOWN): Taken | undefined {
  return timesTaken([item], EVER, known).find((taken) => taken.measure === measure);
}

const deed = (at: number): NonNullable<Alert['acknowledged']> => ({ by: actor(ANN), at, firings: 1 });
const recovered = (at: number): NonNullable<Alert['ended']> => ({ how: 'recovered', at });
const mute = { window: 'w', by: actor(ANN), reason: 'patches', since: NOW };

test('an acknowledge counts from when the desk saw the alert, a repair from when it began at its source', () => {
  const alert = { ...anAlert(), acknowledged: deed(NOW + 4 * MINUTE), ended: recovered(NOW + HOUR) };
  expect(timesTaken([alert], EVER, KNOWN)).toEqual([
    { measure: 'acknowledge', ref: alert.ref, client: 'Acme', from: NOW, to: NOW + 4 * MINUTE, took: 4 * MINUTE },
    { measure: 'repair', ref: alert.ref, client: 'Acme', from: NOW - 5 * MINUTE, to: NOW + HOUR, took: 65 * MINUTE },
  ]);
});

test('the first answer stays when it is taken back, lapses or the alert recovers and fires again', () => {
  const alert = withTimes({ ...anAlert(), acknowledged: deed(NOW + MINUTE) }, NOW + MINUTE);
  const { acknowledged: _, ...lapsed } = alert;
  const again = withTimes({ ...lapsed, firings: 2, claimed: deed(NOW + HOUR) }, NOW + HOUR);
  expect([answerOf(again), withTimes(again, NOW + 2 * HOUR)]).toEqual([NOW + MINUTE, again]);
});

test('time in which it was snoozed or in maintenance is taken off; what ended in maintenance counts for nothing', () => {
  const fresh = anAlert();
  expect(withTimes(fresh, NOW)).toBe(fresh);
  const snoozed = withTimes({ ...fresh, facts: { ...fresh.facts, snoozed: {} } }, NOW + 10 * MINUTE);
  const awake = withTimes({ ...snoozed, facts: fresh.facts }, NOW + 40 * MINUTE);
  const muted = withTimes({ ...awake, muted: mute }, NOW + 50 * MINUTE);
  const done = { ...withTimes({ ...muted, ended: recovered(NOW + HOUR) }, NOW + 2 * HOUR) };
  expect(done.times?.quiet).toEqual([
    { from: NOW + 10 * MINUTE, to: NOW + 40 * MINUTE },
    { from: NOW + 50 * MINUTE, to: NOW + HOUR },
  ]);
  expect(of('repair', done)).toBeUndefined();
  const { muted: _, ...released } = done;
  expect(of('repair', released)?.took).toBe(65 * MINUTE - 40 * MINUTE);
});

test('what began before the desk looked, and what was deleted or went out of sight, is left out', () => {
  const acknowledged = deed(NOW + MINUTE);
  const over = (how: 'deleted' | 'withdrawn' | 'resolved') => ({ ...anAlert(), ended: { how, at: NOW + HOUR } });
  expect(of('acknowledge', { ...anAlert(), acknowledged }, { ...KNOWN, firstAt: { rmm: NOW, desk: 0 } })).toBe(
    undefined,
  );
  expect([over('deleted'), over('withdrawn'), over('resolved')].map((one) => of('repair', one)?.took)).toEqual([
    undefined,
    undefined,
    65 * MINUTE,
  ]);
});

test('a ticket counts from its creation; waiting for the customer and closed time are taken off its resolution', () => {
  const ticket = aTicket({ status: 'closed', firstReplyAt: NOW, createdAt: NOW - HOUR, updatedAt: NOW + 9 * HOUR });
  const log: Ticket['log'] = [
    { at: NOW - HOUR, is: 'open' },
    { at: NOW, is: 'waiting' },
    { at: NOW + 2 * HOUR, is: 'open' },
    { at: NOW + 3 * HOUR, is: 'over' },
    { at: NOW + 8 * HOUR, is: 'open' },
    { at: NOW + 9 * HOUR, is: 'over' },
  ];
  expect([of('response', ticket)?.took, of('resolution', { ...ticket, log })?.took]).toEqual([HOUR, 3 * HOUR]);
  expect(timesTaken([{ ...ticket, log, gone: { how: 'merged', at: NOW } }], EVER, KNOWN)).toEqual([]);
  expect(of('response', aTicket({ firstReplyAt: NOW, awaitsResponse: false }))).toBeUndefined();
  expect(of('resolution', aTicket({ firstReplyAt: NOW }))).toBeUndefined();
});

test('a time belongs to the span in which it ended, so that spans side by side count each once', () => {
  const ends = fc.integer({ min: 0, max: 500 }).map((minutes) => NOW + minutes * MINUTE);
  fc.assert(
    fc.property(fc.array(ends, { maxLength: 20 }), ends, (instants, middle) => {
      const alerts = instants.map((at, index) => ({ ...anAlert(), ref: `a/${index}`, ended: recovered(at) }));
      const all = timesTaken(alerts, EVER, KNOWN);
      const apart = [
        ...timesTaken(alerts, { from: EVER.from, to: middle }, KNOWN),
        ...timesTaken(alerts, { from: middle, to: EVER.to }, KNOWN),
      ];
      expect(apart).toHaveLength(alerts.length);
      expect(new Set(apart)).toEqual(new Set(all));
    }),
  );
});

test('never negative, and never longer than it lasted, whatever the clocks of others say', () => {
  const instant = fc.integer({ min: -1_000, max: 1_000 }).map((minutes) => NOW + minutes * MINUTE);
  const spans = fc.array(fc.record({ from: instant, length: fc.nat(200) }), { maxLength: 4 });
  fc.assert(
    fc.property(instant, instant, spans, (startedAt, at, quiet) => {
      let until = 0;
      const apart = quiet
        .toSorted((left, right) => left.from - right.from)
        .map(({ from, length }) => {
          const start = Math.max(from, until);
          until = start + length * MINUTE;
          return { from: start, to: until };
        });
      const alert = { ...anAlert({ startedAt }), times: { quiet: apart }, ended: recovered(at) };
      const { took = -1, from = 0, to = 0 } = of('repair', alert) ?? {};
      expect(took).toBeGreaterThanOrEqual(0);
      expect(took).toBeLessThanOrEqual(Math.max(0, to - from));
    }),
  );
});

test('mean, median and ninetieth lie within the values, and the ninetieth is one of them with nine of ten below or at it', () => {
  expect(summaryOf([])).toBeUndefined();
  expect(summaryOf([4, 1, 3, 2])).toEqual({ count: 4, mean: 2.5, median: 2.5, ninetieth: 4 });
  fc.assert(
    fc.property(fc.array(fc.nat(1_000), { minLength: 1, maxLength: 60 }), (lengths) => {
      const { count, mean, median, ninetieth } = summaryOf(lengths) ?? {
        count: 0,
        mean: -1,
        median: -1,
        ninetieth: -1,
      };
      const [low, high] = [Math.min(...lengths), Math.max(...lengths)];
      expect(count).toBe(lengths.length);
      for (const value of [mean, median, ninetieth]) {
        expect(value).toBeGreaterThanOrEqual(low - 1e-9);
        expect(value).toBeLessThanOrEqual(high + 1e-9);
      }
      expect(lengths).toContain(ninetieth);
      expect(lengths.filter((one) => one <= ninetieth).length).toBeGreaterThanOrEqual(0.9 * count);
      expect(lengths.filter((one) => one < ninetieth).length).toBeLessThan(0.9 * count);
    }),
  );
});
