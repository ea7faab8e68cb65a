import { expect, test } from 'vitest';
import { responseTarget } from '../../src/desk/clock.ts';
import { HOUR, MINUTE, settings } from './build.ts';

const FRIDAY_EVENING = Date.parse('2026-10-30T16:30Z');
const OFFICE = { week: { monday: [{ from: '09:00', to: '17:00' }], friday: [{ from: '09:00', to: '17:00' }] } };

function due(house: Record<string, unknown>, client?: string) {
  const target = responseTarget({ createdAt: FRIDAY_EVENING, priority: 'P2', client }, settings(house));
  return [target.due === undefined ? undefined : new Date(target.due).toISOString(), target.because];
}

test('without a calendar the general target runs round the clock', () => {
  expect(due({})).toEqual([
    new Date(FRIDAY_EVENING + HOUR).toISOString(),
    'the general target for P2, 60 minutes round the clock',
  ]);
});

test('in office hours it goes on after the weekend', () => {
  expect(due({ calendars: { office: OFFICE }, sla: { calendar: 'office' } })).toEqual([
    '2026-11-02T09:30:00.000Z',
    'the general target for P2, 60 minutes in the calendar office',
  ]);
});

test("a tier's own target and calendar go before the general ones", () => {
  const house = {
    clients: [{ name: 'Acme', tier: 'gold' }],
    calendars: { office: OFFICE, always: { always: true } },
    sla: { calendar: 'office' },
    tiers: { gold: { response: { P2: '15m' }, calendar: 'always' } },
  };
  expect(due(house, 'Acme')).toEqual([
    new Date(FRIDAY_EVENING + 15 * MINUTE).toISOString(),
    'the target of tier gold for P2, 15 minutes in the calendar always',
  ]);
  expect(due(house, 'Globex')[1]).toBe('the general target for P2, 60 minutes in the calendar office');
});

test('a calendar that is never open sets no deadline', () => {
  expect(due({ calendars: { none: {} }, sla: { calendar: 'none' } })[0]).toBeUndefined();
});
