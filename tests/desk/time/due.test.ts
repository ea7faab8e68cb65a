import { expect, test } from 'vitest';
import { suggestedHours } from '../../../src/desk/time/due.ts';
import type { LoggedTime } from '../../../src/desk/time/entry.ts';
import type { WorkLog } from '../../../src/desk/clock/work-state.ts';
import { actor, aTicket, ANN, anAlert, BEN, HOUR, MINUTE, NOW } from '../build.ts';

const ANN_HOLDS = { name: ANN.name, account: '7' };

function ticketWith(log: WorkLog, time: LoggedTime[] = []) {
  return { ...aTicket(), log, time };
}

test('hours begin with the time for which it was held, less pauses, in quarters', () => {
  const log: WorkLog = [
    { at: NOW - 5 * HOUR, is: 'open' },
    { at: NOW - 4 * HOUR, is: 'open', holder: ANN_HOLDS },
    { at: NOW - 3 * HOUR, is: 'waiting', holder: ANN_HOLDS },
    { at: NOW - 20 * MINUTE, is: 'open', holder: ANN_HOLDS },
  ];
  expect(suggestedHours(ticketWith(log), ANN, NOW)).toBe(1.5);
  expect(suggestedHours(ticketWith(log), BEN, NOW)).toBe(0.25);
  expect(suggestedHours(undefined, ANN, NOW)).toBe(0.25);
});

test('what this person logged on it counts, unless it was taken back', () => {
  const log: WorkLog = [{ at: NOW - 2 * HOUR, is: 'open', holder: ANN_HOLDS }];
  const time: LoggedTime[] = [
    { key: 'a', by: actor(ANN), hours: 0.5, state: 'saved' },
    { key: 'b', by: actor(ANN), hours: 4, state: 'undone' },
    { key: 'c', by: actor(BEN), hours: 1, state: 'waiting' },
  ];
  expect(suggestedHours(ticketWith(log, time), ANN, NOW)).toBe(1.5);
});

test('at least a quarter, at most a day, and nothing of after its end', () => {
  const days: WorkLog = [{ at: NOW - 50 * HOUR, is: 'open', holder: ANN_HOLDS }];
  expect(suggestedHours(ticketWith(days), ANN, NOW)).toBe(24);
  const over: WorkLog = [
    { at: NOW - 3 * HOUR, is: 'open', holder: ANN_HOLDS },
    { at: NOW - 2 * HOUR, is: 'over', holder: ANN_HOLDS },
  ];
  expect(suggestedHours(ticketWith(over), ANN, NOW)).toBe(1);
});

test('of a claim that is older than the log, its instant counts', () => {
  const alert = { ...anAlert(), claimed: { by: actor(ANN), at: NOW - 40 * MINUTE } };
  expect(suggestedHours(alert, ANN, NOW)).toBe(0.75);
  expect(suggestedHours(alert, BEN, NOW)).toBe(0.25);
});
