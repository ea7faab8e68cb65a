import { expect, test } from 'vitest';
import type { TrmmStandIn } from '../../sandbox/trmm/index.ts';
import { withWebhooks } from './trmm-receiver.ts';

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

/** What one expression prints for a failing script check of the first agent. */
async function printed(expression: string, prepare: (trmm: TrmmStandIn) => void = () => {}): Promise<string> {
  const { trmm, received } = await withWebhooks({ body: `{"text": "${expression}"}` });
  prepare(trmm);
  trmm.raise({ type: 'check', agent: 'ACME-DC01', checkName: 'Backup age', output: 'said' });
  await trmm.webhooks.settled();
  return (JSON.parse(received[0]?.text ?? '') as { text: string }).text;
}

test.each([
  ['{{alert.agent.hostname}}', 'ACME-DC01'],
  ['{{agent.site.client.name}}', 'Acme'],
  ['{{agent.site}} {{agent.client}}', 'HQ Acme'],
  ['{{site.client.id}}', '1'],
  ['{{client.Contract}}', 'Gold'],
  ['{{site.Opening Hours}}', 'None'],
  ['{{agent.Backed up}}', 'True'],
  ['{{alert.snoozed}} {{alert.assigned_task.id}} {{alert.action_run}}', 'None None None'],
  ['{{alert.get_result.stdout}} {{alert.get_result.retcode}}', 'said 1'],
  ['{{alert.constructor}}', 'check - ACME-DC01 has a script check: Script Check: Backup age that failed.'],
  ['{{constructor.name}} {{Alert.id}}', '{{constructor.name}} {{Alert.id}}'],
  ['{{global.BOT_TOKEN}} {{global.bot_token}}', 'secret-token None'],
])('%s prints %s', async (expression, text) => {
  expect(await printed(expression)).toBe(text);
});

test('a field without a value prints its default, a control character a space', async () => {
  const bare = (trmm: TrmmStandIn) => {
    for (const row of [trmm.world.agents.get(1), trmm.world.clients[0]]) row?.custom_fields.splice(0);
    trmm.world.globalKeys.set('BELL', 'ring\u0007ring\u007f');
  };
  expect(await printed('{{agent.Backed up}} {{agent.Roles}} {{client.Contract}}', bare)).toBe('None None Silver');
  expect(await printed('{{global.BELL}}', bare)).toBe('ring ring\u007f');
});

test('line ends are allowed within a text, and whatever is not ASCII is escaped', async () => {
  const { trmm, received } = await withWebhooks({ body: '{"text": "{{global.TEXT}}"}' });
  trmm.world.globalKeys.set('TEXT', 'one\ntwo\tthree é 🔔');
  trmm.raise({ type: 'check' });
  await trmm.webhooks.settled();
  expect(received[0]?.text).toBe(String.raw`{"text": "one\ntwo\tthree \u00e9 \ud83d\udd14"}`);
});

test('nothing can be escaped beforehand: a backslash is doubled, and the body becomes a string', async () => {
  const { trmm, received } = await withWebhooks({ body: String.raw`{"text": "say \"{{alert.id}}\""}` });
  trmm.raise({ type: 'check' });
  await trmm.webhooks.settled();
  expect(JSON.parse(received[0]?.text ?? '')).toBe(String.raw`{"text": "say \\"5001\\""}`);
});

test('no kind of content is named unless the headers do', async () => {
  const { trmm, received } = await withWebhooks({ headers: '{ "X-Other": "{{alert.id}}" }' });
  trmm.raise({ type: 'check' });
  await trmm.webhooks.settled();
  expect(received[0]?.headers).toMatchObject({ 'x-other': '5001' });
  expect(received[0]?.headers).not.toHaveProperty('content-type');
});

test('headers that a quote has broken make no call at all, and stand as 500', async () => {
  const { trmm, row, received } = await withWebhooks({ headers: '{ "X-Name": "{{global.NAME}}" }' });
  trmm.world.globalKeys.set('NAME', 'Joe "Bob"');
  const { id } = trmm.raise({ type: 'check' });
  await trmm.webhooks.settled();
  expect(received).toEqual([]);
  expect(await row(id)).toMatchObject({ action_retcode: 500 });
});
