import { expect, test } from 'vitest';
import { erpnextForTest, messages, sheet } from './erpnext-client.ts';

test('a wrong key is 401 even where guests may go, no key is 403 where they may not', async () => {
  const { erpnext, call } = await erpnextForTest();
  const asked = async (path: string, authorization: string | null) => {
    const { status, json } = await call('GET', path, undefined, authorization);
    return [status, json['exc_type'] ?? json['message']];
  };
  const whoami = '/api/method/frappe.auth.get_logged_user';
  expect(await asked('/api/method/ping', null)).toEqual([200, 'pong']);
  expect(await asked('/api/method/ping', 'token wrong:wrong')).toEqual([401, 'AuthenticationError']);
  expect(await asked('/api/method/ping', 'token a:b:c')).toEqual([401, 'AuthenticationError']);
  expect(await asked('/api/method/ping', 'token a:b c')).toEqual([200, 'pong']);
  const { apiKey, apiSecret } = erpnext;
  expect(await asked('/api/method/ping', `token ${apiKey}:wrong`)).toEqual([401, 'AuthenticationError']);
  expect(await asked('/api/method/ping', `token ${apiKey}`)).toEqual([401, 'AuthenticationError']);
  expect(await asked('/api/method/ping', `token ${apiKey}:${apiSecret}:more`)).toEqual([401, 'AuthenticationError']);
  expect(await asked('/api/method/ping', 'Basic ???')).toEqual([400, 'InvalidAuthorizationToken']);
  expect(await asked(whoami, null)).toEqual([403, 'PermissionError']);
  expect(await asked('/api/resource/Customer', null)).toEqual([403, 'PermissionError']);
  expect(await asked(whoami, erpnext.authorization.replace('token', 'TOKEN'))).toEqual([
    200,
    'chatops-bot@msp.example',
  ]);
  const basic = Buffer.from(`${erpnext.apiKey}:${erpnext.apiSecret}`).toString('base64');
  expect(await asked(whoami, `Basic ${basic}`)).toEqual([200, 'chatops-bot@msp.example']);
  erpnext.revokeKeys();
  expect(await asked(whoami, erpnext.authorization)).toEqual([401, 'AuthenticationError']);
});

test('redirects, unknown ways and unknown documents are told apart', async () => {
  const { call } = await erpnextForTest();
  expect((await call('POST', '/api/resource/Timesheet/', {})).status).toBe(301);
  expect(await call('GET', '/elsewhere')).toMatchObject({ status: 404, type: 'text/html' });
  expect(await call('GET', '/api/nothing')).toMatchObject({ status: 404, json: { exc_type: 'DoesNotExistError' } });
  expect(await call('GET', '/api/resource/Customer/Nobody')).toMatchObject({
    status: 404,
    json: { exc_type: 'DoesNotExistError' },
  });
  expect(await call('GET', '/api/method/frappe.client.insert')).toMatchObject({
    status: 403,
    json: { exc_type: 'PermissionError' },
  });
});

test('a list has only names and twenty rows, and null where a document has nothing', async () => {
  const { erpnext, list } = await erpnextForTest();
  expect(await list('Customer', { order_by: 'name asc', filters: { disabled: 0 } })).toEqual([
    { name: 'Acme' },
    { name: 'Globex' },
    { name: 'Initech' },
  ]);
  expect(await list('Employee', { fields: ['employee_name', 'department'], limit: 1, order_by: 'name asc' })).toEqual([
    { employee_name: 'Ann Baker', department: null },
  ]);
  for (let number = 0; number < 30; number += 1) erpnext.addCustomer(`Customer ${String(number).padStart(2, '0')}`);
  expect(await list('Customer')).toHaveLength(20);
  expect(await list('Customer', { limit_page_length: 0 })).toHaveLength(34);
  const second = await list('Customer', { order_by: 'name desc', limit_start: 2, limit_page_length: 2 });
  expect(second).toEqual([{ name: 'Globex' }, { name: 'Customer 29' }]);
});

