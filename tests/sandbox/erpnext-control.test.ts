import { expect, test } from 'vitest';
import { erpnextForTest, sheet, type Body } from './erpnext-client.ts';

const MORNING = ['2026-11-21 09:00:00', '2026-11-21 09:30:00'] as const;

async function controlled() {
  const world = await erpnextForTest();
  const act = async (name: string, body: Body = {}) => {
    const { status, json } = await world.call('POST', `/_sandbox/${name}`, body, null);
    return status === 200 ? json : status;
  };
  const status = async (path: string, method = 'GET') => (await world.call(method, path)).status;
  return { ...world, act, status };
}

test('a sheet is made, edited, submitted, cancelled, amended and deleted by hand', async () => {
  const { erpnext, act, call } = await controlled();
  const { name } = (await act('timesheet', sheet(...MORNING))) as { name: string };
  expect(await act('edit', { name, changes: { note: 'by hand' } })).toEqual({ ok: true });
  expect((await call('GET', '/_sandbox/drafts', undefined, null)).json).toMatchObject([{ name, note: 'by hand' }]);
  expect(await act('add-row', { name })).toEqual({ ok: true });
  expect(erpnext.drafts()).toMatchObject([
    { total_hours: 0.75, time_logs: [{}, { from_time: MORNING[1], to_time: '2026-11-21 09:45:00' }] },
  ]);
  expect(await act('submit', { name })).toEqual({ ok: true });
  expect(await act('add-row', { name })).toBe(400);
  expect(erpnext.drafts()).toEqual([]);
  expect(() => erpnext.amend(name)).toThrow(`${name} is not cancelled`);
  expect(await act('amend', { name })).toBe(400);
  await act('cancel', { name });
  expect(await act('amend', { name })).toEqual({ name: `${name}-1` });
  await act('remove', { name: `${name}-1` });
  expect(erpnext.timesheets()).toMatchObject([{ name, status: 'Cancelled' }]);
  expect(await act('remove', { name: 'nothing' })).toBe(400);
});

test('customers and employees change by hand', async () => {
  const { act, list } = await controlled();
  await act('add-customer', { name: 'CUST-1', customerName: 'Hooli' });
  await act('rename-customer', { name: 'Acme', next: 'Acme Ltd' });
  await act('disable-customer', { name: 'Globex' });
  await act('deactivate-employee', { name: 'HR-EMP-00001' });
  const customers = await list('Customer', { fields: ['customer_name'], filters: { disabled: 0 }, order_by: 'name' });
  expect(customers.map((one) => one['customer_name'])).toEqual(['Acme Ltd', 'Hooli', 'Initech']);
  expect(await list('Employee', { filters: { status: 'Active' } })).toHaveLength(2);
});

test('the set-up is changed, and what the bot may do with it', async () => {
  const { erpnext, act, status, list } = await controlled();
  await act('key-field', { on: false });
  expect(erpnext.site.settings.keyField).toBeNull();
  await act('key-field', { on: true, unique: true });
  expect(erpnext.site.settings).toMatchObject({ keyField: 'custom_deskbell_key', keyUnique: true });
  await act('restrict', { employee: 'HR-EMP-00002' });
  expect(await list('Employee')).toEqual([{ name: 'HR-EMP-00002' }]);
  await act('restrict', { employee: null });
  expect(await list('Employee')).toHaveLength(3);
  await act('level-one', { allowed: false });
  expect([...erpnext.site.users.values()][0]?.levelOne).toEqual([]);
  await act('rights', { doctype: 'Project', rights: [] });
  expect(await status('/api/resource/Project')).toBe(403);
  await act('revoke-keys');
  expect(await status('/api/method/ping')).toBe(401);
});

test.each([
  ['restart', { badGateway: 1, stopped: 0 }, 502],
  ['restart', { badGateway: 0, stopped: 1 }, 503],
  ['read-only', { on: true }, 503],
  ['deadlock', { times: 1 }, 500],
  ['unknown-site', { times: 1 }, 404],
  ['too-many-requests', { seconds: 3, times: 1 }, 429],
])('%s %j makes a save answer %i', async (name, body, status) => {
  const { act, create } = await controlled();
  await act(name, body);
  expect((await create(sheet(...MORNING))).status).toBe(status);
});

test('a save is cut or slow, and every trouble ends when faults are cleared', async () => {
  const { erpnext, act, create, call } = await controlled();
  await act('commit-then-drop', { method: 'POST' });
  await expect(create(sheet(...MORNING))).rejects.toThrow('fetch failed');
  await act('slow', { milliseconds: 200 });
  const began = performance.now();
  await create(sheet('2026-11-21 10:00:00', '2026-11-21 10:30:00'));
  expect(performance.now() - began).toBeGreaterThan(190);
  expect(erpnext.drafts()).toHaveLength(2);
  await act('read-only', { on: true });
  await act('restart');
  await call('DELETE', '/_sandbox/faults', undefined, null);
  expect((await create(sheet('2026-11-21 11:00:00', '2026-11-21 11:30:00'))).status).toBe(200);
});
