import { expect, test } from 'vitest';
import { erpnextForTest, messages, sheet, type Body } from './erpnext-client.ts';

const HALF_PAST = ['2026-11-21 13:30:00', '2026-11-21 14:00:00'] as const;

async function refusal(answer: Promise<{ status: number; json: Body }>) {
  const { status, json } = await answer;
  return [status, json['exc_type'], messages(json)];
}

test('a draft is made with 200, a series name, computed hours and no nulls', async () => {
  const { create } = await erpnextForTest();
  const { status, json } = await create({
    name: 'mine',
    ...sheet(...HALF_PAST, { hours: 9, billing_hours: 0.5, custom_deskbell_key: 'K1' }),
  });
  const data = json['data'] as Body;
  const { name: rowName, creation, modified, ...row } = (data['time_logs'] as Body[])[0] ?? {};
  expect(status).toBe(200);
  expect(data).toMatchObject({
    name: expect.stringMatching(/^TS-\d{4}-00001$/),
    doctype: 'Timesheet',
    docstatus: 0,
    status: 'Draft',
    title: 'Ann Baker',
    employee_name: 'Ann Baker',
    total_hours: 0.5,
    start_date: '2026-11-21',
    end_date: '2026-11-21',
    currency: 'USD',
  });
  expect(Object.values(data)).not.toContain(null);
  expect(data).not.toHaveProperty('parent_project');
  expect(creation).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$/);
  expect([typeof rowName, modified]).toEqual(['string', creation]);
  expect(row).toMatchObject({
    hours: 0.5,
    billing_amount: 60,
    custom_deskbell_key: 'K1',
    parent: data['name'],
    idx: 1,
  });
});

test('overlap counts drafts and rows of the same sheet, lets ends touch, and does not mind other employees', async () => {
  const { erpnext, create } = await erpnextForTest();
  const first = await create(sheet(...HALF_PAST));
  const taken = (first.json['data'] as { name: string }).name;
  const clash = create(sheet('2026-11-21 13:45:00', '2026-11-21 14:15:00'));
  expect(await refusal(clash)).toEqual([
    417,
    'OverlapError',
    [
      expect.stringMatching(
        new RegExp(`^Row 1: From Time and To Time of TS-\\d+-00002 is overlapping with <a [^>]+>${taken}</a>$`),
      ),
    ],
  ]);
  expect((await create(sheet('2026-11-21 14:00:00', '2026-11-21 14:30:00'))).status).toBe(200);
  expect((await create(sheet(...HALF_PAST, {}, { employee: 'HR-EMP-00002' }))).status).toBe(200);
  const twice = sheet('2026-11-22 09:00:00', '2026-11-22 10:00:00');
  const rows = twice['time_logs'] as Body[];
  expect((await create({ ...twice, time_logs: [...rows, ...rows] })).json['exc_type']).toBe('OverlapError');
  erpnext.cancel(submitted(erpnext, taken));
  expect((await create(sheet('2026-11-21 13:30:00', '2026-11-21 13:59:00'))).status).toBe(200);
});

function submitted(erpnext: { submit(name: string): void }, name: string): string {
  erpnext.submit(name);
  return name;
}

test('what does not fit is 417 with its own type, and leaves no gap in the series', async () => {
  const { create } = await erpnextForTest();
  const at = (row: Body, parent: Body = {}) => refusal(create(sheet(...HALF_PAST, row, parent)));
  expect(await at({}, { customer: 'Akme' })).toEqual([417, 'LinkValidationError', ['Could not find Customer: Akme']]);
  expect(await at({ activity_type: 'Fun' })).toEqual([
    417,
    'LinkValidationError',
    ['Could not find Row #1: Activity Type: Fun'],
  ]);
  expect(await at({ to_time: '2026-11-21 13:00:00' })).toEqual([
    417,
    'ValidationError',
    ['To Time cannot be before from date'],
  ]);
  expect(await refusal(create({ employee: 'HR-EMP-00001' }))).toEqual([
    417,
    'MandatoryError',
    ['<strong>Error</strong>: Data missing in table <strong>Time Sheets</strong>'],
  ]);
  expect((await at({ custom_deskbell_key: 'x'.repeat(141) }))[1]).toBe('CharacterLengthExceededError');
  const { json } = await create(sheet(...HALF_PAST));
  expect(json['data']).toMatchObject({ name: expect.stringMatching(/-00001$/) });
});