test('filters compare as the database does', async () => {
  const { list } = await erpnextForTest();
  const names = async (query: Record<string, unknown>) =>
    (await list('Employee', { fields: ['employee_name'], order_by: 'name asc', ...query })).map(
      (row) => row['employee_name'],
    );
  const mail = 'ben@msp.example';
  expect(await names({ filters: [['employee_name', 'like', '%B%']] })).toEqual(['Ann Baker', 'Ben Cole']);
  expect(await names({ filters: [['employee_name', 'not like', 'ann%']] })).toEqual(['Ben Cole', 'Cara Diaz']);
  expect(await names({ filters: { user_id: ['in', [mail, 'cara@msp.example']] } })).toEqual(['Ben Cole', 'Cara Diaz']);
  expect(
    await names({
      filters: [['Employee', 'status', '=', 'active']],
      or_filters: [
        ['user_id', '=', mail],
        ['personal_email', '=', mail],
      ],
    }),
  ).toEqual(['Ben Cole']);
  expect(await names({ filters: [['department', 'is', 'not set']] })).toHaveLength(3);
  expect(await names({ filters: [['name', '>', 'HR-EMP-00001']] })).toEqual(['Ben Cole', 'Cara Diaz']);
});

test('a filter into the rows repeats a sheet for each row that passes', async () => {
  const { create, list, call } = await erpnextForTest();
  const two = sheet('2026-11-21 09:00:00', '2026-11-21 09:30:00');
  const later = { from_time: '2026-11-21 10:00:00', to_time: '2026-11-21 10:30:00', description: 'Ticket 99' };
  await create({ ...two, time_logs: [...(two['time_logs'] as object[]), later] });
  const filters = [['Timesheet Detail', 'description', 'like', '%ticket%']];
  expect(await list('Timesheet', { filters })).toHaveLength(2);
  expect(
    await list('Timesheet', {
      fields: ['time_logs.from_time'],
      filters: [['Timesheet Detail', 'description', '=', 'Ticket 99']],
    }),
  ).toEqual([{ from_time: '2026-11-21 10:00:00' }]);
  const count = await call('POST', '/api/method/frappe.client.get_count', { doctype: 'Timesheet', filters });
  expect(count.json).toEqual({ message: 1 });
  const ordered = { fields: ['time_logs.description'], order_by: '`tabTimesheet Detail`.`from_time` desc' };
  expect(await list('Timesheet', ordered)).toEqual([{ description: 'Ticket 99' }, { description: 'Ticket 1234' }]);
  expect((await list('Timesheet', { fields: ['*'] }))[0]).not.toHaveProperty('time_logs');
  const rows = '/api/resource/Timesheet%20Detail';
  expect((await call('GET', rows)).status).toBe(403);
  expect((await call('GET', `${rows}?parent=Timesheet`)).json['data']).toHaveLength(2);
});

test('the site tells its zone and versions, and stamps naive times on its own wall', async () => {
  const { erpnext, call, create } = await erpnextForTest({ settings: { timeZone: 'Asia/Tokyo' } });
  expect((await call('GET', '/api/method/frappe.client.get_time_zone', undefined, null)).json).toEqual({
    message: { time_zone: 'Asia/Tokyo' },
  });
  expect((await call('GET', '/api/method/frappe.utils.change_log.get_versions')).json).toMatchObject({
    message: { erpnext: { version: expect.stringMatching(/^15\./) } },
  });
  const { json } = await create(sheet('2026-11-21 09:00:00', '2026-11-21 09:30:00'));
  const creation = (json['data'] as { creation: string }).creation;
  const instant = Date.parse(`${creation.replace(' ', 'T').slice(0, 23)}+09:00`);
  expect(Math.abs(instant - erpnext.now())).toBeLessThan(5000);
});

