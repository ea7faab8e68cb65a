import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { withWebhooks } from './trmm-receiver.ts';

test('a failure arrives once with ids as strings, and its answer is kept in the row', async () => {
  const { trmm, row, received } = await withWebhooks();
  const alert = trmm.raise({ type: 'availability', agent: 'ACME-DC01' });
  await trmm.webhooks.settled();
  expect(received).toMatchObject([
    {
      path: `/webhooks/trmm/failure/${alert.id}`,
      headers: { 'content-type': 'application/json', 'x-trmm-token': 'secret-token' },
    },
  ]);
  expect(JSON.parse(received[0]?.text ?? '')).toEqual({
    source: 'trmm',
    event: 'failure',
    alert_id: String(alert.id),
    alert_type: 'availability',
    severity: 'error',
    agent_id: expect.stringMatching(/^[A-Za-z]{40}$/),
    monitoring_type: 'server',
    client_id: '1',
    site_id: '1',
    check_id: 'None',
    check_type: 'None',
    task_id: 'None',
    alert_time: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}\+00:00$/),
  });
  expect(received[0]?.text).toMatch(/^\{"source": "trmm", "event": "failure", /);
  expect(await row(alert.id)).toMatchObject({
    action_retcode: 202,
    action_stdout: 'queued',
    action_stderr: '',
    action_execution_time: '0.0000',
    action_run: expect.any(String),
    resolved_action_run: null,
  });
});

test('severity moves in place without another call; recovery calls; a resolve by hand does not', async () => {
  const { trmm, rows, row, received } = await withWebhooks();
  const first = trmm.raise({ type: 'check', agent: 'ACME-DC01', checkName: 'Drive C:', severity: 'warning' });
  const again = trmm.raise({ type: 'check', agent: 'ACME-DC01', checkName: 'Drive C:', severity: 'error' });
  await trmm.webhooks.settled();
  expect([again.id, received.length, (await rows({})).length]).toEqual([first.id, 1, 1]);
  expect(await row(first.id)).toMatchObject({
    severity: 'error',
    message: first.message,
    alert_time: first.alert_time,
  });

  trmm.resolveByHand(first.id);
  const [second] = trmm.runChecks('ACME-DC01');
  await trmm.webhooks.settled();
  expect(second).toBeGreaterThan(first.id);
  expect(received.map((one) => one.path)).toEqual([
    `/webhooks/trmm/failure/${first.id}`,
    `/webhooks/trmm/failure/${second}`,
  ]);

  trmm.recover({ type: 'check', agent: 'ACME-DC01', checkName: 'Drive C:' });
  await trmm.webhooks.settled();
  expect(received[2]?.path).toBe(`/webhooks/trmm/resolved/${second}`);
  expect(await row(second ?? 0)).toMatchObject({
    resolved: true,
    resolved_action_retcode: 202,
    resolved_action_stdout: 'queued',
  });
});

test('a call that is refused, slow or lost is never repeated, and stands as 500 in the row', async () => {
  const { trmm, row, received, url } = await withWebhooks({}, () => 503);
  const refused = trmm.raise({ type: 'check', agent: 'ACME-DC01' });
  await trmm.webhooks.settled();
  trmm.webhooks.disturb({ lose: 1 });
  const lost = trmm.raise({ type: 'check', agent: 'ACME-FS01' });
  await trmm.webhooks.settled();
  trmm.webhooks.disturb({});
  trmm.webhooks.configure({ failureUrl: 'http://127.0.0.1:1/' });
  const unreachable = trmm.raise({ type: 'check', agent: 'ACME-BR01' });
  await trmm.webhooks.settled();
  trmm.webhooks.configure({ failureUrl: `${url}/{{alert.id}}` });
  trmm.runChecks();
  await trmm.webhooks.settled();
  expect(received).toHaveLength(1);
  expect(await row(refused.id)).toMatchObject({ action_retcode: 503, action_stdout: 'queued' });
  expect(await row(lost.id)).toMatchObject({ action_retcode: 500 });
  expect(await row(unreachable.id)).toMatchObject({
    action_retcode: 500,
    action_stdout: expect.stringContaining('fetch failed'),
  });
});

test('a receiver that does not answer in time is given up', async () => {
  const { trmm, row } = await withWebhooks({ timeoutMilliseconds: 60 }, () => undefined);
  const { id } = trmm.raise({ type: 'check' });
  await trmm.webhooks.settled();
  expect(await row(id)).toMatchObject({ action_retcode: 500, action_stdout: expect.stringContaining('timeout') });
});

