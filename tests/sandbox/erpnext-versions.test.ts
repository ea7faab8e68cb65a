import { expect, test } from 'vitest';
import { ADMINISTRATOR } from '../../sandbox/erpnext/default-site.ts';
import { erpnextForTest, messages, sheet, type Body } from './erpnext-client.ts';

const MORNING = ['2026-11-21 09:00:00', '2026-11-21 09:30:00'] as const;
const ADMIN = `token ${ADMINISTRATOR.key}:${ADMINISTRATOR.secret}`;

function logs(json: Body): Body[] {
  return ((json['data'] ?? json['message']) as { time_logs: Body[] }).time_logs;
}

test('v14 answers a deletion under another key, and has no /api/v1', async () => {
  const { create, call } = await erpnextForTest({ settings: { version: 14 } });
  const { json } = await create(sheet(...MORNING));
  const { name } = json['data'] as { name: string };
  expect(await call('DELETE', `/api/resource/Timesheet/${name}`)).toMatchObject({
    status: 202,
    json: { message: 'ok' },
  });
  expect((await call('GET', '/api/v1/resource/Customer')).status).toBe(404);
  const later = await erpnextForTest();
  expect((await later.call('GET', '/api/v1/resource/Customer')).status).toBe(200);
});

test('hours are what the wall clock says, also in the night the clock goes back', async () => {
  const { create } = await erpnextForTest({ settings: { timeZone: 'America/New_York' } });
  const { json } = await create(sheet('2026-11-01 01:30:00', '2026-11-01 03:00:00'));
  expect(logs(json)).toMatchObject([{ hours: 1.5 }]);
});

test('protected columns pass on the first save, and are put back on later ones without the right', async () => {
  const { erpnext, create, call } = await erpnextForTest();
  erpnext.setLevelOne(false);
  const made = (await create(sheet(...MORNING, { billing_hours: 0.25 }))).json['data'] as { name: string };
  expect(made).not.toHaveProperty('time_logs.0.billing_hours');
  expect(erpnext.drafts()).toMatchObject([{ time_logs: [{ billing_hours: 0.25 }] }]);
  const doc = {
    doctype: 'Timesheet Detail',
    parenttype: 'Timesheet',
    parentfield: 'time_logs',
    parent: made.name,
    from_time: '2026-11-21 10:00:00',
    to_time: '2026-11-21 11:00:00',
    is_billable: 1,
    billing_hours: 0.25,
  };
  await call('POST', '/api/method/frappe.client.insert', { doc });
  expect(erpnext.drafts()).toMatchObject([{ time_logs: [{ billing_hours: 0.25 }, { billing_hours: 1 }] }]);
});

test('a warning comes with a 200', async () => {
  const { create } = await erpnextForTest();
  const { status, json } = await create(sheet(...MORNING, { billing_hours: 2 }));
  expect([status, messages(json)]).toEqual([
    200,
    ['Warning - Row 1: Billing Hours are more than <strong>Actual Hours</strong>'],
  ]);
});

test('overlap is nobody’s business once the administrator said so', async () => {
  const { create } = await erpnextForTest({ settings: { ignoreOverlap: true } });
  await create(sheet(...MORNING));
  expect((await create(sheet(...MORNING))).status).toBe(200);
});

test('tracebacks leave only where they may, and text is asked for with Accept', async () => {
  const { erpnext, create } = await erpnextForTest({ settings: { tracebacks: false } });
  const failed = (await create({ employee: 'HR-EMP-00001' })).json;
  expect(Object.keys(failed).toSorted()).toEqual(['_server_messages', 'exc_type']);
  erpnext.site.settings.tracebacks = true;
  expect(Object.keys((await create({})).json).toSorted()).toEqual(['_server_messages', 'exc', 'exc_type', 'exception']);
  const headers = { accept: 'text/html', authorization: erpnext.authorization };
  const page = await fetch(`${erpnext.url}/api/resource/Customer/Nobody`, { headers });
  expect([page.status, page.headers.get('content-type')]).toEqual([404, expect.stringMatching(/^text\/html/)]);
});

test('the administrator adds the custom field over the API, the bot may not', async () => {
  const { erpnext, create, call } = await erpnextForTest();
  erpnext.removeKeyField();
  const field = { dt: 'Timesheet Detail', label: 'Deskbell Key', fieldtype: 'Data', insert_after: 'description' };
  expect((await call('POST', '/api/resource/Custom%20Field', field)).status).toBe(403);
  const added = await call('POST', '/api/resource/Custom%20Field', field, ADMIN);
  expect(added.json['data']).toMatchObject({ fieldname: 'custom_deskbell_key' });
  expect(logs((await create(sheet(...MORNING, { custom_deskbell_key: 'K1' }))).json)).toMatchObject([
    { custom_deskbell_key: 'K1' },
  ]);
});

