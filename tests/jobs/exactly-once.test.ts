import { beforeEach, expect, test } from 'vitest';
import type { Fault } from '../../sandbox/stand-in.ts';
import { newTimeEntry, undoTime } from '../../src/desk/time/log-time.ts';
import type { TimeEntry, TimeWish } from '../../src/desk/time/entry.ts';
import { logTime } from '../../src/jobs/log-time.ts';
import type { JobParts } from '../../src/jobs/parts.ts';
import { timeBook } from '../../src/jobs/time-book.ts';
import { change } from '../../src/store/change.ts';
import { commit } from '../../src/store/commit.ts';
import { readOutbox } from '../../src/store/outbox.ts';
import { readTime } from '../../src/store/time.ts';
import { actor, ANN, MINUTE, view } from '../desk/build.ts';
import { type ErpnextWorld, erpnextWorld } from '../integrations/erpnext/erpnext-world.ts';
import { useStage } from '../store/stage.ts';

const stage = useStage();
const STOP = new AbortController().signal;

type Action = Fault['action'];

const refusal = (status: number, exc_type: string): Action => ({
  do: 'answer',
  status,
  headers: { 'content-type': 'application/json', 'retry-after': '7' },
  body: { exc_type },
});

/** Whatever can go wrong with one call. */
const FAULTS: Record<string, Action> = {
  'the connection breaks before it arrives': { do: 'drop-before' },
  'the connection breaks before the answer': { do: 'drop-after' },
  'it is slow': { do: 'delay', milliseconds: 20 },
  'too many calls (429)': refusal(429, 'TooManyRequestsError'),
  'nginx alone (502)': { do: 'answer', status: 502, headers: { 'content-type': 'text/html' }, body: '<html>' },
  'nginx waits no longer (504)': {
    do: 'answer',
    status: 504,
    headers: { 'content-type': 'text/html' },
    body: '<html>',
  },
  'maintenance (503)': refusal(503, 'SessionStopped'),
  'maintenance with reads (503)': refusal(503, 'InReadOnlyMode'),
  'a deadlock (500)': refusal(500, 'QueryDeadlockError'),
  'a mistake of its own (500)': refusal(500, 'TypeError'),
  'saved by others (417)': refusal(417, 'TimestampMismatchError'),
  'locked by others (417)': refusal(417, 'DocumentLockedError'),
  'the key is turned away (401)': refusal(401, 'AuthenticationError'),
  'a right is lacking (403)': refusal(403, 'PermissionError'),
  'another site (404)': { do: 'answer', status: 404, headers: { 'content-type': 'text/html' }, body: '<html>' },
  'nonsense (200)': { do: 'answer', status: 200, headers: { 'content-type': 'application/json' }, body: { odd: true } },
};

/** The calls of which a save consists. */
const STEPS: Record<string, { method?: string; path: string }> = {
  'the employee': { method: 'GET', path: '^/api/resource/Employee$' },
  'what is taken, or the key': { method: 'GET', path: '^/api/resource/Timesheet$' },
  'the write': { method: 'POST', path: '^/api/resource/Timesheet$' },
  'the sheet': { method: 'GET', path: '^/api/resource/Timesheet/' },
  'the row': { method: 'POST', path: 'frappe.client.insert$' },
  'any call': { path: '^/api/' },
};

let world: ErpnextWorld;
beforeEach(async () => {
  world = await erpnextWorld();
  stage.now = world.wish().endsAt;
});

function parts(): JobParts {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const nothing = (): Promise<void> => Promise.resolve();
  return { store: stage.store, integrations: [world.integration], log, sweepHints: nothing, findAccounts: nothing };
}

async function log(key: string, more: Partial<TimeWish> = {}): Promise<TimeEntry> {
  const wish = world.wish({ key, endsAt: stage.now, ...more });
  const made = newTimeEntry(wish, undefined, view({ now: stage.now }));
  await commit(stage.store, [made], {});
  return { ...made.item, revision: 1 };
}

/** Passes until nothing waits any more, a minute each, and the looks for what came late. */
async function workOff(): Promise<void> {
  for (let count = 0; count < 12; count += 1) {
    await timeBook(parts(), STOP);
    stage.now += MINUTE;
    if ((await readOutbox(stage.store)).length === 0) break;
  }
}

/** The look for what came late, which mends what should not have happened. */
async function lookLate(): Promise<void> {
  stage.now += 3 * MINUTE;
  await timeBook(parts(), STOP);
}

