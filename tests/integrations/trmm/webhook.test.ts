import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { Hearing, WebhookCall } from '../../../src/integrations/contract.ts';
import { hearWebhook } from '../../../src/integrations/trmm/webhook.ts';
import { alerts, TOKEN, trmmWorld } from './trmm-world.ts';

const GOOD = { alert_id: '5013', alert_type: 'availability', severity: 'error', check_id: 'None' };
const HINT = { is: 'hint', row: '5013', says: 'Deskbell: queued' };
const TEST = { is: 'test', says: 'Deskbell: test received' };

function hear(parts: { path?: string; token?: string | undefined; body?: unknown; raw?: string }): Hearing {
  const token = 'token' in parts ? parts.token : TOKEN;
  const call: WebhookCall = {
    path: parts.path ?? '/failure/5013',
    headers: { 'x-trmm-token': token },
    body: Buffer.from(parts.raw ?? JSON.stringify('body' in parts ? parts.body : GOOD)),
  };
  return hearWebhook(call, TOKEN);
}

test('a failure and a recovery name the row to be read', () => {
  expect([hear({}), hear({ path: '/resolved/5013/' })]).toEqual([HINT, HINT]);
});

test.each(['', '/', '/failure', '/failure/', '/failed/5013', '/failure/5013/x', 'failure/5013'])(
  'the path %j is none of ours',
  (path) => {
    expect(hear({ path })).toMatchObject({ is: 'refused', status: 404 });
  },
);

test.each([
  [undefined, 'missing'],
  ['', 'missing'],
  ['None', 'key store'],
  ['{{global.BOT_TOKEN}}', 'against an agent'],
  [`${TOKEN}x`, 'wrong token'],
  [TOKEN.slice(1), 'wrong token'],
])('the token %j is refused: %s', (token, why) => {
  expect(hear({ token })).toEqual({ is: 'refused', status: 401, says: expect.stringContaining(why) });
});

test('without a token of our own nobody is heard, whatever they send', () => {
  const call = { path: '/failure/5013', headers: { 'x-trmm-token': '' }, body: Buffer.from(JSON.stringify(GOOD)) };
  expect(hearWebhook(call, undefined)).toMatchObject({ is: 'refused', status: 401 });
  const none = { ...call, headers: { 'x-trmm-token': 'undefined' } };
  expect(hearWebhook(none, undefined)).toMatchObject({ is: 'refused', status: 401 });
});

test.each<[unknown, string]>([
  [{ ...GOOD, alert_type: 'ACME-DC01', severity: 'ACME-DC01' }, 'run against an agent'],
  [{ ...GOOD, alert_type: '{{alert.alert_type}}' }, 'run against nothing'],
  [{ ...GOOD, severity: 'critical' }, 'another severity'],
  [{ ...GOOD, alert_id: '{{alert.id}}' }, 'no id'],
  [{}, 'an empty object'],
  [[], 'a list'],
  [7, 'a number'],
  [null, 'null'],
])("TRMM's own test (%j, %s) posts nothing", (body) => {
  expect(hear({ body })).toEqual(TEST);
});

test.each(['/failure/{{alert.id}}', '/failure/%7B%7Balert.id%7D%7D', '/failure/None', '/failure/12345678901'])(
  'the id in %s is a test',
  (path) => {
    expect(hear({ path })).toEqual(TEST);
  },
);

test('a body that arrives as text is read again; when it is broken, the id in the path has to do', () => {
  expect([
    hear({ body: JSON.stringify(GOOD) }),
    hear({ body: '{"alert_id": "5013", "client": "Joe "Bob" Ltd"}' }),
    hear({ raw: '{"alert_id": ' }),
    hear({ raw: '' }),
    hear({ body: JSON.stringify({ ...GOOD, severity: 'ACME-DC01' }) }),
  ]).toEqual([HINT, HINT, HINT, HINT, TEST]);
});

test('a body of more than 256 KB is refused', () => {
  expect(hear({ body: { ...GOOD, padding: 'x'.repeat(256 * 1024) } })).toMatchObject({ is: 'refused', status: 400 });
});

test('what TRMM really sends leads to the alert, also after a quotation mark broke the body', async () => {
  const { trmm, source } = await trmmWorld();
  const calls: WebhookCall[] = [];
  const receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers = { 'x-trmm-token': String(request.headers['x-trmm-token']) };
      const call = { path: (request.url ?? '').replace('/webhooks/trmm', ''), headers, body: Buffer.concat(chunks) };
      calls.push(call);
      response.writeHead(202).end('queued');
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void receiver.close());
  const base = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhooks/trmm`;
  const body =
    '{"alert_id": "{{alert.id}}", "alert_type": "{{alert.alert_type}}", "severity": "{{alert.severity}}", "client": "{{client.name}}"}';
  trmm.webhooks.configure({
    failureUrl: `${base}/failure/{{alert.id}}`,
    resolvedUrl: `${base}/resolved/{{alert.id}}`,
    token: TOKEN,
    body,
  });

  const { id } = trmm.raise({ type: 'check', agent: 'ACME-DC01' });
  trmm.renameClient('Acme', 'Joe "Bob" Ltd');
  const quoted = trmm.raise({ type: 'availability', agent: 'ACME-FS01' }).id;
  await trmm.webhooks.settled();
  trmm.recover({ type: 'check', agent: 'ACME-DC01' });
  await trmm.webhooks.settled();

  const heard = calls.map((call) => source.hear?.(call));
  expect(heard).toEqual([id, quoted, id].map((row) => ({ is: 'hint', row: String(row), says: 'Deskbell: queued' })));
  expect(JSON.parse(calls[1]?.body.toString() ?? '')).toBeTypeOf('string');
  const signals = [await source.read(String(id)), await source.read(String(quoted))].flatMap((signal) => signal ?? []);
  expect(alerts(signals).map(({ seen }) => (seen.state === 'ended' ? seen.how : seen.facts.title))).toEqual([
    'recovered',
    'ACME-FS01: offline',
  ]);
});

test('a row that TRMM does not have, or no more, is nothing to hear of', async () => {
  const { source } = await trmmWorld();
  expect(await source.read('999')).toBeUndefined();
});
