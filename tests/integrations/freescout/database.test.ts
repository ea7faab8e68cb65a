import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { connectFreescout } from '../../../src/integrations/freescout/index.ts';
import { Environment } from '../../../src/integrations/freescout/schema.ts';
import type { Integration } from '../../../src/integrations/contract.ts';
import { failure } from './api-answers.ts';
import { API_KEY, type Connected, connected } from './desk.ts';
import { GRANTS, limitedLogin } from './limited-login.ts';

/** A connection of its own by another login, with the API where there is an address of it. */
function by(address: string, url?: string): Integration & AsyncDisposable {
  const environment = Environment.parse({
    FREESCOUT_URL: url ?? 'http://127.0.0.1',
    FREESCOUT_DATABASE_URL: address,
    FREESCOUT_TIMEZONE: 'UTC',
    ...(url !== undefined && { FREESCOUT_API_KEY: API_KEY }),
  });
  const integration = connectFreescout(environment, Date.now);
  return { ...integration, [Symbol.asyncDispose]: () => integration.close() };
}

test.each([
  ['a wrong login', 'mysql://nobody:geheim@127.0.0.1:3306/freescout', 'never', 'does not accept the login'],
  ['no such database', 'mysql://root@127.0.0.1:3306/geheim_nowhere', 'never', 'is not there under this name'],
  ['another database', 'mysql://root@127.0.0.1:3306/mysql', 'never', 'has no such table'],
])('a database fails in words that hold no secret: %s', async (_what, address, retry, words) => {
  await using freescout = by(address);
  const error = await failure(freescout.source?.poll({ cursor: undefined, open: [] }));
  expect(error).toMatchObject({ system: 'freescout', retry, message: expect.stringContaining(words) });
  expect(`${error.message}${JSON.stringify(error)}${String(error.cause)}`).not.toContain('geheim');
});

test('a database that hangs up is tried again later', async () => {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await using freescout = by(`mysql://root@127.0.0.1:${typeof address === 'object' ? address?.port : 0}/freescout`);
  const error = await failure(freescout.source?.poll({ cursor: undefined, open: [] }));
  expect(error).toMatchObject({ retry: 'later', message: expect.stringContaining('cannot be reached') });
  server.close();
});

async function write(desk: Connected, id: number, message: object): Promise<void> {
  await fetch(`${desk.freescout.url}/api/conversations/${id}/threads`, {
    method: 'POST',
    headers: { 'x-freescout-api-key': API_KEY, 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'message', user: 1, status: 'active', ...message }),
  });
}

test('a login with the documented grants reads all but the number of files, and no import is a response', async () => {
  await using desk = await connected('both');
  const id = await desk.mail();
  const file = { fileName: 'log.txt', mimeType: 'text/plain', data: 'eA==' };
  await write(desk, id, { text: 'Look', attachments: [file, file] });
  await using login = await limitedLogin(desk.database, GRANTS);
  await using reader = by(login.address, desk.freescout.url);
  const poll = await reader.source?.poll({ cursor: undefined, open: [] });
  const again = await reader.source?.poll({ cursor: poll?.cursor, open: [] });
  expect([poll?.signals, again?.signals, poll?.openAtSource]).toEqual([
    [expect.objectContaining({ row: String(id) })],
    [expect.objectContaining({ seen: expect.objectContaining({ state: 'there' }) })],
    1,
  ]);
  expect(poll?.signals[0]).toMatchObject({ seen: { facts: { attachments: 1 } } });
  expect(await desk.read(id)).toMatchObject({ facts: { attachments: 2 } });

  const imported = await desk.mail();
  await write(desk, imported, { text: 'Long ago', imported: true });
  desk.wait(21);
  expect([await desk.read(id), await desk.read(imported)]).toEqual([
    { state: 'there', facts: expect.objectContaining({ firstReplyAt: expect.any(Number) }) },
    { state: 'there', facts: expect.not.objectContaining({ firstReplyAt: expect.any(Number) }) },
  ]);
  expect(await reader.writeBack?.account?.('ann@msp.example')).toEqual({ id: '1', name: 'Ann Baker' });
  expect(await reader.writeBack?.mayOwn?.(String(id), '1')).toBe(undefined);
});

test('doctor shows the grants that are missing, ready to paste', async () => {
  await using desk = await connected('database');
  await desk.mail();
  await using login = await limitedLogin(desk.database, ['SELECT ON {schema}.conversations']);
  await using reader = by(login.address);
  const missing = (await reader.check()).filter((check) => check.what === 'FreeScout database');
  expect(missing.map(({ state, says }) => [state, says.split(/[ :]/)[0]])).toEqual([
    ['bad', 'threads'],
    ['bad', 'mailbox_user'],
    ['bad', 'emails'],
    ['bad', 'customers'],
    ['warning', 'customers'],
    ['bad', 'mailboxes'],
    ['bad', 'users'],
    ['warning', 'attachments'],
    ['warning', 'options'],
  ]);
  for (const { mend } of missing) await login.grant(mend ?? '');
  await using mended = by(login.address);
  expect(await mended.check()).toEqual([
    { what: 'FreeScout database', state: 'good', says: 'it can be read, and not written' },
    { what: 'FREESCOUT_TIMEZONE', state: 'good', says: 'is UTC; the newest ticket is not in the future' },
    { what: 'FreeScout mail', state: 'good', says: 'was fetched within the last 15 minutes' },
    {
      what: 'FreeScout writing',
      state: 'warning',
      says: expect.stringContaining('not written'),
      mend: expect.any(String),
    },
    { what: 'FreeScout tickets', state: 'good', says: '1 open tickets can be read' },
    {
      what: 'FreeScout webhooks',
      state: 'warning',
      says: 'FREESCOUT_WEBHOOK_SECRET is not set: changes are seen at the next poll only',
      mend: expect.stringContaining('/webhooks/freescout'),
    },
  ]);
});

test('whether mail is still fetched is seen in the database, and not by the API', async () => {
  await using desk = await connected('database');
  desk.wait(61);
  const { pulse } = await desk.poll();
  expect([pulse?.title, desk.freescout.now() - (pulse?.last ?? 0) < 60_000]).toEqual([
    'FreeScout fetches no mail',
    true,
  ]);
  await using blind = await connected('api');
  blind.wait(61);
  expect((await blind.poll()).pulse).toBeUndefined();
});

test('once it has called, FreeScout is expected to call about what is new; before that nothing is expected', async () => {
  await using desk = await connected('database');
  const { cursor } = await desk.source.poll({ cursor: undefined, open: [] });
  const id = await desk.mail();
  const known = { cursor, open: [] };
  expect((await desk.source.poll(known)).telling).toBeUndefined();
  expect((await desk.source.poll({ ...known, told: 1 })).telling?.due).toEqual([String(id)]);
});
