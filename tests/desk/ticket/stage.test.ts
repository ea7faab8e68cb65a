import { expect, test } from 'vitest';
import { Settings } from '../../../src/desk/settings.ts';
import { aTicket, settings, ticketFacts, view } from '../build.ts';
import { stageOf } from '../../../src/desk/ticket/stage.ts';

const ann = { id: '7', name: 'Ann Baker' };

test('a status is shown as the stage that is usual for it', () => {
  const stage = (facts: object) => stageOf(ticketFacts(facts), settings());
  expect(stage({})).toBe('New');
  expect(stage({ assignee: ann })).toBe('In progress');
  expect(stage({ status: 'pending' })).toBe('Awaiting');
  expect(stage({ status: 'closed', assignee: ann })).toBe('Done');
  expect(stage({ status: 'spam' })).toBe('Rejected');
});

test('an operator who means something else by pending and by closed says so', () => {
  const own = settings({ tickets: { stages: { shown: { pending: 'In progress', closed: 'Cancelled' } } } });
  expect(stageOf(ticketFacts({ status: 'pending' }), own)).toBe('In progress');
  expect(stageOf(ticketFacts({ status: 'closed' }), own)).toBe('Cancelled');
  expect(aTicket({ status: 'pending' }, view({ settings: own })).stage).toBe('In progress');
});

test('an open stage that would close a ticket, and an end that would leave it open, are mistakes', () => {
  const wrong = (stages: object) => Settings.safeParse({ tickets: { stages } }).success;
  expect(wrong({ written: { Awaiting: 'closed' } })).toBe(false);
  expect(wrong({ written: { Done: 'pending' } })).toBe(false);
  expect(wrong({ shown: { active: 'Done' } })).toBe(false);
  expect(wrong({ shown: { closed: 'New' } })).toBe(false);
  expect(wrong({ written: { 'In Progress': 'active' } })).toBe(false);
});