function rowsOf(key: string): number {
  const sheets = world.erpnext.drafts().map((sheet) => sheet['time_logs'] as Record<string, unknown>[]);
  return sheets.flat().filter((row) => row['custom_deskbell_key'] === key).length;
}

async function outcome(key: string): Promise<object> {
  const entry = await readTime(stage.store, `time/${key}`);
  const name = entry?.saved?.name;
  const there = world.erpnext.drafts().some((sheet) => sheet['name'] === name);
  return { state: entry?.state, drafts: rowsOf(key), there, waiting: (await readOutbox(stage.store)).length };
}

const ONCE = { state: 'saved', drafts: 1, there: true, waiting: 0 };

test.each(Object.keys(STEPS))('one draft, whatever goes wrong with %s, up to three times', async (step) => {
  const found: unknown[] = [];
  for (const [name, action] of Object.entries(FAULTS)) {
    const key = `key-${found.length}`;
    const sheet = found.length % 2 === 0 ? 'own' : 'day';
    world.erpnext.fail({ ...STEPS[step], path: STEPS[step]?.path ?? '', times: 1 + (found.length % 3), action });
    await log(key, { sheet });
    await workOff();
    const twins = rowsOf(key) - 1;
    await lookLate();
    world.erpnext.clearFaults();
    found.push([name, sheet, { ...(await outcome(key)), twins }]);
    stage.now += 60 * MINUTE;
  }
  expect(
    found.filter((one) => JSON.stringify((one as unknown[])[2]) !== JSON.stringify({ ...ONCE, twins: 0 })),
  ).toEqual([]);
  expect(found).toHaveLength(Object.keys(FAULTS).length);
});

test.each(['own', 'day'] as const)(
  'a worker that is killed between the write and its commit, again and again (%s)',
  async (sheet) => {
    await log('before', { sheet });
    await workOff();
    const entry = await log('key-1', { sheet });
    const book = world.book;
    for (let count = 0; count < 10; count += 1) await logTime(stage.store, book, entry, 'log-time-key-1');
    await workOff();
    await lookLate();
    expect(await outcome('key-1')).toEqual(ONCE);
  },
);

test.each([true, false])(
  'two workers who believe that they are alone (overlaps allowed: %j)',
  async (ignoreOverlap) => {
    world.erpnext.site.settings.ignoreOverlap = ignoreOverlap;
    const found: unknown[] = [];
    for (let count = 0; count < 10; count += 1) {
      const key = `key-${count}`;
      const entry = await log(key);
      const work = () => logTime(stage.store, world.book, entry, `log-time-${key}`).catch(() => undefined);
      await Promise.all([work(), work(), timeBook(parts(), STOP)]);
      await workOff();
      await lookLate();
      found.push(await outcome(key));
    }
    expect(found).toEqual(Array.from({ length: 10 }, () => ONCE));
  },
);

test.each(['unique', 'none'] as const)('the same with a key field that is %s', async (field) => {
  if (field === 'none') world.erpnext.removeKeyField();
  else world.erpnext.addKeyField(true);
  for (const action of Object.values(FAULTS)) {
    world.erpnext.fail({ method: 'POST', path: '^/api/resource/Timesheet$', times: 2, action });
    await log(`key-${stage.now}`);
    await workOff();
    await lookLate();
    world.erpnext.clearFaults();
    stage.now += 60 * MINUTE;
  }
  const titles = world.erpnext.timesheets().map((sheet) => sheet['title']);
  expect([titles.length, new Set(titles).size]).toEqual([Object.keys(FAULTS).length, titles.length]);
});

test.each(['drop-before', 'drop-after'] as const)(
  'what is taken back after its answer was lost leaves none: %s',
  async (what) => {
    world.erpnext.fail({ method: 'POST', path: '^/api/resource/Timesheet$', times: 1, action: { do: what } });
    await log('key-1');
    await timeBook(parts(), STOP);
    await change<TimeEntry, TimeEntry | undefined>(stage.store, {
      read: () => readTime(stage.store, 'time/key-1'),
      decide: (entry, now) => (entry ? undoTime(entry, actor({ ...ANN, id: 'ann' }), now) : { is: 'unchanged' }),
    });
    await workOff();
    await lookLate();
    expect([
      (await readTime(stage.store, 'time/key-1'))?.state,
      rowsOf('key-1'),
      await readOutbox(stage.store),
    ]).toEqual(['undone', 0, []]);
  },
);
