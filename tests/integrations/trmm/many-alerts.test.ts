import { expect, test } from 'vitest';
import { SystemError } from '../../../src/desk/errors.ts';
import type { Known } from '../../../src/integrations/contract.ts';
import type { TrmmClient } from '../../../src/integrations/trmm/client.ts';
import { openFleet } from '../../../src/integrations/trmm/fleet.ts';
import { pollAlerts } from '../../../src/integrations/trmm/poll.ts';
import { AlertRow } from '../../../src/integrations/trmm/schema.ts';
import { fates } from './trmm-world.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A TRMM of custom alerts, one a minute since `now`, so that no calls for agents and checks come in between. */
function crowd(count: number) {
  let now = Date.UTC(2026, 10, 21, 12);
  const rows = new Map<number, AlertRow>();
  const asked: string[] = [];
  const state = { hidden: 0, sweepFails: false, unreadable: '' };
  for (let id = 1; id <= count; id += 1) {
    const alert_time = new Date(now - (count - id) * MINUTE).toISOString();
    rows.set(id, AlertRow.parse({ id, alert_type: 'custom', severity: 'error', message: `alert ${id}`, alert_time }));
  }
  const never = (): Promise<never> => Promise.reject(new Error('not asked for here'));
  const client: TrmmClient = {
    openCount: async () => openRows().length - state.hidden,
    async openAlerts({ recent, snoozed }) {
      asked.push(recent ? 'recent' : 'all');
      if (!recent && state.sweepFails) throw new SystemError('trmm', 'later', 'busy', { status: 504 });
      const listed = snoozed ? [...rows.values()].filter((row) => !row.resolved) : openRows();
      return listed.filter((row) => !recent || Date.parse(row.alert_time ?? '') > now - DAY);
    },
    recentAlerts: never,
    async alert(id) {
      asked.push(id);
      if (id === state.unreadable) throw new SystemError('trmm', 'later', 'busy', { status: 504 });
      return rows.get(Number(id));
    },
    agents: async () => [],
    checks: never,
    fields: never,
    tasks: never,
    history: never,
    pending: never,
    updates: never,
    notes: never,
    addNote: never,
    change: never,
    runChecks: never,
    alive: never,
    version: never,
  };
  const openRows = () => [...rows.values()].filter((row) => !row.resolved && !row.snoozed);
  const fleet = openFleet(client, () => now);
  const known = (): Known['open'] =>
    [...rows.keys()].map((id) => ({ row: String(id), condition: `trmm/custom/${id}`, attended: false }));

  return {
    state,
    rows,
    known,
    pass: (milliseconds: number) => (now += milliseconds),
    change: (id: number, changes: Partial<AlertRow>) => Object.assign(rows.get(id) ?? {}, changes),
    /** One poll, and what it asked TRMM for. */
    async poll(open: Known['open'], cursor?: string, whole = false) {
      asked.length = 0;
      const poll = await pollAlerts(
        { client, fleet, web: undefined, webhooks: false, now: () => now },
        { open, cursor, whole },
      );
      return { ...poll, asked: [...asked] };
    },
  };
}

test('up to a thousand open alerts are read whole each time', async () => {
  const trmm = crowd(1000);
  const first = await trmm.poll([]);
  expect([first.asked, first.signals.length, first.openAtSource]).toEqual([['all'], 1000, 1000]);
  trmm.pass(MINUTE);
  expect((await trmm.poll(trmm.known(), first.cursor)).asked).toEqual(['all']);
});

test('above a thousand, the last day is read each time and everything once in twenty minutes', async () => {
  const trmm = crowd(2000);
  const lists: string[][] = [];
  let cursor: string | undefined;
  for (let minute = 0; minute <= 21; minute += 1) {
    const poll = await trmm.poll(trmm.known(), cursor);
    ({ cursor } = poll);
    lists.push(poll.asked.filter((what) => !/^\d/.test(what)));
    expect(poll.openAtSource).toBe(2000);
    trmm.pass(MINUTE);
  }
  expect(lists.map((list) => list.join())).toEqual(['all', ...Array(19).fill('recent'), 'all', 'recent']);
});

