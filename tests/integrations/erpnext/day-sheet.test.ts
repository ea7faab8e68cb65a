import { expect, test } from 'vitest';
import { erpnextWorld } from './erpnext-world.ts';

const DAY = 'Deskbell day 2026-11-21';
const json = { 'content-type': 'application/json' };

/** Keys of the rows, sheet by sheet. */
function keys(sheets: readonly Record<string, unknown>[]): unknown[] {
  return sheets.map((sheet) => [
    sheet['customer'],
    (sheet['time_logs'] as Record<string, unknown>[]).map((row) => row['custom_deskbell_key']),
  ]);
}

test.each([15, 16] as const)('entries of a day and a customer are rows of one draft (%i)', async (version) => {
  const { erpnext, book, wish } = await erpnextWorld({}, { settings: { version } });
  const globex = { id: 'Globex', name: 'Globex' };
  const first = await book.save(wish({ sheet: 'day' }), 1);
  const second = await book.save(wish({ sheet: 'day', key: 'key-2', rate: 200 }), 1);
  await book.save(wish({ sheet: 'day', key: 'key-3', customer: globex }), 1);
  await book.save(
    wish({ sheet: 'day', key: 'key-4', person: { id: 'ben', name: 'Ben Cole', email: 'ben@msp.example' } }),
    1,
  );
  await book.save(wish({ sheet: 'day', key: 'key-5', endsAt: wish().endsAt - 86_400_000 }), 1);
  await book.save(wish({ sheet: 'own', key: 'key-6' }), 1);
  expect(first).toMatchObject({ is: 'saved', name: 'TS-2026-00001', to: '2026-11-21 14:00:00' });
  expect(second).toMatchObject({ is: 'saved', name: 'TS-2026-00001', to: '2026-11-21 13:30:00' });
  expect(keys(erpnext.drafts())).toEqual([
    ['Acme', ['key-1', 'key-2']],
    ['Globex', ['key-3']],
    ['Acme', ['key-4']],
    ['Acme', ['key-5']],
    ['Acme', ['key-6']],
  ]);
  expect(erpnext.drafts()[0]).toMatchObject({ title: DAY, total_hours: 1, total_billable_amount: 160 });
});

test('a sheet that a person began, one of another project, and one that was submitted are left alone', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  const time_logs = [{ from_time: '2026-11-21 08:00:00', to_time: '2026-11-21 09:00:00', activity_type: 'Planning' }];
  erpnext.addTimesheet({ employee: 'HR-EMP-00001', customer: 'Acme', title: DAY, time_logs });
  await book.save(wish({ sheet: 'day' }), 1);
  await book.save(wish({ sheet: 'day', key: 'key-2', project: 'PROJ-0001' }), 1);
  erpnext.submit('TS-2026-00002');
  await book.save(wish({ sheet: 'day', key: 'key-3' }), 1);
  expect(keys(erpnext.timesheets()).map((sheet) => (sheet as unknown[])[1])).toEqual([
    [null],
    ['key-1'],
    ['key-2'],
    ['key-3'],
  ]);
});

test('one that is submitted between the look and the row gives the entry a sheet', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  await book.save(wish({ sheet: 'day' }), 1);
  const body = { exc_type: 'UpdateAfterSubmitError' };
  erpnext.fail({ path: 'frappe.client.insert', times: 1, action: { do: 'answer', status: 417, headers: json, body } });
  expect(await book.save(wish({ sheet: 'day', key: 'key-2' }), 1)).toMatchObject({ name: 'TS-2026-00002' });
});

test('a save of somebody else in between is waited out, and nothing is written twice', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  await book.save(wish({ sheet: 'day' }), 1);
  const body = { exc_type: 'TimestampMismatchError' };
  const action = { do: 'answer', status: 417, headers: json, body } as const;
  erpnext.fail({ path: 'frappe.client.insert', times: 2, action });
  expect(await book.save(wish({ sheet: 'day', key: 'key-2' }), 1)).toMatchObject({ name: 'TS-2026-00001' });
  erpnext.fail({ path: 'frappe.client.insert', times: 3, action });
  await expect(book.save(wish({ sheet: 'day', key: 'key-3' }), 1)).rejects.toMatchObject({ retry: 'later' });
  expect(keys(erpnext.drafts())).toEqual([['Acme', ['key-1', 'key-2']]]);
});

test('a row whose answer was lost is found by its key, and a second one of it is taken out', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  await book.save(wish({ sheet: 'day' }), 1);
  const entry = wish({ sheet: 'day', key: 'key-2' });
  erpnext.fail({ path: 'frappe.client.insert', times: 1, action: { do: 'drop-after' } });
  await expect(book.save(entry, 1)).rejects.toMatchObject({ retry: 'unsure' });
  expect(await book.save(entry, 2)).toMatchObject({ is: 'saved', name: 'TS-2026-00001', from: '2026-11-21 13:00:00' });
  expect(keys(erpnext.drafts())).toEqual([['Acme', ['key-1', 'key-2']]]);
  await book.save(entry, 1);
  expect(keys(erpnext.drafts())).toEqual([['Acme', ['key-1', 'key-2', 'key-2']]]);
  expect(await book.undo('key-2', { keep: 'TS-2026-00001' })).toEqual({ is: 'undone' });
  expect(keys(erpnext.drafts())).toEqual([['Acme', ['key-1', 'key-2']]]);
});

test('undo takes out the row, and with the last one the sheet', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  await book.save(wish({ sheet: 'day' }), 1);
  await book.save(wish({ sheet: 'day', key: 'key-2' }), 1);
  expect(await book.undo('key-1', { name: 'TS-2026-00001' })).toEqual({ is: 'undone' });
  expect(keys(erpnext.drafts())).toEqual([['Acme', ['key-2']]]);
  expect(await book.undo('key-1', { name: 'TS-2026-00001' })).toEqual({ is: 'undone' });
  expect(await book.undo('key-2', { name: 'TS-2026-00001' })).toEqual({ is: 'undone' });
  expect(erpnext.timesheets()).toEqual([]);
});

test('without the right to protected columns, or the field, each entry has a sheet and bills what it should', async () => {
  const limited = await erpnextWorld();
  limited.erpnext.setLevelOne(false);
  await limited.book.save(limited.wish({ sheet: 'day' }), 1);
  await limited.book.save(limited.wish({ sheet: 'day', key: 'key-2', rate: 200 }), 1);
  expect(limited.erpnext.drafts()).toMatchObject([{ total_billable_amount: 60 }, { total_billable_amount: 100 }]);
  const fieldless = await erpnextWorld();
  fieldless.erpnext.removeKeyField();
  await fieldless.book.save(fieldless.wish({ sheet: 'day' }), 1);
  await fieldless.book.save(fieldless.wish({ sheet: 'day', key: 'key-2' }), 1);
  expect(fieldless.erpnext.drafts()).toMatchObject([{ title: 'Deskbell key-1' }, { title: 'Deskbell key-2' }]);
});

test('a row of a person that blocks every save does not block the entry', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  await book.save(wish({ sheet: 'day' }), 1);
  // Rows that overlap, from a time when that was allowed.
  const rows = erpnext.drafts()[0]?.['time_logs'] as Record<string, unknown>[];
  rows.push({ ...rows[0], name: 'row-2', idx: 2, custom_deskbell_key: null });
  expect(await book.save(wish({ sheet: 'day', key: 'key-2' }), 1)).toMatchObject({
    is: 'saved',
    name: 'TS-2026-00002',
  });
});