test('a time with a zone is a 500 without a message, and one that is submitted at once is not allowed', async () => {
  const { create, erpnext } = await erpnextForTest();
  const zoned = await create(sheet('2026-11-21T13:30:00Z', '2026-11-21T14:00:00Z'));
  expect([zoned.status, zoned.json['exc_type'], zoned.json['_server_messages']]).toEqual([500, 'TypeError', undefined]);
  const submit = await create(sheet(...HALF_PAST, {}, { docstatus: 1 }));
  expect([submit.status, submit.json['exc_type']]).toEqual([403, 'PermissionError']);
  expect(erpnext.timesheets()).toEqual([]);
});

test('an end that is left out is computed, but stays empty when the work ends just now', async () => {
  const { erpnext, create } = await erpnextForTest({ settings: { timeZone: 'UTC' } });
  const past = await create(sheet('2026-11-21 13:30:00', '', { hours: 0.75 }));
  expect((past.json['data'] as Body)['time_logs']).toMatchObject([{ to_time: '2026-11-21 14:15:00', hours: 0.75 }]);
  const began = new Date(erpnext.now() - 1_800_000).toISOString().replace('T', ' ').slice(0, 23);
  const now = await create(sheet(began, '', { hours: 0.5 }));
  expect((now.json['data'] as { time_logs: Body[] }).time_logs[0]).not.toHaveProperty('to_time');
});

test('before v16 a billable row without billing hours is billed nought', async () => {
  const amount = async (version: 15 | 16) => {
    const { create } = await erpnextForTest({ settings: { version } });
    const { json } = await create(sheet(...HALF_PAST));
    const row = ((json['data'] as Body)['time_logs'] as Body[])[0];
    return [row?.['billing_hours'], row?.['billing_amount']];
  };
  expect(await amount(15)).toEqual([0.5, 0]);
  expect(await amount(16)).toEqual([0.5, 60]);
});

test('without the custom field, a filter on it is refused and a row is saved without it', async () => {
  const { erpnext, create, call } = await erpnextForTest();
  const filters = encodeURIComponent(JSON.stringify([['Timesheet Detail', 'custom_deskbell_key', '=', 'K1']]));
  expect((await create(sheet(...HALF_PAST, { custom_deskbell_key: 'K1' }))).status).toBe(200);
  expect((await call('GET', `/api/resource/Timesheet?filters=${filters}`)).json).toMatchObject({
    data: [{ name: expect.any(String) }],
  });
  erpnext.removeKeyField();
  const refused = await call('GET', `/api/resource/Timesheet?filters=${filters}`);
  expect([refused.status, refused.json['exc_type'], messages(refused.json)]).toEqual([
    417,
    'DataError',
    ['Field not permitted in query: custom_deskbell_key'],
  ]);
  const saved = await create(sheet('2026-11-22 09:00:00', '2026-11-22 09:30:00', { custom_deskbell_key: 'K2' }));
  expect((saved.json['data'] as { time_logs: Body[] }).time_logs[0]).not.toHaveProperty('custom_deskbell_key');
});

test('a unique custom field answers a second use with 417, not 409', async () => {
  const { erpnext, create } = await erpnextForTest();
  erpnext.addKeyField(true);
  const keyed = (hour: string) =>
    create(sheet(`2026-11-21 ${hour}:00:00`, `2026-11-21 ${hour}:30:00`, { custom_deskbell_key: 'K' }));
  expect((await keyed('09')).status).toBe(200);
  const second = await keyed('10');
  expect([second.status, second.json['exc_type']]).toEqual([417, 'UniqueValidationError']);
});

