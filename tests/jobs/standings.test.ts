import { beforeEach, expect, test } from 'vitest';
import { newTimeEntry, undoTime } from '../../src/desk/time/log-time.ts';
import type { TimeEntry } from '../../src/desk/time/entry.ts';
import { plain } from '../../src/desk/text.ts';
import { digest } from '../../src/jobs/digest.ts';
import type { JobParts } from '../../src/jobs/parts.ts';
import { freshStandings, standings } from '../../src/jobs/standings.ts';
import { timeBook } from '../../src/jobs/time-book.ts';
import { change } from '../../src/store/change.ts';
import { commit } from '../../src/store/commit.ts';
import { readNotices } from '../../src/store/notices.ts';
import { writeSource } from '../../src/store/sources.ts';
import { readDrafts, readEntries, readTime } from '../../src/store/time.ts';
import { readUnbilled } from '../../src/store/unbilled.ts';
import { actor, ANN, CHANNEL, MINUTE, settings, view } from '../desk/build.ts';
import { type ErpnextWorld, erpnextWorld } from '../integrations/erpnext/erpnext-world.ts';
import { useStage } from '../store/stage.ts';

const stage = useStage();

let world: ErpnextWorld;
beforeEach(async () => {
  world = await erpnextWorld();
  stage.house({ settings: settings({ zone: 'America/New_York' }) });
  stage.now = world.wish().endsAt;
});

function parts(warned: string[] = []): JobParts {
  const log = {
    info: () => undefined,
    warn: (_: object, what: string) => void warned.push(what),
    error: () => undefined,
  };
  const nothing = (): Promise<void> => Promise.resolve();
  return { store: stage.store, integrations: [world.integration], log, sweepHints: nothing, findAccounts: nothing };
}

/** Drafts as they are in ERPNext, by the names of their sheets. */
async function saved(keys: readonly string[], sheet: 'own' | 'day' = 'own'): Promise<string[]> {
  for (const key of keys) {
    stage.now += 31 * MINUTE;
    const wish = world.wish({ key, sheet, endsAt: stage.now });
    await commit(stage.store, [newTimeEntry(wish, undefined, view({ now: stage.now }))], {});
  }
  await timeBook(parts(), new AbortController().signal);
  return Promise.all(keys.map(async (key) => (await entryOf(key))?.saved?.name ?? ''));
}

async function entryOf(key: string): Promise<TimeEntry | undefined> {
  return readTime(stage.store, `time/${key}`);
}

async function stood(...keys: string[]): Promise<unknown[]> {
  return (await Promise.all(keys.map(entryOf))).map((entry) => entry?.standing);
}

async function drafts(): Promise<string[]> {
  return (await readDrafts(stage.store)).map(({ wish }) => wish.key);
}

async function hoursInDrafts(): Promise<number> {
  const { clients } = await readUnbilled(stage.store, CHANNEL);
  return clients.flatMap(({ entries }) => entries).reduce((sum, { entry }) => sum + entry.wish.hours, 0);
}

test('what was submitted is billed, what was deleted is not logged, and neither is asked about again', async () => {
  const [, sent = '', struck = ''] = await saved(['kept', 'sent', 'struck']);
  await standings(parts());
  expect([await stood('kept', 'sent', 'struck'), await hoursInDrafts()]).toEqual([
    [undefined, undefined, undefined],
    1.5,
  ]);
  world.erpnext.submit(sent);
  world.erpnext.remove(struck);
  await standings(parts());
  expect(await stood('kept', 'sent', 'struck')).toEqual([undefined, 'submitted', 'gone']);
  expect([await drafts(), await hoursInDrafts()]).toEqual([['kept'], 0.5]);
  const logged = await readEntries(stage.store, 0, stage.now);
  expect(logged.map(({ wish }) => wish.key)).toEqual(['kept', 'sent']);
  const asked = world.erpnext.requests.length;
  await standings(parts());
  const later = JSON.stringify(world.erpnext.requests.slice(asked));
  expect([later.includes('kept'), later.includes('sent'), later.includes('struck')]).toEqual([true, false, false]);
});

