import { expect, test } from 'vitest';
import { ids, trmmForTest } from './trmm-client.ts';

const DENIED = { detail: 'You do not have permission to perform this action.' };

test('a path without its slash is a redirect with HTML, an unknown one is an HTML 404', async () => {
  const { call } = await trmmForTest();
  expect(await call('PATCH', '/alerts', {})).toMatchObject({ status: 301, type: 'text/html' });
  expect(await call('GET', '/nothing/here/')).toMatchObject({ status: 404, type: 'text/html' });
  expect(await call('GET', '/agents/SHORTID/')).toMatchObject({ status: 404, type: 'text/html' });
});

test('keys that are missing, unknown, expired, inactive or without the right are told apart', async () => {
  const { trmm, call } = await trmmForTest();
  trmm.addKey({ key: 'EXPIRED', expired: true });
  trmm.addKey({ key: 'INACTIVE', active: false });
  trmm.addKey({ key: 'NOROLE', permissions: 'no role' });
  trmm.addKey({ key: 'READER', permissions: ['can_list_alerts'] });
  const { id } = trmm.raise({ type: 'check' });
  const asked = async (key: string) => {
    const { status, body } = await call('PATCH', '/alerts/', { top: 0 }, key);
    return [status, body];
  };
  expect(await asked('')).toEqual([401, { detail: 'Authentication credentials were not provided.' }]);
  expect(await asked('WRONG')).toEqual([401, { detail: 'Invalid token.' }]);
  expect(await asked('EXPIRED')).toEqual([401, { detail: 'The token has expired.' }]);
  expect(await asked('INACTIVE')).toEqual([401, { detail: 'User inactive or deleted.' }]);
  expect(await asked('NOROLE')).toEqual([403, DENIED]);
  expect(await asked('READER')).toEqual([200, { alerts_count: 1, alerts: [] }]);
  expect(await call('PUT', `/alerts/${id}/`, { type: 'resolve' }, 'READER')).toMatchObject({
    status: 403,
    body: DENIED,
  });
});

test('the filters of the list have all their traps', async () => {
  const { trmm, call, rows } = await trmmForTest();
  const open = trmm.raise({ type: 'check', agent: 'ACME-DC01' }).id;
  const error = trmm.raise({ type: 'availability', agent: 'GLOBEX-DC01' }).id;
  const resolved = trmm.raise({ type: 'check', agent: 'ACME-FS01' }).id;
  const snoozed = trmm.raise({ type: 'check', agent: 'ACME-BR01' }).id;
  const custom = trmm.raise({ type: 'custom', severity: 'info', output: 'by hand' }).id;
  trmm.resolveByHand(resolved);
  trmm.snoozeByHand(snoozed, 1);
  const all = [open, error, resolved, snoozed, custom];
  const asked = async (filter: unknown) => ids(await rows(filter));

  expect(await asked({})).toEqual(all);
  expect(await asked(undefined)).toEqual(all);
  expect(await asked({ resolvedFilter: false })).toEqual([open, error, snoozed, custom]);
  expect(await asked({ resolvedFilter: true })).toEqual(all);
  expect(await asked({ resolvedFilter: null })).toEqual([]);
  expect(await asked({ snoozedFilter: null })).toEqual([]);
  expect(await asked({ resolvedFilter: false, snoozedFilter: false })).toEqual([open, error, custom]);
  expect(await asked({ severityFilter: ['error'] })).toEqual([error]);
  expect(await asked({ severityFilter: [] })).toEqual([]);
  expect(await asked({ clientFilter: [1] })).toEqual([open, resolved, snoozed]);
  expect(await asked({ clientFilter: [] })).toEqual([]);
  expect(await asked({ timeFilter: 0 })).toEqual([]);
  expect(await asked({ timeFilter: '1' })).toEqual(all);
  trmm.advance(3 * 86_400_000);
  expect(await asked({ timeFilter: 2 })).toEqual([]);

  expect((await call('PATCH', '/alerts/', { timeFilter: null })).status).toBe(500);
  expect((await call('PATCH', '/alerts/', { top: -1 })).status).toBe(500);
  expect((await call('PATCH', '/alerts/', [])).type).toBe('text/html');
});

test('top counts what is open, and gives the oldest first', async () => {
  const { trmm, call } = await trmmForTest();
  const first = trmm.raise({ type: 'check', agent: 'ACME-DC01' }).id;
  const second = trmm.raise({ type: 'check', agent: 'ACME-FS01' }).id;
  const hidden = trmm.raise({ type: 'check', agent: 'ACME-BR01' }).id;
  trmm.hide(hidden);
  trmm.snoozeByHand(trmm.raise({ type: 'check', agent: 'GLOBEX-DC01' }).id, 1);
  trmm.raise({ type: 'check', agent: 'ACME-DC01', severity: 'error' });
  const top = async (limit: number) => {
    const { alerts_count, alerts } = (await call('PATCH', '/alerts/', { top: limit, resolvedFilter: null })).body as {
      alerts_count: number;
      alerts: { id: number }[];
    };
    return [alerts_count, alerts.map((alert) => alert.id)];
  };
  expect(await top(0)).toEqual([2, []]);
  expect(await top(1)).toEqual([2, [first]]);
  expect(await top(10)).toEqual([2, [first, second]]);
});

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

test('a role sees its clients, and custom alerts besides', async () => {
  const { trmm, call, rows } = await trmmForTest();
  trmm.addKey({ key: 'GLOBEX', clients: [2] });
  const acme = trmm.raise({ type: 'check', agent: 'ACME-DC01' }).id;
  const globex = trmm.raise({ type: 'check', agent: 'GLOBEX-DC01' }).id;
  const custom = trmm.raise({ type: 'custom' }).id;
  expect(ids(await rows({ resolvedFilter: false }, 'GLOBEX'))).toEqual([globex, custom]);
  expect((await call('GET', `/alerts/${acme}/`, undefined, 'GLOBEX')).status).toBe(403);
  expect((await call('PUT', `/alerts/${acme}/`, { type: 'resolve' }, 'GLOBEX')).status).toBe(403);
});

test('wrong method, wrong media type and broken JSON have their own answers', async () => {
  const { trmm, call } = await trmmForTest();
  expect(await call('GET', '/alerts/')).toMatchObject({ status: 405, body: { detail: 'Method "GET" not allowed.' } });
  const send = (type: string, body: string) =>
    fetch(`${trmm.url}/alerts/`, {
      method: 'PATCH',
      headers: { 'x-api-key': trmm.apiKey, 'content-type': type },
      body,
    });
  const text = await send('text/plain', '{}');
  expect([text.status, await text.json()]).toEqual([
    415,
    { detail: 'Unsupported media type "text/plain" in request.' },
  ]);
  const broken = await send('application/json', '{"top":');
  expect(broken.status).toBe(400);
  expect(await broken.json()).toEqual({ detail: expect.stringMatching(/^JSON parse error - /) });
});
