import { describe, expect, test } from 'vitest';
import { clocksOf, type TicketClock } from '../../src/desk/sla.ts';
import type { Ticket } from '../../src/desk/ticket.ts';
import type { WorkLog } from '../../src/desk/work-state.ts';
import { aTicket, HOUR, MINUTE, NOW, settings } from './build.ts';

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

function ticket(log: WorkLog, facts: Partial<Ticket['facts']> = {}, more: Partial<Ticket> = {}): Ticket {
  const base = aTicket({ createdAt: NOW, updatedAt: NOW, ...facts });
  const last = log.at(-1);
  const stage = last?.is === 'waiting' ? 'Awaiting' : base.stage;
  const status = last?.is === 'over' ? 'closed' : base.facts.status;
  return {
    ...base,
    stage,
    facts: { ...base.facts, status },
    log,
    ...(last?.priority ? { priority: last.priority } : {}),
    ...(last?.client === undefined ? {} : { client: last.client }),
    ...more,
  };
}

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
  expect(clocks(ticket([at('open', NOW)]), NOW + 2 * HOUR)).toEqual({
    response: { state: 'running', used: 2, due: 4, stopped: undefined, late: undefined },
    resolution: { state: 'running', used: 2, due: 8, stopped: undefined, late: undefined },
  });
});

describe('the first response', () => {
  test('is met by a reply in time, and says when it would have been due', () => {
    const answered = ticket([at('open', NOW)], { firstReplyAt: NOW + HOUR });
    expect(clocks(answered, NOW + 30 * HOUR).response).toEqual({
      state: 'met',
      used: 1,
      due: 4,
      stopped: 1,
      late: undefined,
    });
  });

  test('is missed by a late one, by working time', () => {
    const answered = ticket([at('open', NOW + 6 * HOUR)], { firstReplyAt: NOW + 27 * HOUR });
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
  expect(clocks(ticket([at('open', NOW)]), NOW, { sla: { response: { P3: 'none' } } })).toEqual({});
  expect(clocks(ticket([at('open', NOW)], {}, { gone: { how: 'merged', at: NOW } }), NOW)).toEqual({});
  expect(clocks(ticket([at('open', NOW)], { awaitsResponse: false }), NOW).response).toBeUndefined();
});

test('a pause is measured in working time: nights of it do not count twice', () => {
  const log = [at('open', NOW), at('waiting', NOW + 6 * HOUR), at('open', NOW + DAY + 2 * HOUR)];
  expect(clocks(ticket(log), NOW + DAY + 3 * HOUR)).toEqual({
    response: { state: 'running', used: 11, due: 4, stopped: undefined, late: 7 },
    resolution: { state: 'running', used: 7, due: DAY / HOUR + 4, stopped: undefined, late: undefined },
  });
  expect(MINUTE).toBe(60_000);
});
