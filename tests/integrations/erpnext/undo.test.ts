import { expect, test } from 'vitest';
import { erpnextWorld } from './erpnext-world.ts';

const NAME = 'TS-2026-00001';

test('a draft is taken back; a second time it is gone already', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  await book.save(wish(), 1);
  expect([await book.undo('key-1', { name: NAME }), await book.undo('key-1', { name: NAME })]).toEqual([
    { is: 'undone' },
    { is: 'undone' },
  ]);
  expect(erpnext.drafts()).toEqual([]);
});

test('an undo whose answer was lost can be repeated', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  await book.save(wish(), 1);
  erpnext.fail({ path: NAME, method: 'DELETE', times: 1, action: { do: 'drop-after' } });
  await expect(book.undo('key-1', { name: NAME })).rejects.toMatchObject({ retry: 'unsure' });
  expect(await book.undo('key-1', { name: NAME })).toEqual({ is: 'undone' });
});

test('a submitted one is refused', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  await book.save(wish(), 1);
  erpnext.submit(NAME);
  const sentence = `${NAME} is submitted in ERPNext already: ask accounting to cancel it.`;
  expect(await book.undo('key-1', { name: NAME })).toEqual({ is: 'refused', sentence });
  expect(erpnext.timesheets()).toHaveLength(1);
});

test('one that is submitted at that very moment is refused in the words of ERPNext', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  await book.save(wish(), 1);
  const message = JSON.stringify({
    message: `Timesheet <strong>${NAME}</strong>: Submitted Record cannot be deleted.`,
  });
  const body = { exc_type: 'ValidationError', _server_messages: JSON.stringify([message]) };
  const headers = { 'content-type': 'application/json' };
  erpnext.fail({ path: NAME, method: 'DELETE', action: { do: 'answer', status: 417, headers, body } });
  expect(await book.undo('key-1', { name: NAME })).toEqual({
    is: 'refused',
    sentence: `ERPNext keeps ${NAME}: Timesheet ${NAME}: Submitted Record cannot be deleted.`,
  });
});

test('a cancelled one counts as taken back, unless it lives on as an amended one', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  await book.save(wish(), 1);
  erpnext.submit(NAME);
  erpnext.cancel(NAME);
  expect(await book.undo('key-1', { name: NAME })).toEqual({ is: 'undone' });
  const other = erpnext.amend(NAME);
  expect(await book.undo('key-1', { name: NAME })).toMatchObject({
    is: 'refused',
    sentence: expect.stringContaining(other),
  });
});

test("a name that now belongs to another entry's sheet, or to a person's, is not touched", async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  await book.save(wish({ key: 'key-2' }), 1);
  expect(await book.undo('key-1', { name: NAME })).toEqual({ is: 'undone' });
  const theirs = erpnext.addTimesheet({ title: 'Week 47', time_logs: [{ hours: 1 }] });
  expect(await book.undo('key-1', { name: theirs })).toMatchObject({ is: 'refused' });
  expect(erpnext.drafts()).toHaveLength(2);
});

test('with rows that somebody added, only our own goes', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  await book.save(wish(), 1);
  addRow(erpnext.drafts()[0]);
  expect(await book.undo('key-1', { name: NAME })).toEqual({ is: 'undone' });
  expect(erpnext.drafts()).toMatchObject([{ name: NAME, time_logs: [{ description: 'by hand' }] }]);
});

test('which row is ours cannot be told without the field: a person has to do it', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  erpnext.removeKeyField();
  await book.save(wish(), 1);
  addRow(erpnext.drafts()[0]);
  expect(await book.undo('key-1', { name: NAME })).toMatchObject({
    is: 'refused',
    sentence: expect.stringContaining(NAME),
  });
  expect(erpnext.drafts()).toMatchObject([{ time_logs: [{}, {}] }]);
});

function addRow(sheet: Record<string, unknown> | undefined): void {
  const rows = sheet?.['time_logs'] as Record<string, unknown>[];
  const times = { from_time: '2026-11-21 09:00:00', to_time: '2026-11-21 10:00:00', hours: 1 };
  rows.push({ ...rows[0], name: 'row-by-hand', idx: 2, ...times, description: 'by hand', custom_deskbell_key: null });
}
