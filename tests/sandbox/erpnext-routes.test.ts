import { expect, test } from 'vitest';
import { ADMINISTRATOR } from '../../sandbox/erpnext/default-site.ts';
import { erpnextForTest, messages, sheet, type Body } from './erpnext-client.ts';

const ADMIN = `token ${ADMINISTRATOR.key}:${ADMINISTRATOR.secret}`;
const MORNING = ['2026-11-21 09:00:00', '2026-11-21 09:30:00'] as const;

test('a body is read as JSON only under its media type, as a form under that', async () => {
  const { erpnext } = await erpnextForTest();
  const post = async (type: string, body: string) => {
    const headers = { authorization: erpnext.authorization, 'content-type': type };
    const answer = await fetch(`${erpnext.url}/api/resource/Timesheet`, { method: 'POST', headers, body });
    return [answer.status, ((await answer.json()) as Body)['exc_type']];
  };
  const json = JSON.stringify(sheet(...MORNING));
  expect(await post('text/plain', json)).toEqual([417, 'MandatoryError']);
  const form = new URLSearchParams({ data: json }).toString();
  expect(await post('application/x-www-form-urlencoded', form)).toEqual([200, undefined]);
  expect(await post('application/json', '[]')).toEqual([417, 'ValidationError']);
});

test('a redirect keeps the query, and is for .html too', async () => {
  const { call } = await erpnextForTest();
  const where = async (path: string) => {
    const { status, headers } = await call('GET', path);
    return [status, headers.get('location')];
  };
  expect(await where('/api/resource/Customer/?limit=1')).toEqual([301, '/api/resource/Customer?limit=1']);
  expect(await where('/api/resource/Customer.html')).toEqual([301, '/api/resource/Customer']);
});

test('a function that is not there is refused, and 14 has fewer', async () => {
  const { erpnext, call } = await erpnextForTest();
  const ask = async (method: string) => {
    const { status, json } = await call('GET', `/api/method/${method}`, undefined, null);
    return [status, json['exc_type'] ?? json['message']];
  };
  expect(await ask('frappe.client.explode')).toEqual([417, 'ValidationError']);
  expect(await ask('frappe.ping')).toEqual([200, 'pong']);
  erpnext.site.settings.version = 14;
  expect(await ask('frappe.ping')).toEqual([417, 'ValidationError']);
  expect(await ask('frappe.handler.ping')).toEqual([200, 'pong']);
  expect((await call('GET', '/api/method/frappe.client.get?doctype=Customer')).json['exc_type']).toBe('TypeError');
});

test('a name that is taken is 409, but a customer gets a number behind it', async () => {
  const { call } = await erpnextForTest();
  const make = async (doctype: string, body: Body) => {
    const { status, json } = await call('POST', `/api/resource/${doctype}`, body, ADMIN);
    return [status, json['exc_type'] ?? (json['data'] as Body)['name']];
  };
  expect(await make('Activity%20Type', { activity_type: 'Execution' })).toEqual([409, 'DuplicateEntryError']);
  expect(await make('Customer', { customer_name: 'Acme' })).toEqual([200, 'Acme - 1']);
  expect(await make('Customer', { customer_name: 'Acme' })).toEqual([200, 'Acme - 2']);
  expect(await make('Customer', { customer_name: ' ' })).toEqual([417, 'ValidationError']);
  expect(await make('Project', { status: 'Open' })).toEqual([417, 'MandatoryError']);
});

test('a change asks for links, times and the right as the first save does', async () => {
  const { erpnext, create, call } = await erpnextForTest();
  const { name } = (await create(sheet(...MORNING))).json['data'] as { name: string };
  const put = async (body: Body) => {
    const { status, json } = await call('PUT', `/api/resource/Timesheet/${name}`, body);
    return [status, json['exc_type'], messages(json)[0]];
  };
  expect(await put({ customer: 'Akme' })).toEqual([417, 'LinkValidationError', 'Could not find Customer: Akme']);
  expect(await put({ time_logs: [{ from_time: 'noon', to_time: 'one' }] })).toEqual([
    417,
    'ValidationError',
    'noon is not a valid date string.',
  ]);
  erpnext.setRights('Timesheet', ['read']);
  expect((await put({ note: 'x' })).slice(0, 2)).toEqual([403, 'PermissionError']);
  erpnext.setRights('Timesheet', []);
  const got = await call('POST', '/api/method/frappe.client.get', { doctype: 'Timesheet', name });
  expect(got.status).toBe(403);
});

test('a right that is asked for ends at what the user may see', async () => {
  const { erpnext, call } = await erpnextForTest();
  const may = async (docname: string) => {
    const body = { doctype: 'Employee', docname, perm_type: 'read' };
    return (await call('POST', '/api/method/frappe.client.has_permission', body)).json['message'];
  };
  erpnext.restrictToEmployee('HR-EMP-00001');
  expect(await may('HR-EMP-00001')).toEqual({ has_permission: true });
  expect(await may('HR-EMP-00002')).toEqual({ has_permission: false });
});

test('in 14 a custom field is named without a prefix', async () => {
  const { erpnext, call } = await erpnextForTest({ settings: { version: 14, keyField: null } });
  const field = { dt: 'Timesheet Detail', label: 'Deskbell Key', fieldtype: 'Data' };
  const made = await call('POST', '/api/resource/Custom%20Field', field, ADMIN);
  expect(made.json['data']).toMatchObject({ fieldname: 'deskbell_key' });
  expect(erpnext.site.settings.keyField).toBe('deskbell_key');
  const other = await call('POST', '/api/resource/Custom%20Field', { ...field, dt: 'Customer' }, ADMIN);
  expect(other.status).toBe(417);
});

test('the page of a sheet is found under the root of either version, its query kept', async () => {
  const { call } = await erpnextForTest();
  const moved = await call('GET', '/desk/timesheet/TS-1?a=b');
  expect([moved.status, moved.headers.get('location')]).toEqual([301, '/app/timesheet/TS-1?a=b']);
  expect((await call('GET', '/app/timesheet/TS-1')).text).toContain('TS-1 not found');
});
