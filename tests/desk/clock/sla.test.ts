import { describe, expect, test } from 'vitest';
import { clocksOf, type TicketClock } from '../../../src/desk/clock/sla.ts';
import type { Ticket } from '../../../src/desk/ticket/ticket.ts';
import type { WorkLog } from '../../../src/desk/clock/work-state.ts';
import { HOUR, NOW, settings } from '../build.ts';
import { clocked } from '../clocked.ts';

const DAY = 24 * HOUR;
const NINE_TO_FIVE = [{ from: '09:00', to: '17:00' }];
const WEEK = {
  monday: NINE_TO_FIVE,
  tuesday: NINE_TO_FIVE,
  wednesday: NINE_TO_FIVE,
  thursday: NINE_TO_FIVE,
  friday: NINE_TO_FIVE,
};
/** Monday to Friday, 09:00 to 17:00 UTC; NOW is a Monday, 09:00. */
const HOUSE = {
  calendars: { office: { week: WEEK }, always: { always: true } },
  sla: { calendar: 'office', response: { default: '4h' }, resolution: { default: '8h' } },
};

function at(is: WorkLog[number]['is'], when: number, more: Partial<WorkLog[number]> = {}): WorkLog[number] {
  return { at: when, is, priority: 'P3', client: 'Acme', ...more };
}

/** A clock without its function, in hours since NOW. */
function told(clock: TicketClock | undefined) {
  if (!clock) return undefined;
  const since = (instant: number | undefined) => (instant === undefined ? undefined : (instant - NOW) / HOUR);
  return {
    state: clock.state,
    used: clock.elapsed / HOUR,
    due: since(clock.due),
    stopped: since(clock.stoppedAt),
    late: clock.late === undefined ? undefined : clock.late / HOUR,
  };
}

function clocks(of: Ticket, now: number, house: Record<string, unknown> = HOUSE) {
  const { response, resolution } = clocksOf(of, settings(house), now);
  return { response: told(response), resolution: told(resolution) };
}

test('both clocks run in working time from the creation on', () => {
  expect(clocks(clocked([at('open', NOW)]), NOW + 2 * HOUR)).toEqual({
    response: { state: 'running', used: 2, due: 4, stopped: undefined, late: undefined },
    resolution: { state: 'running', used: 2, due: 8, stopped: undefined, late: undefined },
  });
});

describe('the first response', () => {
  test('is met by a reply in time, and says when it would have been due', () => {
    const answered = clocked([at('open', NOW)], { firstReplyAt: NOW + HOUR });
    expect(clocks(answered, NOW + 30 * HOUR).response).toEqual({
      state: 'met',
      used: 1,
      due: 4,
      stopped: 1,
      late: undefined,
    });
  });

  test('is missed by a late one, by working time', () => {
    const answered = clocked([at('open', NOW + 6 * HOUR)], { firstReplyAt: NOW + 27 * HOUR });
    expect(clocks(answered, NOW + 30 * HOUR).response).toEqual({
      state: 'missed',
      used: 5,
      due: 26,
      stopped: 27,
      late: 1,
    });
  });
});

test('nothing is promised: no clock; gone, or no customer who waits: none either', () => {
  expect(clocks(clocked([at('open', NOW)]), NOW, { sla: { response: { P3: 'none' } } })).toEqual({});
  expect(clocks(clocked([at('open', NOW)], {}, { gone: { how: 'merged', at: NOW } }), NOW)).toEqual({});
  expect(clocks(clocked([at('open', NOW)], { awaitsResponse: false }), NOW).response).toBeUndefined();
});

test('a pause is measured in working time: nights of it do not count twice', () => {
  const log = [at('open', NOW), at('waiting', NOW + 6 * HOUR), at('open', NOW + DAY + 2 * HOUR)];
  expect(clocks(clocked(log), NOW + DAY + 3 * HOUR)).toEqual({
    response: { state: 'running', used: 11, due: 4, stopped: undefined, late: 7 },
    resolution: { state: 'running', used: 7, due: DAY / HOUR + 4, stopped: undefined, late: undefined },
  });
});

