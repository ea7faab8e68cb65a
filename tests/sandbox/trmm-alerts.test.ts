import { expect, onTestFinished, test, vi } from 'vitest';
import { trmmForTest } from './trmm-client.ts';

test('an alert has every key, and one without an agent lacks four of them', async () => {
  const { trmm, row } = await trmmForTest();
  const check = trmm.raise({ type: 'check', agent: 'ACME-DC01', checkName: 'Internet' });
  const { alert_time, agent_id, ...rest } = await row(check.id);
  expect(alert_time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  expect(agent_id).toMatch(/^[A-Za-z]{40}$/);
  expect(rest).toEqual({
    id: check.id,
    hostname: 'ACME-DC01',
    client: 'Acme',
    site: 'HQ',
    alert_type: 'check',
    message: 'ACME-DC01 has a ping check: Ping Check: Internet that failed.',
    snoozed: false,
    snooze_until: null,
    resolved: false,
    resolved_on: null,
    severity: 'warning',
    email_sent: null,
    resolved_email_sent: null,
    sms_sent: null,
    resolved_sms_sent: null,
    hidden: false,
    action_run: null,
    action_stdout: null,
    action_stderr: null,
    action_retcode: null,
    action_execution_time: null,
    resolved_action_run: null,
    resolved_action_stdout: null,
    resolved_action_stderr: null,
    resolved_action_retcode: null,
    resolved_action_execution_time: null,
    agent: 1,
    assigned_check: 1,
    assigned_task: null,
  });
  const custom = await row(trmm.raise({ type: 'custom', output: 'made by hand' }).id);
  for (const key of ['hostname', 'agent_id', 'client', 'site']) expect(custom).not.toHaveProperty(key);
  expect(custom).toMatchObject({ agent: null, message: 'made by hand', alert_type: 'custom' });
});

test('snooze, exact snooze, unsnooze and resolve write what they should, and nonsense is refused', async () => {
  const { trmm, call, row } = await trmmForTest();
  const { id } = trmm.raise({ type: 'check' });
  const put = async (body: unknown) => {
    const { status, body: answer } = await call('PUT', `/alerts/${id}/`, body);
    return [status, answer];
  };
  expect(await put({ type: 'snooze', snooze_days: '2' })).toEqual([200, 'ok']);
  const until = Date.parse(String((await row(id))['snooze_until']));
  expect(Math.round((until - trmm.now()) / 60_000)).toBe(2 * 24 * 60);
  expect(await put({ type: 'unsnooze' })).toEqual([200, 'ok']);
  expect(await row(id)).toMatchObject({ snoozed: false, snooze_until: null });
  expect(await put({ snoozed: true, snooze_until: '2026-12-01T10:00:00Z' })).toEqual([200, 'ok']);
  expect(await row(id)).toMatchObject({ snoozed: true, snooze_until: '2026-12-01T10:00:00Z' });
  expect(await put({ type: 'resolve' })).toEqual([200, 'ok']);
  expect(await row(id)).toMatchObject({ resolved: true, snoozed: false, snooze_until: null });
  expect(await put({ resolved: false })).toEqual([200, 'ok']);
  expect(await row(id)).toMatchObject({ resolved: false });
  expect(await put({ type: 'acknowledge' })).toEqual([400, 'There was an error in the request data']);
  expect(await put({ severity: 'critical' })).toEqual([400, { severity: ['"critical" is not a valid choice.'] }]);
  expect((await put({ type: 'snooze', snooze_days: null }))[0]).toBe(500);
  expect((await put({ type: 'snooze', snooze_days: 'x' }))[0]).toBe(500);
  expect((await put([]))[0]).toBe(500);
  expect(await put({ type: 'snooze' })).toEqual([400, "Missing 'snoozed_days' when trying to snooze alert"]);
});

test('bulk skips what it does not know and fails on what it cannot read', async () => {
  const { trmm, call, row } = await trmmForTest();
  const one = trmm.raise({ type: 'check', agent: 'ACME-DC01' }).id;
  const two = trmm.raise({ type: 'check', agent: 'ACME-FS01' }).id;
  const bulk = async (body: unknown) => (await call('POST', '/alerts/bulk/', body)).status;
  expect(await bulk({ bulk_action: 'snooze', alerts: [one, 99], snooze_days: 1 })).toBe(200);
  expect(await bulk({ bulk_action: 'resolve', alerts: [two] })).toBe(200);
  expect(await row(one)).toMatchObject({ snoozed: true, resolved: false });
  expect(await row(two)).toMatchObject({ resolved: true });
  expect(await bulk({ bulk_action: 'resolve' })).toBe(500);
  expect(await bulk({ bulk_action: 'resolve', alerts: ['x'] })).toBe(500);
});

test('an alert made by hand gets no id back, and its defaults surprise', async () => {
  const { call, rows } = await trmmForTest();
  const made = await call('POST', '/alerts/', { message: 'test' });
  expect([made.status, made.body]).toEqual([200, 'ok']);
  expect(await rows({})).toMatchObject([
    { alert_type: 'availability', severity: 'info', message: 'test', hidden: false },
  ]);
});

test('a deleted alert is 404, and 500 for a superuser who deletes it again', async () => {
  const { trmm, call } = await trmmForTest();
  trmm.addKey({ key: 'ROOT', permissions: 'superuser' });
  const { id } = trmm.raise({ type: 'check' });
  expect((await call('DELETE', `/alerts/${id}/`)).body).toBe('ok');
  expect(await call('GET', `/alerts/${id}/`)).toMatchObject({ status: 404, type: 'application/json' });
  expect((await call('DELETE', `/alerts/${id}/`)).status).toBe(404);
  expect((await call('DELETE', `/alerts/${id}/`, undefined, 'ROOT')).status).toBe(500);
});

test('a snooze counts whole days, from none at all', async () => {
  const { trmm, call, row } = await trmmForTest();
  const { id } = trmm.raise({ type: 'check' });
  const hours = async (snooze_days: unknown) => {
    expect((await call('PUT', `/alerts/${id}/`, { type: 'snooze', snooze_days })).status).toBe(200);
    return Math.round((Date.parse(String((await row(id))['snooze_until'])) - trmm.now()) / 3_600_000) + 0;
  };
  expect([await hours(1.5), await hours(0), await hours(' 3 '), await hours(true)]).toEqual([24, 0, 72, 24]);
});

test('a time without a zone is UTC, wherever the machine is', async () => {
  vi.stubEnv('TZ', 'Asia/Tokyo');
  onTestFinished(() => void vi.unstubAllEnvs());
  const { trmm, call } = await trmmForTest();
  const { id } = trmm.raise({ type: 'check' });
  expect((await call('PUT', `/alerts/${id}/`, { snooze_until: '2026-12-01T10:00' })).status).toBe(200);
  expect(trmm.alert(id)).toMatchObject({ snooze_until: '2026-12-01T10:00:00Z' });
});

test('a body without a type writes the columns it names, and refuses values that do not fit them', async () => {
  const { trmm, call, row } = await trmmForTest();
  const { id } = trmm.raise({ type: 'check' });
  const put = async (body: unknown) => {
    const { status, body: answer } = await call('PUT', `/alerts/${id}/`, body);
    return [status, answer];
  };
  const changes = { message: 'other', severity: 'info', hidden: true, action_retcode: 202, action_stdout: null };
  expect(await put({ ...changes, nosuch: 1, id: 9 })).toEqual([200, 'ok']);
  expect(await row(id)).toMatchObject({ ...changes, id });
  expect(await put({ snooze_until: '2026-12-01 10:00' })).toEqual([200, 'ok']);
  expect(await row(id)).toMatchObject({ snooze_until: '2026-12-01T10:00:00Z', snoozed: false });
  expect(await put({ snooze_until: '2026-12-01T10:00:00+02:00' })).toEqual([200, 'ok']);
  expect(await row(id)).toMatchObject({ snooze_until: '2026-12-01T08:00:00Z' });
  for (const body of [
    { snooze_until: 'tomorrow' },
    { snooze_until: 5 },
    { snoozed: 'maybe' },
    { hidden: null },
    { severity: null },
    { message: {} },
    { action_retcode: 'x' },
    { agent: 999 },
    { assigned_check: 'one' },
  ]) {
    const [name = ''] = Object.keys(body);
    expect(await put(body)).toEqual([400, { [name]: [expect.any(String)] }]);
  }
  expect(await put({ type: null })).toEqual([400, 'There was an error in the request data']);
});

test('an alert made over the API can have an agent, and then has its keys', async () => {
  const { call, rows } = await trmmForTest();
  const wish = { alert_type: 'custom', severity: 'error', message: 'from a script', agent: 2 };
  expect((await call('POST', '/alerts/', wish)).status).toBe(200);
  expect(await rows({ resolvedFilter: false })).toMatchObject([{ ...wish, hostname: 'ACME-FS01', client: 'Acme' }]);
  expect((await call('POST', '/alerts/', { ...wish, alert_type: 'nosuch' })).status).toBe(400);
  expect(await rows({})).toHaveLength(1);
});

test('a row that is opened again by hand is the one that goes on', async () => {
  const { trmm, call } = await trmmForTest();
  const { id } = trmm.raise({ type: 'check', agent: 'ACME-DC01' });
  trmm.resolveByHand(id);
  await call('PUT', `/alerts/${id}/`, { resolved: false });
  expect(trmm.runChecks()).toEqual([]);
});

test('bulk says what it cannot do, and does nothing by halves', async () => {
  const { trmm, call, row } = await trmmForTest();
  const { id } = trmm.raise({ type: 'check' });
  const bulk = async (body: unknown) => {
    const { status, body: answer } = await call('POST', '/alerts/bulk/', body);
    return status === 500 ? status : [status, answer];
  };
  expect(await bulk({ bulk_action: 'delete' })).toEqual([400, 'The request was invalid']);
  expect(await bulk({ bulk_action: 'snooze', alerts: [id] })).toEqual([400, 'The request was invalid']);
  expect(await bulk({ bulk_action: 'snooze', alerts: [], snooze_days: null })).toBe(500);
  expect(await bulk({ bulk_action: 'snooze', snooze_days: 1 })).toBe(500);
  expect(await row(id)).toMatchObject({ snoozed: false, resolved: false });
  expect(await bulk({ bulk_action: 'snooze', alerts: [String(id)], snooze_days: '2' })).toEqual([200, 'ok']);
  const until = Date.parse(String((await row(id))['snooze_until']));
  expect(Math.round((until - trmm.now()) / 3_600_000)).toBe(48);
  expect(await bulk({ bulk_action: 'resolve', alerts: [id] })).toEqual([200, 'ok']);
  expect(await row(id)).toMatchObject({ resolved: true, resolved_on: expect.any(String), snoozed: false });
});
