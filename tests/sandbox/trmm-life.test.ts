import { expect, test, vi } from 'vitest';
import { trmmForTest, type Row } from './trmm-client.ts';

const DISK = { type: 'check', agent: 'ACME-DC01', checkName: 'Drive C:' } as const;

test('maintenance makes nothing and resolves nothing; the first good run after it does', async () => {
  const { trmm, row } = await trmmForTest();
  const { id } = trmm.raise(DISK);
  trmm.setMaintenance('ACME-DC01', true);
  expect(trmm.report({ type: 'availability', agent: 'ACME-DC01' })).toBeUndefined();
  trmm.setStatus('ACME-DC01', 'online');
  expect(trmm.recover(DISK)).toBeUndefined();
  expect(await row(id)).toMatchObject({ resolved: false });
  trmm.setMaintenance('ACME-DC01', false);
  trmm.runChecks('ACME-DC01');
  expect(await row(id)).toMatchObject({ resolved: true });
});

test('a check fails as often as it must before there is an alert', async () => {
  const { trmm } = await trmmForTest();
  for (const check of trmm.world.checks.values()) check.fails_b4_alert = 2;
  expect(() => trmm.raise(DISK)).toThrow('no alert came of it');
  expect(trmm.raise(DISK).severity).toBe('warning');
});

test('two open rows of one condition are one after the next result, the newest', async () => {
  const { trmm, call, row } = await trmmForTest();
  const first = trmm.raise(DISK).id;
  trmm.resolveByHand(first);
  const second = trmm.raise(DISK).id;
  await call('PUT', `/alerts/${first}/`, { resolved: false });
  expect(trmm.raise(DISK).id).toBe(second);
  expect([(await row(first))['resolved'], (await row(second))['resolved']]).toEqual([true, false]);
});

test('one check of a policy is one alert for each agent', async () => {
  const { trmm } = await trmmForTest();
  const one = trmm.raise({ type: 'check', agent: 'ACME-DC01', checkName: 'Internet' });
  const two = trmm.raise({ type: 'check', agent: 'GLOBEX-DC01', checkName: 'Internet' });
  expect([two.assigned_check, two.id === one.id]).toEqual([one.assigned_check, false]);
});

test('a snooze runs out at ten past the hour only, and hides nothing from the engine', async () => {
  const { trmm, call, row } = await trmmForTest();
  const hour = 3_600_000;
  trmm.advance(hour - (trmm.now() % hour) + 20 * 60_000);
  const { id } = trmm.raise(DISK);
  const snooze_until = new Date(trmm.now() + 55 * 60_000).toISOString();
  await call('PUT', `/alerts/${id}/`, { snoozed: true, snooze_until });
  expect(trmm.raise({ ...DISK, severity: 'error' }).id).toBe(id);
  trmm.advance(hour);
  expect(await row(id)).toMatchObject({ snoozed: true, severity: 'error' });
  trmm.advance(45 * 60_000);
  expect(await row(id)).toMatchObject({ snoozed: true });
  trmm.advance(10 * 60_000);
  expect(await row(id)).toMatchObject({ snoozed: false, snooze_until: null });
});

test('an agent that is offline raises nothing, an overdue one does, and coming back resolves', async () => {
  const { trmm, rows } = await trmmForTest();
  trmm.setStatus('ACME-LT-007', 'offline');
  expect(trmm.runChecks()).toEqual([]);
  trmm.setStatus('ACME-LT-007', 'overdue');
  const [id] = trmm.runChecks();
  expect(await rows({})).toMatchObject([{ id, severity: 'error', message: 'ACME-LT-007 in Acme, Branch is overdue.' }]);
  trmm.setStatus('ACME-LT-007', 'online');
  trmm.runChecks();
  expect(await rows({ resolvedFilter: false })).toEqual([]);
});

test('a task that fails is info unless somebody said otherwise', async () => {
  const { trmm, call, row } = await trmmForTest();
  const { id } = trmm.raise({ type: 'task', agent: 'ACME-DC01', output: 'disk is full' });
  const alert = await row(id);
  expect(alert).toMatchObject({ severity: 'info', message: 'ACME-DC01 has task: Nightly clean-up that failed.' });
  const tasks = (await call('GET', `/agents/${String(alert['agent_id'])}/tasks/`)).body as Row[];
  expect(tasks).toMatchObject([
    { id: alert['assigned_task'], task_result: { status: 'failing', stderr: 'disk is full' } },
  ]);
});

test('a deleted agent takes its alerts along', async () => {
  const { trmm, call, rows } = await trmmForTest();
  const { id } = trmm.raise(DISK);
  trmm.deleteAgent('ACME-DC01');
  expect((await call('GET', `/alerts/${id}/`)).status).toBe(404);
  expect(await rows({})).toEqual([]);
});

test('the driver is there over HTTP too, and says why it did not', async () => {
  const { trmm } = await trmmForTest();
  const act = async (name: string, body: unknown) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${trmm.url}/_sandbox/${name}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return [response.status, await response.json()];
  };
  expect(await act('raise', DISK)).toMatchObject([200, { id: 5001 }]);
  expect(await act('resolve', { id: 5001 })).toEqual([200, { ok: true }]);
  expect(await act('resolve', { id: 1 })).toEqual([400, { error: 'Error: there is no alert 1' }]);
  expect(trmm.alert(5001)).toMatchObject({ resolved: true });
  expect(await (await fetch(`${trmm.url}/_sandbox/state`)).json()).toMatchObject({
    alerts: [{ id: 5001 }],
    agents: expect.any(Array),
  });
});

test('agents that report by themselves bring back what was resolved by hand', async () => {
  const { trmm } = await trmmForTest({ checkEveryMilliseconds: 20 });
  const { id } = trmm.raise(DISK);
  trmm.resolveByHand(id);
  await vi.waitFor(() => expect([...trmm.world.alerts.keys()]).toContain(id + 1));
});

test('a storm of checks uses the check of the policy, on agents that are new', async () => {
  const { trmm } = await trmmForTest();
  const ids = trmm.storm({ count: 2000, type: 'check', client: 'Initech', severity: 'error' });
  const alerts = ids.map((id) => trmm.alert(id));
  expect(new Set(ids).size).toBe(2000);
  expect(new Set(alerts.map((alert) => alert?.assigned_check))).toEqual(new Set([1]));
  expect(new Set(alerts.map((alert) => alert?.severity))).toEqual(new Set(['error']));
});
