import { expect, test } from 'vitest';
import { ADMINISTRATOR } from '../../sandbox/erpnext/default-site.ts';
import { erpnextForTest, messages, sheet, type Body } from './erpnext-client.ts';

const ADMIN = `token ${ADMINISTRATOR.key}:${ADMINISTRATOR.secret}`;
const MORNING = ['2026-11-21 09:00:00', '2026-11-21 09:30:00'] as const;

async function withSheets() {
  const { erpnext, create, call, list } = await erpnextForTest();
  const make = async (hour: string, row: Body = {}) => {
    const { json } = await create(sheet(`2026-11-21 ${hour}:00:00`, `2026-11-21 ${hour}:30:00`, row));
    return (json['data'] as { name: string }).name;
  };
  const put = async (name: string, body: Body, authorization?: string) => {
    const { status, json } = await call('PUT', `/api/resource/Timesheet/${name}`, body, authorization);
    return [status, json['exc_type'] ?? (json['data'] as Body)['status']];
  };
  return { erpnext, create, call, list, make, put };
}

test('a sheet goes from draft to submitted to cancelled, and no other way', async () => {
  const { make, put } = await withSheets();
  const name = await make('09');
  expect(await put(name, { docstatus: 2 }, ADMIN)).toEqual([417, 'DocstatusTransitionError']);
  expect(await put(name, { docstatus: 7 }, ADMIN)).toEqual([417, 'ValidationError']);
  expect(await put(name, { docstatus: 1 })).toEqual([403, 'PermissionError']);
  expect(await put(name, { docstatus: 1 }, ADMIN)).toEqual([200, 'Submitted']);
  expect(await put(name, { docstatus: 0 }, ADMIN)).toEqual([417, 'DocstatusTransitionError']);
  expect(await put(name, { note: 'late' }, ADMIN)).toEqual([417, 'UpdateAfterSubmitError']);
  expect(await put(name, { docstatus: 2 })).toEqual([403, 'PermissionError']);
  expect(await put(name, { docstatus: 2 }, ADMIN)).toEqual([200, 'Cancelled']);
  expect(await put(name, { note: 'late' }, ADMIN)).toEqual([417, 'ValidationError']);
});

test('a new sheet may be submitted at once by those who may, and never begins as cancelled', async () => {
  const { call } = await withSheets();
  const post = (docstatus: number) =>
    call('POST', '/api/resource/Timesheet', sheet(...MORNING, {}, { docstatus }), ADMIN);
  expect((await post(2)).json['exc_type']).toBe('DocstatusTransitionError');
  expect((await post(1)).json['data']).toMatchObject({ status: 'Submitted', docstatus: 1 });
});

test.each([
  ['an end', { hours: 0, to_time: '' }, 'Row 1: From Time and To Time is mandatory.'],
  ['an activity', { activity_type: '' }, 'Row 1: Activity Type is mandatory.'],
  ['hours', { to_time: MORNING[0] }, 'Row 1: Hours value must be greater than zero.'],
])('a draft does without %s, which is asked for when it is submitted', async (_what, row, sentence) => {
  const { create, call } = await erpnextForTest();
  const made = await create(sheet(...MORNING, row));
  expect(made.status).toBe(200);
  const { name } = made.json['data'] as { name: string };
  const submitted = await call('PUT', `/api/resource/Timesheet/${name}`, { docstatus: 1 }, ADMIN);
  expect([submitted.status, messages(submitted.json)]).toEqual([417, [sentence]]);
});

test('the name of the last sheet is given away again when it is deleted, one before it is not', async () => {
  const { erpnext, make, call } = await withSheets();
  const [first, second] = [await make('09'), await make('10')];
  await call('DELETE', `/api/resource/Timesheet/${second}`);
  expect(await make('11')).toBe(second);
  await call('DELETE', `/api/resource/Timesheet/${first}`);
  expect(await make('12')).toMatch(/-00003$/);
  expect(erpnext.drafts()).toMatchObject([
    { name: second, time_logs: [{ from_time: '2026-11-21 11:00:00' }] },
    { name: expect.stringMatching(/-00003$/) },
  ]);
});