test('an inactive employee is refused only with the HRMS app', async () => {
  const { erpnext, create, list } = await erpnextForTest();
  erpnext.deactivateEmployee('HR-EMP-00001');
  expect(await list('Employee', { filters: { status: 'Active' } })).toHaveLength(2);
  expect((await create(sheet(...MORNING))).status).toBe(200);
  erpnext.site.settings.hrms = true;
  const refused = await create(sheet('2026-11-22 09:00:00', '2026-11-22 09:30:00'));
  expect([refused.status, refused.json['exc_type']]).toEqual([417, 'ValidationError']);
});

test('the search of a link leaves out what is disabled', async () => {
  const { call } = await erpnextForTest();
  const search = async (text: string) =>
    (await call('GET', `/api/method/frappe.desk.search.search_link?doctype=Customer&txt=${text}`)).json['message'];
  expect(await search('ACM')).toEqual([{ value: 'Acme', description: 'Acme' }]);
  expect(await search('umbrella')).toEqual([]);
});

test('a value, a whole document and a right can be asked for by name', async () => {
  const { call } = await erpnextForTest();
  const ask = async (method: string, body: Body) =>
    (await call('POST', `/api/method/frappe.client.${method}`, body)).json['message'];
  expect(
    await ask('get_value', {
      doctype: 'Employee',
      filters: { user_id: 'ben@msp.example' },
      fieldname: 'employee_name',
    }),
  ).toEqual({
    employee_name: 'Ben Cole',
  });
  expect(await ask('get', { doctype: 'Customer', name: 'Acme' })).toMatchObject({
    doctype: 'Customer',
    customer_name: 'Acme',
  });
  expect(await ask('has_permission', { doctype: 'Customer', docname: 'Acme', perm_type: 'write' })).toEqual({
    has_permission: false,
  });
});

test('a row can be changed by name, through its sheet', async () => {
  const { create, call } = await erpnextForTest();
  const [row] = logs((await create(sheet(...MORNING))).json);
  const changes = { doctype: 'Timesheet Detail', name: row?.['name'], fieldname: { to_time: '2026-11-21 10:00:00' } };
  const changed = await call('POST', '/api/method/frappe.client.set_value', changes);
  expect(changed.json['message']).toMatchObject({ total_hours: 1, time_logs: [{ name: row?.['name'], hours: 1 }] });
});

test('another site’s page is an HTML 404, and a limit says when to come back', async () => {
  const { erpnext, call } = await erpnextForTest();
  erpnext.unknownSite();
  erpnext.tooManyRequests(7);
  expect(await call('GET', '/api/method/ping')).toMatchObject({ status: 404, type: 'text/html' });
  const limited = await call('GET', '/api/method/ping');
  expect([limited.status, limited.headers.get('retry-after'), limited.json['exc_type']]).toEqual([
    429,
    '7',
    'TooManyRequestsError',
  ]);
});

test('the link to a sheet is a page in each version', async () => {
  for (const version of [15, 16] as const) {
    const { erpnext, create } = await erpnextForTest({ settings: { version } });
    const { name } = (await create(sheet(...MORNING))).json['data'] as { name: string };
    const page = await fetch(`${erpnext.url}/app/timesheet/${name}`);
    expect([page.status, new URL(page.url).pathname]).toEqual([
      200,
      `/${version === 15 ? 'app' : 'desk'}/timesheet/${name}`,
    ]);
    expect(await page.text()).toContain('<td>Ann Baker</td>');
  }
});

test('the driver is there over HTTP too', async () => {
  const { erpnext, create } = await erpnextForTest();
  const { name } = (await create(sheet(...MORNING))).json['data'] as { name: string };
  const act = async (path: string, body: unknown) => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch(`${erpnext.url}/_sandbox/${path}`, { method: 'POST', headers, body: JSON.stringify(body) }))
      .status;
  };
  expect(await act('submit', { name })).toBe(200);
  expect(await act('submit', { name: 'TS-0' })).toBe(400);
  const state: unknown = await (await fetch(`${erpnext.url}/_sandbox/state`)).json();
  expect(state).toMatchObject({ timesheets: [{ name, docstatus: 1, total_hours: 0.5, rows: [{ hours: 0.5 }] }] });
});