test('PUT replaces the table, keeps named rows, and minds a stale version', async () => {
  const { create, call } = await erpnextForTest();
  const made = (await create(sheet(...HALF_PAST))).json['data'] as Body & { name: string; time_logs: Body[] };
  const path = `/api/resource/Timesheet/${made.name}`;
  const kept = { name: made.time_logs[0]?.['name'], from_time: HALF_PAST[0], to_time: '2026-11-21 14:30:00' };
  const added = { from_time: '2026-11-21 15:00:00', to_time: '2026-11-21 15:15:00' };
  const changed = (await call('PUT', path, { modified: made['modified'], time_logs: [kept, added] })).json[
    'data'
  ] as typeof made;
  expect(changed.time_logs).toMatchObject([{ name: kept.name, hours: 1 }, { hours: 0.25 }]);
  expect(changed.time_logs[0]).not.toHaveProperty('description');
  expect(changed['total_hours']).toBe(1.25);
  const stale = await call('PUT', path, { modified: made['modified'], note: 'late' });
  expect([stale.status, stale.json['exc_type']]).toEqual([417, 'TimestampMismatchError']);
  expect((await call('PUT', path, { note: 'blind' })).status).toBe(200);
});

test('rows are appended and taken out through their sheet, the last one never', async () => {
  const { create, call } = await erpnextForTest();
  const made = (await create(sheet(...HALF_PAST))).json['data'] as Body & {
    name: string;
    time_logs: { name: string }[];
  };
  const doc = {
    doctype: 'Timesheet Detail',
    parenttype: 'Timesheet',
    parentfield: 'time_logs',
    parent: made.name,
    activity_type: 'Execution',
    from_time: '2026-11-21 15:00:00',
    to_time: '2026-11-21 15:30:00',
  };
  const appended = (await call('POST', '/api/method/frappe.client.insert', { doc })).json['message'] as typeof made;
  expect([appended.name, appended['total_hours'], appended.time_logs.length]).toEqual([made.name, 1, 2]);
  expect(appended.time_logs[0]?.name).toBe(made.time_logs[0]?.name);
  const remove = (row: { name: string } | undefined) =>
    call('POST', '/api/method/frappe.client.delete', { doctype: 'Timesheet Detail', name: row?.name });
  expect((await remove(appended.time_logs[0])).status).toBe(200);
  const left = (await call('GET', `/api/resource/Timesheet/${made.name}`)).json['data'];
  expect(left).toMatchObject({ total_hours: 0.5, time_logs: [{ idx: 1 }] });
  expect((await remove(appended.time_logs[1])).json['exc_type']).toBe('MandatoryError');
  expect((await remove({ name: 'nothing' })).status).toBe(404);
});

test('a draft can be deleted once, a submitted sheet not at all', async () => {
  const { erpnext, create, call } = await erpnextForTest();
  const make = async (hour: string) => {
    const { json } = await create(sheet(`2026-11-21 ${hour}:00:00`, `2026-11-21 ${hour}:30:00`));
    return (json['data'] as { name: string }).name;
  };
  const [draft, final] = [await make('09'), await make('10')];
  erpnext.submit(final);
  expect(await call('DELETE', `/api/resource/Timesheet/${draft}`)).toMatchObject({ status: 202, json: { data: 'ok' } });
  const again = await call('DELETE', `/api/resource/Timesheet/${draft}`);
  expect([again.status, again.json['exc_type']]).toEqual([404, 'DoesNotExistError']);
  const refused = await call('DELETE', `/api/resource/Timesheet/${final}`);
  expect([refused.status, refused.json['exc_type']]).toEqual([417, 'ValidationError']);
  const edited = await call('PUT', `/api/resource/Timesheet/${final}`, { note: 'more' });
  expect([edited.status, edited.json['exc_type']]).toEqual([417, 'UpdateAfterSubmitError']);
  expect(erpnext.drafts()).toEqual([]);
});
