import { expect, test } from 'vitest';
import type { WebhookOptions } from '../../sandbox/trmm/webhook.ts';
import { trmmForTest } from './trmm-client.ts';
import { receiverForTest } from './trmm-receiver.ts';

async function withWebhooks(options: Partial<WebhookOptions> = {}, answer?: () => number | undefined) {
  const { url, received } = await receiverForTest(answer);
  const webhook = {
    failureUrl: `${url}/webhooks/trmm/failure/{{alert.id}}`,
    resolvedUrl: `${url}/webhooks/trmm/resolved/{{alert.id}}`,
    token: 'secret-token',
    ...options,
  };
  return { ...(await trmmForTest({ webhook })), received, url };
}

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

test('one double quote turns the whole body into a string', async () => {
  const body = '{ "alert_id": "{{alert.id}}", "message": "{{alert.message}}" }';
  const { trmm, received } = await withWebhooks({ body });
  const agent = 'ACME-FS01';
  const plain = trmm.raise({ type: 'check', agent, checkName: 'Backup age' });
  const quoted = trmm.raise({ type: 'check', agent, checkName: 'Age of "C:"' });
  await trmm.webhooks.settled();
  const bodies = received.map((one) => JSON.parse(one.text) as unknown);
  expect(bodies).toContainEqual({ alert_id: String(plain.id), message: plain.message });
  expect(bodies).toContainEqual(`{ "alert_id": "${quoted.id}", "message": "${quoted.message}" }`);
});

test('templates print Python, follow relations, and guess at unknown names', async () => {
  const body = [
    '{{alert.hidden}}|{{ alert.severity }}|{{alert.assigned_check.check_type}}|{{alert.get_result.stdout}}',
    '{{alert.snoozed_until}}|{{foo.bar}}|{{agent.Alert Tier}}|{{agent.rustdeskid}}|{{global.NONE}}|{{client.name}}',
  ].join('|');
  const { trmm, received } = await withWebhooks({ body: `{"text": "${body}"}` });
  const { message } = trmm.raise({
    type: 'check',
    agent: 'ACME-DC01',
    checkName: 'Backup age',
    output: String.raw`C:\temp\old`,
  });
  await trmm.webhooks.settled();
  const { text } = JSON.parse(received[0]?.text ?? '') as { text: string };
  expect(text.split('|')).toEqual([
    'None',
    'warning',
    'script',
    'C:\temp\\old',
    `check - ${message}`,
    '{{foo.bar}}',
    '2',
    '100200301',
    'None',
    'Acme',
  ]);
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

test('info is not announced, nor is its recovery, but a rise is', async () => {
  const { trmm, received } = await withWebhooks();
  const about = { type: 'check', agent: 'ACME-DC01', checkName: 'Drive C:' } as const;
  const { id } = trmm.raise({ ...about, severity: 'info' });
  await trmm.webhooks.settled();
  expect(received).toEqual([]);
  trmm.raise({ ...about, severity: 'error' });
  trmm.raise({ ...about, severity: 'info' });
  trmm.recover(about);
  await trmm.webhooks.settled();
  expect(received.map((one) => one.path)).toEqual([`/webhooks/trmm/failure/${id}`]);
});

test('without dashboard alerting, rows exist only where a webhook does, and are hidden', async () => {
  const { trmm, row, url } = await withWebhooks();
  trmm.world.settings.dashboardAlerts = false;
  trmm.webhooks.configure(undefined);
  expect(trmm.report({ type: 'check' })).toBeUndefined();
  trmm.webhooks.configure({ failureUrl: url });
  const { id } = trmm.raise({ type: 'check' });
  expect(await row(id)).toMatchObject({ hidden: true });
});

test('a storm is raised at once and announced one by one', async () => {
  const { trmm, call, received } = await withWebhooks();
  const ids = trmm.storm({ count: 60 });
  expect((await call('PATCH', '/alerts/', { top: 0 })).body).toEqual({ alerts_count: 60, alerts: [] });
  await trmm.webhooks.settled();
  expect(received.map((one) => one.path)).toEqual(ids.map((id) => `/webhooks/trmm/failure/${id}`));
});

test('the test button sends an agent in place of an alert, or nothing replaced at all', async () => {
  const { trmm, received } = await withWebhooks();
  const agent = trmm.world.agents.get(2);
  await trmm.webhooks.test('failure', agent);
  await trmm.webhooks.test('failure');
  expect(received.map((one) => decodeURIComponent(one.path))).toEqual([
    '/webhooks/trmm/failure/2',
    '/webhooks/trmm/failure/{{alert.id}}',
  ]);
  expect(JSON.parse(received[0]?.text ?? '')).toMatchObject({
    alert_id: '2',
    alert_type: 'ACME-FS01',
    severity: 'ACME-FS01',
  });
  expect(received[1]?.headers).toMatchObject({ 'x-trmm-token': '{{global.BOT_TOKEN}}' });
});

test('release 1.5.0 sends no webhook', async () => {
  const { trmm, received, row } = await withWebhooks();
  trmm.world.settings.trmmVersion = '1.5.0';
  const { id } = trmm.raise({ type: 'check' });
  await trmm.webhooks.settled();
  expect(received).toEqual([]);
  expect(await row(id)).toMatchObject({ action_run: null });
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