test('cancelled and amended, both sheets carry the key', async () => {
  const { erpnext, make, list } = await withSheets();
  const name = await make('09', { custom_deskbell_key: 'K1' });
  expect(() => erpnext.amend(name)).toThrow('is not cancelled');
  erpnext.submit(name);
  erpnext.cancel(name);
  expect(erpnext.amend(name)).toBe(`${name}-1`);
  const keyed = { filters: [['Timesheet Detail', 'custom_deskbell_key', '=', 'K1']], fields: ['name', 'docstatus'] };
  expect(await list('Timesheet', { ...keyed, order_by: '`tabTimesheet`.`name` asc' })).toEqual([
    { name, docstatus: 2 },
    { name: `${name}-1`, docstatus: 0 },
  ]);
  erpnext.submit(`${name}-1`);
  erpnext.cancel(`${name}-1`);
  expect(erpnext.amend(`${name}-1`)).toBe(`${name}-2`);
  expect(await make('10')).toMatch(/-00002$/);
});

test('where the key is unique, an amended sheet is refused', async () => {
  const { erpnext, make } = await withSheets();
  erpnext.addKeyField(true);
  const name = await make('09', { custom_deskbell_key: 'K1' });
  erpnext.submit(name);
  erpnext.cancel(name);
  expect(() => erpnext.amend(name)).toThrow('must be unique');
});

test('a sheet that was submitted meanwhile takes no row, and gives none', async () => {
  const { erpnext, make, call } = await withSheets();
  const name = await make('09');
  erpnext.submit(name);
  const doc = {
    doctype: 'Timesheet Detail',
    parenttype: 'Timesheet',
    parentfield: 'time_logs',
    parent: name,
    from_time: '2026-11-21 10:00:00',
    to_time: '2026-11-21 10:30:00',
  };
  const added = await call('POST', '/api/method/frappe.client.insert', { doc });
  expect([added.status, added.json['exc_type']]).toEqual([417, 'UpdateAfterSubmitError']);
  const [row] = erpnext.timesheets().flatMap((one) => one['time_logs'] as Body[]);
  const taken = await call('POST', '/api/method/frappe.client.delete', {
    doctype: 'Timesheet Detail',
    name: row?.['name'],
  });
  expect([taken.status, taken.json['exc_type']]).toEqual([417, 'UpdateAfterSubmitError']);
});

test('deleting a submitted sheet is 403 without the right, 417 with it; a cancelled one goes', async () => {
  const { erpnext, make, call } = await withSheets();
  const name = await make('09');
  erpnext.submit(name);
  const remove = async () => {
    const { status, json } = await call('DELETE', `/api/resource/Timesheet/${name}`);
    return [status, json['exc_type']];
  };
  expect(await remove()).toEqual([417, 'ValidationError']);
  erpnext.setRights('Timesheet', ['read']);
  expect(await remove()).toEqual([403, 'PermissionError']);
  erpnext.setRights('Timesheet', ['read', 'delete']);
  erpnext.cancel(name);
  expect(await remove()).toEqual([202, undefined]);
});

test('people edit and delete sheets by hand, and what was read before is stale', async () => {
  const { erpnext, make, put, call } = await withSheets();
  const name = await make('09');
  const { modified } = (await call('GET', `/api/resource/Timesheet/${name}`)).json['data'] as Body;
  erpnext.edit(name, { note: 'by hand' });
  expect(await put(name, { modified, note: 'by the bot' })).toEqual([417, 'TimestampMismatchError']);
  expect(erpnext.drafts()).toMatchObject([{ note: 'by hand' }]);
  erpnext.remove(name);
  expect((await call('GET', `/api/resource/Timesheet/${name}`)).status).toBe(404);
});
