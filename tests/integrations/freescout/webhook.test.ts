import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import type { Hearing } from '../../../src/integrations/contract.ts';
import { hear } from '../../../src/integrations/freescout/webhook.ts';
import { connected, SECRET } from './desk.ts';

function signed(body: string, secret = SECRET): string {
  return createHmac('sha1', secret).update(body).digest('base64');
}

function call(body: string, headers: Record<string, string | undefined>, path = ''): Hearing {
  return hear({ path, headers, body: Buffer.from(body) }, SECRET);
}

const BODY = '{"id":7,"subject":"Ärger","status":"active"}';

test('a signed webhook is a hint to read the ticket, whatever its body says', () => {
  for (const event of ['convo.created', 'convo.deleted_forever', 'convo.something.new']) {
    const heard = call(BODY, { 'x-freescout-event': event, 'x-freescout-signature': signed(BODY) });
    expect(heard).toEqual({ is: 'hint', row: '7', says: 'heard' });
  }
});

test('an event about a customer is taken and means nothing', () => {
  const heard = call(BODY, { 'x-freescout-event': 'customer.created', 'x-freescout-signature': signed(BODY) });
  expect(heard).toEqual({ is: 'test', says: 'customer.created concerns no ticket' });
});

test.each([
  ['none', undefined],
  ['an empty one', ''],
  ['one of another secret', signed(BODY, 'another')],
  ['one of another body', signed('{"id":8}')],
  ['a longer one', `${signed(BODY)}AAAA`],
  ['hexadecimal', createHmac('sha1', SECRET).update(BODY).digest('hex')],
])('a signature is checked: %s', (_what, signature) => {
  const heard = call(BODY, { 'x-freescout-event': 'convo.created', 'x-freescout-signature': signature });
  expect(heard).toEqual({ is: 'refused', status: 401, says: 'the signature does not match the secret' });
});

test('without a secret nothing is believed', () => {
  const headers = { 'x-freescout-event': 'convo.created', 'x-freescout-signature': signed(BODY, '') };
  const heard = hear({ path: '', headers, body: Buffer.from(BODY) }, undefined);
  expect(heard).toEqual({ is: 'refused', status: 401, says: 'FREESCOUT_WEBHOOK_SECRET is not set' });
});

test.each([
  ['no JSON', 'id=7'],
  ['no object', '[]'],
  ['no id', '{"number":7}'],
  ['an id that is no row', '{"id":"7/threads"}'],
  ['a negative id', '{"id":-7}'],
])('a body must name a ticket: %s', (_what, body) => {
  const heard = call(body, { 'x-freescout-event': 'convo.created', 'x-freescout-signature': signed(body) });
  expect(heard).toEqual({ is: 'refused', status: 400, says: 'the body names no ticket' });
});

test('the event must be named, and the path must be right', () => {
  const signature = { 'x-freescout-signature': signed(BODY) };
  expect([call(BODY, signature), call(BODY, signature, '/failure/7')]).toEqual([
    { is: 'refused', status: 400, says: 'X-FreeScout-Event is missing' },
    { is: 'refused', status: 404, says: 'nothing is here' },
  ]);
});

test('what FreeScout sends is heard, and the ticket can be read', async () => {
  const arrived = Promise.withResolvers<Hearing>();
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const heard = desk.source.hear?.({ path: '', headers, body: await buffer(request) });
    response.end(heard?.says);
    if (heard?.is === 'hint') arrived.resolve(heard);
  }
  const receiver = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const address = receiver.address();
  const port = typeof address === 'object' ? address?.port : 0;
  await using desk = await connected('api', { webhook: { url: `http://127.0.0.1:${port}/`, secret: SECRET } });
  const id = await desk.freescout.customerMail({ from: 'dana@acme.example', subject: 'Zürich', body: 'x' });
  expect(await arrived.promise).toEqual({ is: 'hint', row: String(id), says: 'heard' });
  expect(await desk.read(id)).toMatchObject({ state: 'there', facts: { subject: 'Zürich' } });
  receiver.close();
});