describe('what others got wrong', () => {
  const resolution = (log: WorkLog, now: number, house: Record<string, unknown> = HOUSE) =>
    clocks(clocked(log), now, house).resolution;

  test('a pause over the night is not added to the deadline as hours of the wall clock', () => {
    // Paused from 16:00 to 10:00: one working hour that evening, one the next morning.
    const log = [at('open', NOW), at('waiting', NOW + 7 * HOUR), at('open', NOW + DAY + HOUR)];
    expect(resolution(log, NOW + DAY + HOUR)).toEqual({
      state: 'running',
      used: 7,
      due: 24 + 2,
      stopped: undefined,
      late: undefined,
    });
  });

  test('a promise of 24 working hours is three days of eight, and ends in the middle of one', () => {
    const house = { ...HOUSE, sla: { ...HOUSE.sla, resolution: { default: '20h' } } };
    expect(resolution([at('open', NOW)], NOW, house)?.due).toBe(48 + 4);
  });

  test('paused and then closed: the pause is not lost', () => {
    const log = [at('open', NOW), at('waiting', NOW + HOUR), at('over', NOW + 7 * HOUR)];
    expect(resolution(log, NOW + 3 * DAY)).toEqual({
      state: 'met',
      used: 1,
      due: 24 + 6,
      stopped: 7,
      late: undefined,
    });
  });

  test('it is late by the passing of time alone, though nothing is saved', () => {
    const ticket = clocked([at('open', NOW)]);
    expect([clocks(ticket, NOW + 4 * HOUR).response?.late, clocks(ticket, NOW + 5 * HOUR).response?.late]).toEqual([
      undefined,
      1,
    ]);
  });

  test('a missed first response is not forgotten because it was resolved in time', () => {
    const log = [at('open', NOW), at('over', NOW + 6 * HOUR)];
    const { response, resolution: solved } = clocks(clocked(log, { firstReplyAt: NOW + 5 * HOUR }), NOW + DAY);
    expect([response?.state, response?.late, solved?.state]).toEqual(['missed', 1, 'met']);
  });

  test('a day in the month says nothing about how long something took', () => {
    const log = [at('open', Date.UTC(2026, 9, 2, 9))];
    expect(clocks(clocked(log, { firstReplyAt: NOW + HOUR }), NOW + HOUR).response?.state).toBe('missed');
  });

  test('a lunch break and a shift over midnight are windows like others', () => {
    const week = {
      monday: [
        { from: '09:00', to: '12:00' },
        { from: '13:00', to: '17:00' },
        { from: '22:00', to: '06:00' },
      ],
    };
    const house = { ...HOUSE, calendars: { office: { week } } };
    expect(resolution([at('open', NOW)], NOW + 13 * HOUR, house)).toEqual({
      state: 'running',
      used: 7,
      due: 14,
      stopped: undefined,
      late: undefined,
    });
  });

  test('hours are lived where the client is, whoever asks', () => {
    const house = { ...HOUSE, zone: 'UTC', clients: [{ name: 'Acme', zone: 'America/New_York' }] };
    // 09:00 in UTC is 04:00 there: the day begins five hours later.
    expect(resolution([at('open', NOW)], NOW, house)?.due).toBe(5 + 8);
  });

  test('a calendar without any hour has no deadline, and nobody waits for one', () => {
    const house = { ...HOUSE, calendars: { office: {} } };
    expect(resolution([at('open', NOW)], NOW + DAY, house)).toEqual({
      state: 'running',
      used: 0,
      due: undefined,
      stopped: undefined,
      late: undefined,
    });
  });
});