test('rights, and a user tied to one employee, shrink what the bot sees', async () => {
  const { erpnext, call, create, list } = await erpnextForTest();
  erpnext.restrictToEmployee('HR-EMP-00001');
  expect(await list('Employee')).toEqual([{ name: 'HR-EMP-00001' }]);
  const other = await create(sheet('2026-11-21 09:00:00', '2026-11-21 09:30:00', {}, { employee: 'HR-EMP-00002' }));
  expect([other.status, other.json['exc_type']]).toEqual([403, 'PermissionError']);
  const made = await create(sheet('2026-11-21 09:00:00', '2026-11-21 09:30:00'));
  const { name } = made.json['data'] as { name: string };
  const given = await call('PUT', `/api/resource/Timesheet/${name}`, { employee: 'HR-EMP-00002' });
  expect([made.status, given.status]).toEqual([200, 403]);
  expect((await call('GET', '/api/resource/Employee/HR-EMP-00002')).status).toBe(403);
  erpnext.restrictToEmployee('HR-EMP-00003');
  expect((await call('GET', `/api/resource/Timesheet/${name}`)).status).toBe(403);
  for (const body of [{ note: 'x' }, { employee: 'HR-EMP-00003' }])
    expect((await call('PUT', `/api/resource/Timesheet/${name}`, body)).status).toBe(403);
  expect((await call('DELETE', `/api/resource/Timesheet/${name}`)).status).toBe(403);
  expect(await list('Timesheet')).toEqual([]);
  erpnext.setRights('Customer', []);
  const refused = await call('GET', '/api/resource/Customer');
  expect([refused.status, refused.json['exc_type']]).toEqual([403, 'PermissionError']);
  expect(refused.json['_error_message']).toBe('Insufficient Permission for <strong>Customer</strong>');
  const one = await call('GET', '/api/resource/Customer/Acme');
  expect([one.status, messages(one.json)]).toEqual([403, [expect.stringContaining('Customer <strong>Acme</strong>')]]);
});

test('a renamed customer is unknown by its old name, and its sheets follow', async () => {
  const { erpnext, create } = await erpnextForTest();
  await create(sheet('2026-11-21 09:00:00', '2026-11-21 09:30:00'));
  erpnext.renameCustomer('Acme', 'Acme Ltd');
  expect(erpnext.drafts()).toMatchObject([{ customer: 'Acme Ltd' }]);
  const stale = await create(sheet('2026-11-21 10:00:00', '2026-11-21 10:30:00'));
  expect(messages(stale.json)).toEqual(['Could not find Customer: Acme']);
});

test('a restart is a bad gateway first and maintenance after, then all is well', async () => {
  const { erpnext, call } = await erpnextForTest();
  erpnext.restart({ badGateway: 1, stopped: 1 });
  expect(await call('GET', '/api/method/ping')).toMatchObject({ status: 502, type: 'text/html' });
  expect(await call('GET', '/api/method/ping')).toMatchObject({ status: 503, json: { exc_type: 'SessionStopped' } });
  expect(await call('GET', '/api/method/ping')).toMatchObject({ status: 200 });
});

test('in read-only mode reads are answered and writes are not', async () => {
  const { erpnext, create, list } = await erpnextForTest();
  const one = sheet('2026-11-21 09:00:00', '2026-11-21 09:30:00');
  erpnext.readOnly();
  const refused = await create(one);
  expect([refused.status, refused.json['exc_type']]).toEqual([503, 'InReadOnlyMode']);
  expect(await list('Timesheet')).toEqual([]);
  erpnext.clearFaults();
  expect((await create(one)).status).toBe(200);
});

test('a saved sheet whose answer is lost is there all the same', async () => {
  const { erpnext, create, list } = await erpnextForTest();
  erpnext.commitThenDrop(1);
  await expect(
    create(sheet('2026-11-21 09:00:00', '2026-11-21 09:30:00', { custom_deskbell_key: 'K9' })),
  ).rejects.toThrow('fetch failed');
  expect(await list('Timesheet', { filters: [['Timesheet Detail', 'custom_deskbell_key', '=', 'K9']] })).toHaveLength(
    1,
  );
});

test('broken JSON is a 500, and a JSON body hides the query', async () => {
  const { erpnext, call } = await erpnextForTest();
  const headers = { authorization: erpnext.authorization, 'content-type': 'application/json' };
  const broken = await fetch(`${erpnext.url}/api/resource/Timesheet`, { method: 'POST', headers, body: '{' });
  expect([broken.status, await broken.json()]).toEqual([500, expect.objectContaining({ exc_type: 'JSONDecodeError' })]);
  const answer = await call('POST', '/api/method/frappe.client.get_list?fields=["customer_name"]', {
    doctype: 'Customer',
    limit: 1,
  });
  expect(Object.keys((answer.json['message'] as object[])[0] ?? {})).toEqual(['name']);
});
