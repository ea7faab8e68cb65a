import { expect, test } from 'vitest';
import { heldBy, withAlertLog, withTicketLog } from '../../../src/desk/clock/work-log.ts';
import { withAssignee } from '../../../src/desk/ticket/signal.ts';
import type { Ticket } from '../../../src/desk/ticket/ticket.ts';
import { ANN, actor, BEN, HOUR, MINUTE, NOW, anAlert, aTicket } from '../build.ts';

const MINE = { id: '7', name: 'Ann Baker' };

function at(ticket: Ticket, facts: Partial<Ticket['facts']>, rest: Partial<Ticket> = {}): Ticket {
  return { ...ticket, ...rest, facts: { ...ticket.facts, ...facts } };
}

test('a ticket’s log says how it stood, from when that changed at its source', () => {
  const fresh = withTicketLog(aTicket(), NOW);
  const created = fresh.facts.createdAt;
  expect(fresh.log).toEqual([expect.objectContaining({ at: created, is: 'open', priority: fresh.priority })]);
  expect(withTicketLog(fresh, NOW + HOUR)).toBe(fresh);
  const taken = withTicketLog(at(fresh, { assignee: MINE, updatedAt: NOW + MINUTE }), NOW + 5 * MINUTE);
  const parked = withTicketLog(
    at(taken, { status: 'pending', updatedAt: NOW + HOUR }, { stage: 'Awaiting' }),
    NOW + 2 * HOUR,
  );
  const raised = withTicketLog({ ...parked, priority: 'P1' }, NOW + 3 * HOUR);
  expect(raised.log?.map((entry) => [entry.at, entry.is, entry.holder?.account, entry.priority])).toEqual([
    [created, 'open', undefined, fresh.priority],
    [NOW + MINUTE, 'open', '7', fresh.priority],
    [NOW + HOUR, 'waiting', '7', fresh.priority],
    [NOW + 3 * HOUR, 'waiting', '7', 'P1'],
  ]);
});

test('a change that is told late and out of order never goes before what is known', () => {
  const fresh = withTicketLog(at(aTicket(), { assignee: MINE, updatedAt: NOW + HOUR }), NOW + HOUR);
  const freed = withTicketLog(
    { ...fresh, facts: withAssignee({ ...fresh.facts, updatedAt: NOW }, undefined) },
    NOW + 2 * HOUR,
  );
  expect(freed.log?.at(-1)?.at).toBe(NOW + HOUR);
});

test('what somebody held is counted without its pauses, and ends with the ticket', () => {
  const log = [
    { at: NOW, is: 'open' as const },
    { at: NOW + 10, is: 'open' as const, holder: { account: '7', name: 'Ann' }, priority: 'P3' as const },
    { at: NOW + 20, is: 'open' as const, holder: { account: '7', name: 'Ann' }, priority: 'P1' as const },
    { at: NOW + 30, is: 'waiting' as const, holder: { account: '7', name: 'Ann' } },
    { at: NOW + 40, is: 'open' as const, holder: { account: '7', name: 'Ann' } },
    { at: NOW + 50, is: 'over' as const, holder: { account: '7', name: 'Ann' } },
    { at: NOW + 60, is: 'open' as const, holder: { account: '8', name: 'Ben' } },
  ];
  expect(heldBy(log, 'desk', ANN)).toEqual([
    { from: NOW + 10, to: NOW + 30 },
    { from: NOW + 40, to: NOW + 50 },
  ]);
  expect(heldBy(log, 'desk', BEN)).toEqual([{ from: NOW + 60 }]);
  expect(heldBy(log, 'elsewhere', BEN)).toEqual([]);
});

test('an alert’s log begins with its first claim', () => {
  const alert = anAlert();
  expect(withAlertLog(alert, NOW)).toBe(alert);
  const claimed = withAlertLog({ ...alert, claimed: { by: actor(ANN), at: NOW } }, NOW);
  const ended = withAlertLog({ ...claimed, ended: { how: 'recovered', at: NOW + HOUR } }, NOW + 2 * HOUR);
  expect(heldBy(ended.log ?? [], ended.source, ANN)).toEqual([{ from: NOW, to: NOW + HOUR }]);
});