describe('what changes on the way', () => {
  test('the hours that held count for each stretch, and the newest target counts', () => {
    const house = {
      ...HOUSE,
      clients: [{ name: 'Globex', calendar: 'always', resolution: { P1: '30h' } }],
    };
    // Eight working hours of Monday, then round the clock.
    const log = [at('open', NOW), at('open', NOW + 12 * HOUR, { client: 'Globex', priority: 'P1' })];
    expect(clocks(clocked(log), NOW + 14 * HOUR, house).resolution).toEqual({
      state: 'running',
      used: 10,
      due: 12 + 22,
      stopped: undefined,
      late: undefined,
    });
  });

  test('closed time does not count: reopened, the resolution goes on where it was, and a met response stays met', () => {
    const log = [at('open', NOW), at('over', NOW + 2 * HOUR), at('open', NOW + 5 * HOUR)];
    expect(clocks(clocked(log, { firstReplyAt: NOW + HOUR }), NOW + 6 * HOUR)).toEqual({
      response: { state: 'met', used: 1, due: 4, stopped: 1, late: undefined },
      resolution: { state: 'running', used: 3, due: 24 + 3, stopped: undefined, late: undefined },
    });
  });

  test('what changes after the first response changes nothing about it', () => {
    const house = { ...HOUSE, sla: { ...HOUSE.sla, response: { P1: '30m', P3: '4h' } } };
    const log = [at('open', NOW), at('open', NOW + 2 * HOUR, { priority: 'P1' })];
    expect(clocks(clocked(log, { firstReplyAt: NOW + HOUR }), NOW + 3 * HOUR, house).response).toMatchObject({
      state: 'met',
      due: 4,
    });
  });

  test('closed without an answer, the first response is stopped by the closing; reopened, it runs on', () => {
    const over = [at('open', NOW), at('over', NOW + 2 * HOUR)];
    expect(clocks(clocked(over), NOW + DAY).response).toMatchObject({ state: 'met', stopped: 2 });
    expect(clocks(clocked([...over, at('open', NOW + 3 * HOUR)]), NOW + 4 * HOUR).response).toMatchObject({
      state: 'running',
      used: 3,
      due: 5,
    });
  });
});

test('a claim or an acknowledge is a first response only where that is configured; so is a pause of it', () => {
  const held = { holder: { account: '7', name: 'Ann Baker' } };
  const log = [at('open', NOW), at('open', NOW + HOUR, held), at('waiting', NOW + 2 * HOUR, held)];
  const ticket = clocked(log, {}, { acknowledged: { at: NOW + HOUR / 2, by: { name: 'Ann', via: 'chat' } } });
  const response = (sla: object) =>
    clocks(ticket, NOW + 3 * HOUR, { ...HOUSE, sla: { ...HOUSE.sla, ...sla } }).response;
  expect(response({})).toMatchObject({ state: 'running', used: 3 });
  expect(response({ responseBy: ['reply', 'claim'] })).toMatchObject({ state: 'met', stopped: 1 });
  expect(response({ responseBy: ['claim', 'acknowledge'] })).toMatchObject({ state: 'met', stopped: 0.5 });
  expect(response({ responsePauses: true })).toMatchObject({ state: 'paused', used: 2, due: undefined });
});

test('shares of the target are instants of working time; of a paused clock only those that are past', () => {
  const house = settings(HOUSE);
  const running = clocksOf(clocked([at('open', NOW)]), house, NOW).resolution;
  expect([25, 50, 100, 150].map((share) => running?.at(share))).toEqual(
    [2, 4, 8, 24 + 4].map((hours) => NOW + hours * HOUR),
  );
  const log = [at('open', NOW), at('waiting', NOW + 4 * HOUR)];
  const paused = clocksOf(clocked(log), house, NOW + 5 * HOUR).resolution;
  expect([25, 50, 75].map((share) => paused?.at(share))).toEqual([NOW + 2 * HOUR, NOW + 4 * HOUR, undefined]);
});

test('a ticket that was written before there was a log is counted as it stands', () => {
  const { log: _log, ...old } = clocked([at('open', NOW)], { status: 'closed', updatedAt: NOW + 2 * HOUR });
  expect(clocks(old, NOW + DAY).resolution).toMatchObject({ state: 'met', used: 2, stopped: 2 });
});