test('a message that counts hours asks first', async () => {
  const digests = [{ to: [CHANNEL], at: '08:00', time: true }];
  stage.house({ settings: settings({ zone: 'America/New_York', digests }), sources: { rmm: MINUTE } });
  await writeSource(stage.store, 'rmm', { firstAt: stage.now, based: true });
  const [, sent = ''] = await saved(['kept', 'sent']);
  world.erpnext.submit(sent);
  stage.now = Temporal.ZonedDateTime.from('2026-11-22T08:00[America/New_York]').epochMilliseconds;
  await digest(parts());
  const notices = await readNotices(stage.store, CHANNEL);
  const rows = notices.flatMap(({ card }) => card.rows.map(({ line }) => plain(line)));
  expect(rows).toContain('💶 Not billed yet · yesterday 0.5 h · this week 0.5 h: Acme 0.5 h');
});

test('a cancelled sheet that was amended stands as the one in its place', async () => {
  const [first = '', other = ''] = await saved(['first', 'other']);
  for (const name of [first, other]) {
    world.erpnext.submit(name);
    world.erpnext.cancel(name);
  }
  const next = world.erpnext.amend(first);
  await standings(parts());
  expect(await stood('first', 'other')).toEqual([undefined, 'gone']);
  world.erpnext.submit(next);
  await standings(parts());
  expect(await stood('first')).toEqual(['submitted']);
});

test('of a sheet that holds a day, a row that was taken out is gone, and the others stand', async () => {
  const names = await saved(['one', 'two'], 'day');
  expect(new Set(names).size).toBe(1);
  const [name = ''] = names;
  const rows = world.erpnext.drafts().find((sheet) => sheet['name'] === name)?.['time_logs'] as {
    custom_deskbell_key: string;
  }[];
  world.erpnext.edit(name, { time_logs: rows.filter((row) => row.custom_deskbell_key !== 'one') });
  await standings(parts());
  expect(await stood('one', 'two')).toEqual(['gone', undefined]);
});

test('without the field the title tells it, and the name of a deleted sheet that another has now does not', async () => {
  world.erpnext.removeKeyField();
  const [, last = ''] = await saved(['first', 'last']);
  world.erpnext.remove(last);
  const [other] = await saved(['other']);
  await standings(parts());
  expect([other === last, await stood('first', 'last', 'other')]).toEqual([true, [undefined, 'gone', undefined]]);
});

test('more than fit into one question', async () => {
  const keys = Array.from({ length: 20 }, (_, index) => `k${index}`);
  const names = await saved(keys);
  world.erpnext.submit(names[19] ?? '');
  await standings(parts());
  expect((await stood(...keys)).map((one) => one ?? 'draft')).toEqual([
    ...Array<string>(19).fill('draft'),
    'submitted',
  ]);
});

test('what may not be seen, or does not answer, is not gone; whoever counts hours counts by what is known', async () => {
  await saved(['key-1']);
  const warned: string[] = [];
  world.erpnext.restrictToEmployee('HR-EMP-00002');
  await freshStandings(parts(warned));
  expect([await stood('key-1'), warned.length]).toEqual([[undefined], 1]);
  await freshStandings(parts(warned));
  expect(warned).toHaveLength(1);
  world.erpnext.unplug();
  await expect(standings(parts())).rejects.toThrow('ERPNext');
  expect([await stood('key-1'), await drafts()]).toEqual([[undefined], ['key-1']]);
});

test('what is being taken back is left to that', async () => {
  const [name = ''] = await saved(['key-1']);
  world.erpnext.remove(name);
  await change<TimeEntry, TimeEntry | undefined>(stage.store, {
    read: () => entryOf('key-1'),
    decide: (entry, now) => (entry ? undoTime(entry, actor({ ...ANN, id: 'ann' }), now) : { is: 'unchanged' }),
  });
  await standings(parts());
  expect(await entryOf('key-1')).toMatchObject({ state: 'saved', withdrawn: true });
  await timeBook(parts(), new AbortController().signal);
  expect([(await entryOf('key-1'))?.state, await stood('key-1')]).toEqual(['undone', [undefined]]);
});