test('calls can come twice', async () => {
  const { trmm, received } = await withWebhooks();
  trmm.webhooks.disturb({ duplicate: 1 });
  trmm.raise({ type: 'check' });
  await trmm.webhooks.settled();
  expect(received).toHaveLength(2);
});

test('a storm is raised at once and announced one by one', async () => {
  const { trmm, call, received } = await withWebhooks();
  const ids = trmm.storm({ count: 60 });
  expect((await call('PATCH', '/alerts/', { top: 0 })).body).toEqual({ alerts_count: 60, alerts: [] });
  await trmm.webhooks.settled();
  expect(received.map((one) => one.path)).toEqual(ids.map((id) => `/webhooks/trmm/failure/${id}`));
});

test('calls can be so late that the row has moved on', async () => {
  const { trmm, row, received } = await withWebhooks();
  trmm.webhooks.disturb({ delayMilliseconds: 40 });
  const { id } = trmm.raise({ type: 'check' });
  trmm.recover({ type: 'check' });
  expect(received).toEqual([]);
  expect(await row(id)).toMatchObject({ resolved: true, action_run: null });
  await trmm.webhooks.settled();
  expect(received.map((one) => one.path).toSorted()).toEqual([
    `/webhooks/trmm/failure/${id}`,
    `/webhooks/trmm/resolved/${id}`,
  ]);
});

test('a call is given up after eight seconds', async () => {
  const patience = vi.spyOn(AbortSignal, 'timeout');
  onTestFinished(() => patience.mockRestore());
  const { trmm, received } = await withWebhooks();
  trmm.raise({ type: 'check' });
  await trmm.webhooks.settled();
  expect(received).toHaveLength(1);
  expect(patience.mock.calls).toEqual([[8000]]);
});

test('the job for overdue agents waits for each call; reports of checks wait for six at a time', async () => {
  const { trmm, received } = await withWebhooks({ timeoutMilliseconds: 200 }, () => undefined);
  trmm.storm({ count: 3 });
  await vi.waitFor(() => expect(received).toHaveLength(1));
  await pause(60);
  expect(received).toHaveLength(1);
  trmm.webhooks.stop();
  await trmm.webhooks.settled();
  const checks = await withWebhooks({ timeoutMilliseconds: 400 }, () => undefined);
  checks.trmm.storm({ count: 9, type: 'check' });
  await vi.waitFor(() => expect(checks.received).toHaveLength(6));
  await pause(60);
  expect(checks.received).toHaveLength(6);
  await checks.trmm.webhooks.settled();
  expect(checks.received).toHaveLength(9);
});

test('a web hook that is set up later is called at the next failure, once', async () => {
  const { trmm, received, url } = await withWebhooks();
  trmm.webhooks.configure(undefined);
  trmm.raise({ type: 'check' });
  trmm.webhooks.configure({ failureUrl: `${url}/{{alert.id}}` });
  trmm.raise({ type: 'check' });
  trmm.raise({ type: 'check' });
  trmm.recover({ type: 'check' });
  await trmm.webhooks.settled();
  expect(received.map((one) => one.path)).toEqual(['/5001']);
});

test('recovery is told only of what was announced', async () => {
  const { trmm, received, url } = await withWebhooks();
  trmm.webhooks.configure({ resolvedUrl: url });
  trmm.raise({ type: 'check' });
  trmm.recover({ type: 'check' });
  await trmm.webhooks.settled();
  expect(received).toEqual([]);
});

test('with two rows of one condition open, the older ends without a word', async () => {
  const { trmm, call, received } = await withWebhooks();
  const first = trmm.raise({ type: 'check' }).id;
  trmm.resolveByHand(first);
  const second = trmm.raise({ type: 'check' }).id;
  await call('PUT', `/alerts/${first}/`, { resolved: false });
  trmm.recover({ type: 'check' });
  await trmm.webhooks.settled();
  expect(received.map((one) => one.path).filter((path) => path.includes('resolved'))).toEqual([
    `/webhooks/trmm/resolved/${second}`,
  ]);
  expect([trmm.alert(first)?.resolved, trmm.alert(second)?.resolved]).toEqual([true, true]);
});

test('a row that was deleted while its call was under way stays deleted', async () => {
  const { trmm, call } = await withWebhooks({ timeoutMilliseconds: 60 }, () => undefined);
  const { id } = trmm.raise({ type: 'check' });
  trmm.deleteAlert(id);
  await trmm.webhooks.settled();
  expect(trmm.webhooks.sent).toMatchObject([{ alert: id, status: 500 }]);
  expect((await call('GET', `/alerts/${id}/`)).status).toBe(404);
});
