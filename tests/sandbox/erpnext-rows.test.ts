import { expect, test } from 'vitest';
import { erpnextForTest, sheet, type Body } from './erpnext-client.ts';

const ROWS = '/api/resource/Timesheet%20Detail';

async function twoRows() {
  const world = await erpnextForTest();
  const first = sheet('2026-11-21 09:00:00', '2026-11-21 09:30:00');
  const later = { from_time: '2026-11-21 10:00:00', to_time: '2026-11-21 10:30:00', description: 'later' };
  const made = await world.create({ ...first, time_logs: [...(first['time_logs'] as Body[]), later] });
  const { name, time_logs } = made.json['data'] as { name: string; time_logs: { name: string }[] };
  return { ...world, name, rows: time_logs.map((row) => row.name) };
}

test('a row can be read by itself by those who may read its sheet', async () => {
  const { erpnext, call, rows } = await twoRows();
  expect((await call('GET', `${ROWS}/${rows[1]}`)).json['data']).toMatchObject({
    doctype: 'Timesheet Detail',
    description: 'later',
  });
  erpnext.restrictToEmployee('HR-EMP-00002');
  expect((await call('GET', `${ROWS}/${rows[1]}`)).status).toBe(403);
  erpnext.restrictToEmployee(null);
  erpnext.setRights('Timesheet', []);
  expect((await call('GET', `${ROWS}/${rows[1]}`)).status).toBe(403);
});

test('deleted by its own address, a row goes behind its sheet’s back: the sums stay wrong', async () => {
  const { erpnext, call, name, rows } = await twoRows();
  erpnext.setRights('Timesheet', ['read']);
  expect((await call('DELETE', `${ROWS}/${rows[1]}`)).status).toBe(403);
  erpnext.setRights('Timesheet', ['read', 'delete']);
  erpnext.readOnly();
  expect((await call('DELETE', `${ROWS}/${rows[1]}`)).status).toBe(503);
  erpnext.readOnly(false);
  expect(await call('DELETE', `${ROWS}/${rows[1]}`)).toMatchObject({ status: 202, json: { data: 'ok' } });
  expect((await call('GET', `/api/resource/Timesheet/${name}`)).json['data']).toMatchObject({
    total_hours: 1,
    time_logs: [{ name: rows[0] }],
  });
  expect((await call('DELETE', `${ROWS}/${rows[1]}`)).status).toBe(404);
});

test('rows are saved through their sheet alone', async () => {
  const { erpnext, call, rows } = await twoRows();
  expect((await call('POST', ROWS, { description: 'new' })).status).toBe(417);
  expect((await call('PUT', `${ROWS}/${rows[0]}`, { description: 'new' })).status).toBe(417);
  const orphan = { doc: { doctype: 'Timesheet Detail', description: 'new' } };
  expect((await call('POST', '/api/method/frappe.client.insert', orphan)).status).toBe(417);
  expect(erpnext.drafts()).toMatchObject([{ time_logs: [{ description: 'Ticket 1234' }, { description: 'later' }] }]);
});

test('a row that an update names must be one of the sheet', async () => {
  const { call, name } = await twoRows();
  const changed = await call('PUT', `/api/resource/Timesheet/${name}`, { time_logs: [{ name: 'nothing' }] });
  expect(changed.status).toBe(404);
});