test('a short list says nothing of older alerts: only those of its day are asked about when they are missing', async () => {
  const trmm = crowd(2000);
  const { cursor } = await trmm.poll(trmm.known());
  trmm.change(10, { resolved: true });
  trmm.change(1990, { resolved: true });
  const next = await trmm.poll(trmm.known(), cursor);
  expect([next.asked, fates(next.signals).at(0)]).toEqual([
    ['recent', '1990'],
    ['1990', 'resolved'],
  ]);
});

test('an older alert that somebody holds is asked about all the same', async () => {
  const trmm = crowd(2000);
  const { cursor } = await trmm.poll(trmm.known());
  trmm.change(10, { resolved: true });
  const open = trmm.known().map((one) => ({ ...one, attended: one.row === '10' }));
  expect(fates((await trmm.poll(open, cursor)).signals).at(0)).toEqual(['10', 'resolved']);
});

test('a whole list that is too much for TRMM does not keep new alerts back', async () => {
  const trmm = crowd(2000);
  trmm.state.sweepFails = true;
  const first = await trmm.poll([]);
  expect([first.asked, first.signals.length]).toEqual([['all', 'recent'], 1440]);
  trmm.pass(MINUTE);
  expect((await trmm.poll(trmm.known().slice(-1440), first.cursor)).asked.slice(0, 1)).toEqual(['recent']);
});

test('a list that fails with few alerts fails the poll', async () => {
  const trmm = crowd(5);
  trmm.state.sweepFails = true;
  await expect(trmm.poll([])).rejects.toMatchObject({ retry: 'later', status: 504 });
});

test('hidden rows, which TRMM does not count, make a list long too', async () => {
  const trmm = crowd(2000);
  trmm.state.hidden = 1500;
  const first = await trmm.poll([]);
  const next = await trmm.poll(trmm.known(), first.cursor);
  expect([first.asked, next.asked, next.openAtSource]).toEqual([['all'], ['recent'], 2000]);
});

test('two hundred missing rows a poll, the next ones with the next poll, and round again', async () => {
  const trmm = crowd(450);
  for (const id of trmm.rows.keys()) trmm.change(id, { snoozed: true });
  trmm.change(449, { resolved: true });
  const first = await trmm.poll(trmm.known());
  const second = await trmm.poll(trmm.known(), first.cursor);
  const third = await trmm.poll(trmm.known(), second.cursor);
  const ends = (poll: typeof first) => [poll.asked.length - 1, poll.asked.at(1), poll.asked.at(-1)];
  expect([first, second, third].map(ends)).toEqual([
    [200, '1', '200'],
    [200, '201', '400'],
    [200, '401', '150'],
  ]);
  expect(fates(third.signals).at(0)).toEqual(['449', 'resolved']);
});

test.each(['', 'nonsense', '{"sweptAt":"x"}'])('a cursor of another version (%j) begins anew', async (cursor) => {
  expect((await crowd(3).poll([], cursor)).signals).toHaveLength(3);
});

test('two rows of one condition are one alert, under the newer row', async () => {
  const trmm = crowd(2);
  const same = { alert_type: 'availability', agent_id: 'A'.repeat(40), hostname: 'ACME-DC01' };
  trmm.change(1, same);
  trmm.change(2, same);
  expect(fates((await trmm.poll(trmm.known())).signals)).toEqual([['2', 'open']]);
});

test('where everything is to be told, all is listed and asked for: however many, however old, and what was snoozed before it was seen', async () => {
  const trmm = crowd(2000);
  trmm.change(7, { snoozed: true });
  const { cursor } = await trmm.poll([]);
  const told = await trmm.poll([], cursor, true);
  expect([told.asked, told.signals.length, told.openAtSource]).toEqual([['all'], 2000, 2000]);
  expect(fates(told.signals)).toContainEqual(['7', 'open']);
  for (let id = 1; id <= 300; id += 1) trmm.change(id, { resolved: true });
  const after = await trmm.poll(trmm.known(), cursor, true);
  expect(fates(after.signals).filter(([, fate]) => fate === 'resolved')).toHaveLength(300);
});

test('where everything is to be told, what cannot be read is a failure', async () => {
  const trmm = crowd(2000);
  const { cursor } = await trmm.poll([]);
  trmm.change(5, { resolved: true });
  trmm.state.unreadable = '5';
  await expect(trmm.poll(trmm.known(), cursor, true)).rejects.toMatchObject({ status: 504 });
  trmm.state.sweepFails = true;
  await expect(trmm.poll([], cursor, true)).rejects.toMatchObject({ status: 504 });
});
