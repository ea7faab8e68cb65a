import { expect, test } from 'vitest';
import { change } from '../../src/store/change.ts';
import { recountTickets } from '../../src/store/recount.ts';
import { readDue, readTimeline } from '../../src/store/read.ts';
import { readTicket, takeSignal } from '../../src/store/signals.ts';
import type { Store } from '../../src/store/store.ts';
import { decideTick } from '../../src/desk/wake.ts';
import { readNotices } from '../../src/store/notices.ts';
import { ANN, CHANNEL, HOUR, MINUTE, NOW, settings, there } from '../desk/build.ts';
import { useStage } from './stage.ts';

const stage = useStage();
const REF = 'desk/12';
const PEOPLE = [{ name: ANN.name, email: ANN.email, role: 'lead', chat: 'A1', desk: '7' }];
const HOUSE = {
  settings: settings({ people: PEOPLE, tickets: { remindAfter: 'never' }, sla: { response: { P3: '4h' } } }),
};
const ARRIVED = NOW - 10 * MINUTE;

/** What the job does with one wake-up. */
function tick(store: Store) {
  return change(store, {
    read: () => readTicket(store, REF),
    decide: (ticket, view) => (ticket ? decideTick(ticket, view) : { is: 'unchanged' }),
  });
}

async function waiting(destination: string): Promise<string[]> {
  const keys = (await readNotices(stage.store, destination)).map(({ key }) => key.split('/')[2] ?? '');
  return keys.filter((key) => /^(?:warned|breach)-/u.test(key));
}

test('two replicas that race at each instant send each warning and the breach once', async () => {
  stage.house(HOUSE);
  const other = stage.another(HOUSE);
  await takeSignal(stage.store, there({ assignee: { id: '7', name: 'Ann' } }));
  for (const at of [3 * HOUR, 3.6 * HOUR, 4 * HOUR]) {
    stage.now = ARRIVED + at;
    expect(await readDue(stage.store, stage.now - 1, 10)).toEqual([]);
    expect(await readDue(stage.store, stage.now, 10)).toEqual([REF]);
    const outcomes = await Promise.all([tick(stage.store), tick(other), tick(stage.store), tick(other)]);
    expect(outcomes.map(({ is }) => is).toSorted()).toEqual(['changed', 'unchanged', 'unchanged', 'unchanged']);
  }
  const due = ARRIVED + 4 * HOUR;
  expect(await waiting(CHANNEL)).toEqual([`breach-response-${due}`]);
  expect((await waiting('chat:@A1')).toSorted()).toEqual([
    `breach-response-${due}`,
    `warned-response-75-${due}`,
    `warned-response-90-${due}`,
  ]);
  expect((await readTimeline(stage.store, REF)).map(({ what }) => what)).toEqual([
    'opened',
    'warned',
    'warned',
    'breached',
  ]);
});

test('a replica that fell after it had told rings no second time, also for the same deadline that comes back', async () => {
  stage.house(HOUSE);
  await takeSignal(stage.store, there());
  stage.now = ARRIVED + 4 * HOUR;
  await tick(stage.store);
  const next = stage.another(HOUSE);
  expect((await tick(next)).is).toBe('unchanged');
  const slow = stage.another({
    settings: settings({ people: PEOPLE, tickets: { remindAfter: 'never' }, sla: { response: { P3: '2d' } } }),
  });
  await takeSignal(slow, there({ subject: 'Scanner' }, { readAt: stage.now }));
  expect((await readTicket(slow, REF))?.clocks?.response?.breachedAt).toBeUndefined();
  await takeSignal(next, there({ subject: 'Printer' }, { readAt: stage.now + 1 }));
  expect((await tick(next)).is).toBe('changed');
  expect(await waiting(CHANNEL)).toEqual([`breach-response-${ARRIVED + 4 * HOUR}`]);
});

test('an answer takes the wake-up away, and one that comes all the same changes nothing', async () => {
  stage.house(HOUSE);
  await takeSignal(stage.store, there());
  await takeSignal(stage.store, there({ firstReplyAt: NOW, lastReplyFrom: 'staff' }, { readAt: NOW + 1 }));
  expect(await readDue(stage.store, NOW + 100 * HOUR, 10)).toEqual([]);
  stage.now = NOW + 100 * HOUR;
  expect((await tick(stage.store)).is).toBe('unchanged');
});

test('another promise in the configuration moves cards and wake-ups of open tickets at once, and rings for nothing old', async () => {
  stage.house(HOUSE);
  await takeSignal(stage.store, there());
  await takeSignal(stage.store, there({ createdAt: NOW - 20 * HOUR }, { row: '13' }));
  expect(await recountTickets(stage.store)).toBe(0);
  const stricter = { sla: { response: { P3: '1h' }, resolution: { P3: '9h' } } };
  const after = stage.another({
    settings: settings({ people: PEOPLE, tickets: { remindAfter: 'never' }, ...stricter }),
  });
  stage.behind = [];
  expect(await recountTickets(after)).toBe(2);
  expect([(await readTicket(after, REF))?.clocks?.response?.due, stage.behind.length]).toEqual([ARRIVED + HOUR, 2]);
  expect((await readTicket(after, 'desk/13'))?.clocks?.resolution?.breachedAt).toBe(NOW);
  expect(await readDue(after, ARRIVED + 0.75 * HOUR, 10)).toContain(REF);
  expect(await recountTickets(after)).toBe(0);
  expect(await recountTickets(stage.another({ settings: structuredClone(after.house.settings) }))).toBe(0);
  expect(await waiting(CHANNEL)).toEqual([]);
});
