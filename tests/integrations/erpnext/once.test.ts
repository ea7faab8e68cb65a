import { expect, test } from 'vitest';
import { erpnextWorld } from './erpnext-world.ts';

const SHEETS = '^/api/resource/Timesheet$';
const NOTHING = {
  do: 'answer',
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: { data: [] },
} as const;
const WRITTEN = [['Ann Baker', '2026-11-21 13:30:00', '2026-11-21 14:00:00', 'key-1']];

test('a draft whose answer was lost is found again, not written again', async () => {
  const { erpnext, book, wish, drafts, pauses } = await erpnextWorld();
  erpnext.commitThenDrop();
  await expect(book.save(wish(), 1)).rejects.toMatchObject({ name: 'SystemError', retry: 'unsure' });
  expect(await book.save(wish(), 2)).toMatchObject({ is: 'saved', name: 'TS-2026-00001', to: '2026-11-21 14:00:00' });
  expect([drafts(), pauses]).toEqual([WRITTEN, []]);
});

test('the same without the custom field, by the title', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  erpnext.removeKeyField();
  erpnext.commitThenDrop();
  await expect(book.save(wish(), 1)).rejects.toMatchObject({ retry: 'unsure' });
  expect(await book.save(wish(), 2)).toMatchObject({ is: 'saved', name: 'TS-2026-00001' });
  expect(erpnext.drafts()).toHaveLength(1);
});

test('the same after somebody gave the sheet another title, by the field', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  erpnext.commitThenDrop();
  await expect(book.save(wish(), 1)).rejects.toMatchObject({ retry: 'unsure' });
  Object.assign(erpnext.drafts()[0] ?? {}, { title: 'Mailbox' });
  expect(await book.save(wish(), 2)).toMatchObject({ is: 'saved', name: 'TS-2026-00001' });
  expect(erpnext.drafts()).toHaveLength(1);
});

test('ten lost answers in a row are one draft', async () => {
  const { erpnext, book, wish, drafts } = await erpnextWorld();
  erpnext.fail({ path: SHEETS, method: 'POST', action: { do: 'drop-after' } });
  for (let attempt = 1; attempt <= 10; attempt += 1) await book.save(wish(), attempt).catch(() => undefined);
  expect(drafts()).toEqual(WRITTEN);
});

test('a draft that never arrived is written by the second attempt, after two looks 5 s apart', async () => {
  const { erpnext, book, wish, drafts, pauses } = await erpnextWorld();
  erpnext.fail({ path: SHEETS, method: 'POST', times: 1, action: { do: 'drop-before' } });
  await expect(book.save(wish(), 1)).rejects.toMatchObject({ retry: 'unsure' });
  expect(drafts()).toEqual([]);
  expect(await book.save(wish(), 2)).toMatchObject({ is: 'saved' });
  expect([drafts(), pauses]).toEqual([WRITTEN, [5000]]);
});

test('a first attempt that comes through during the pause is found by the second look', async () => {
  const world = await erpnextWorld();
  world.whilePausing.do = () =>
    void world.erpnext.addTimesheet({ employee: 'HR-EMP-00001', title: 'Deskbell key-1', time_logs: [{ hours: 0.5 }] });
  expect(await world.book.save(world.wish(), 2)).toMatchObject({ is: 'saved', name: 'TS-2026-00001' });
  expect(world.erpnext.drafts()).toHaveLength(1);
});

test.each([true, false])(
  'a first attempt that comes through beside the second leaves the older draft alone (overlaps ignored: %j)',
  async (ignoreOverlap) => {
    const { erpnext, book, wish, drafts } = await erpnextWorld({}, { settings: { ignoreOverlap } });
    await book.save(wish(), 1);
    // Two looks by title and field, and the day's rows: all as empty as while ERPNext still works on the first.
    erpnext.fail({ path: SHEETS, method: 'GET', times: 5, action: NOTHING });
    expect(await book.save(wish(), 2)).toMatchObject({ is: 'saved', name: 'TS-2026-00001' });
    expect(drafts()).toEqual(WRITTEN);
    const posts = erpnext.requests.filter(({ method }) => method === 'POST');
    expect(posts.map(({ status }) => status)).toEqual([200, ignoreOverlap ? 200 : 417]);
  },
);

test("a person's copy of the sheet is left alone", async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  await book.save(wish(), 1);
  erpnext.addTimesheet({ title: 'Deskbell key-1', time_logs: [{ hours: 1 }] });
  expect(await book.save(wish(), 2)).toMatchObject({ name: 'TS-2026-00001' });
  expect(erpnext.drafts()).toHaveLength(2);
});

test('a key that was changed after a lost answer leaves the entry open, and the draft is found with the new one', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  erpnext.commitThenDrop();
  await expect(book.save(wish(), 1)).rejects.toMatchObject({ retry: 'unsure' });
  const headers = { 'content-type': 'application/json' };
  const body = { exc_type: 'AuthenticationError' };
  erpnext.fail({ path: '^/api/', times: 1, action: { do: 'answer', status: 401, headers, body } });
  await expect(book.save(wish(), 2)).rejects.toMatchObject({ retry: 'unsure', status: 401 });
  expect(await book.save(wish(), 3)).toMatchObject({ is: 'saved', name: 'TS-2026-00001' });
  expect(erpnext.drafts()).toHaveLength(1);
});

test('a unique key field refuses a second draft, which is then found', async () => {
  const { erpnext, book, wish, drafts } = await erpnextWorld();
  erpnext.addKeyField(true);
  await book.save(wish(), 1);
  expect(await book.save(wish(), 1)).toMatchObject({ is: 'saved', name: 'TS-2026-00001' });
  expect(drafts()).toEqual(WRITTEN);
});

test('a row that comes in between the look and the write moves the entry once more', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  const time_logs = [{ from_time: '2026-11-21 13:00:00', to_time: '2026-11-21 14:00:00' }];
  erpnext.addTimesheet({ employee: 'HR-EMP-00001', time_logs });
  erpnext.fail({ path: SHEETS, method: 'GET', times: 2, action: NOTHING });
  expect(await book.save(wish(), 1)).toMatchObject({ is: 'saved', from: '2026-11-21 12:30:00' });
});

test('when it still overlaps, the person is told with what, and what to do', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  const time_logs = [{ from_time: '2026-11-21 13:00:00', to_time: '2026-11-21 14:00:00' }];
  const name = erpnext.addTimesheet({ employee: 'HR-EMP-00001', time_logs });
  erpnext.fail({ path: SHEETS, method: 'GET', action: NOTHING });
  expect(await book.save(wish(), 1)).toEqual({
    is: 'refused',
    sentence: `The time overlaps with ${name} in ERPNext, and a second try found no better slot. Change that sheet, or have an administrator tick "Ignore Employee Time Overlap" in Projects Settings.`,
  });
});

test('a cancelled draft counts as written, an amended one in its stead', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  await book.save(wish(), 1);
  erpnext.submit('TS-2026-00001');
  erpnext.cancel('TS-2026-00001');
  expect(await book.save(wish(), 2)).toMatchObject({ is: 'saved', name: 'TS-2026-00001' });
  erpnext.addTimesheet({ title: 'Deskbell key-1', time_logs: [{ hours: 1 }] });
  expect(await book.save(wish(), 2)).toMatchObject({ is: 'saved', name: 'TS-2026-00002' });
});
