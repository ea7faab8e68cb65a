import { expect, test } from 'vitest';
import type { Check } from '../../../src/desk/check.ts';
import { connectFreescout } from '../../../src/integrations/freescout/index.ts';
import { Environment } from '../../../src/integrations/freescout/schema.ts';
import { API_KEY, type Connected, connected, SECRET } from './desk.ts';

async function said(desk: Pick<Connected, 'integration'>, what: string): Promise<Check[]> {
  return (await desk.integration.check()).filter((check) => check.what === what);
}

async function subscribe(desk: Connected, url: string): Promise<void> {
  await fetch(`${desk.freescout.url}/api/webhooks`, {
    method: 'POST',
    headers: { 'x-freescout-api-key': API_KEY, 'content-type': 'application/json' },
    body: JSON.stringify({ url, events: ['convo.created'] }),
  });
}

test('all is well', async () => {
  await using desk = await connected('both', { timezone: 'Europe/Berlin' });
  await desk.mail();
  await subscribe(desk, 'https://desk.example.com/webhooks/freescout');
  expect(await desk.integration.check()).toEqual([
    { what: 'FreeScout API', state: 'good', says: 'the API & Webhooks module answers' },
    {
      what: 'FreeScout database',
      state: 'warning',
      says: 'the login may write, which Deskbell never does',
      mend: 'Make a user of its own with SELECT grants alone: FreeScout must never be written by SQL.',
    },
    { what: 'FREESCOUT_TIMEZONE', state: 'good', says: 'is Europe/Berlin; the API says the same time' },
    { what: 'FreeScout mail', state: 'good', says: 'was fetched within the last 15 minutes' },
    { what: 'FreeScout writing', state: 'good', says: 'tickets are read in the database and written by the API' },
    { what: 'FreeScout tickets', state: 'good', says: '1 open tickets can be read' },
    { what: 'FreeScout webhooks', state: 'good', says: 'FreeScout calls Deskbell' },
  ]);
});

test.each([
  ['both', 'is UTC, but then ticket 101 is 330 minutes away from what the API says'],
  ['database', 'is UTC, but then ticket 101 is 330 minutes in the future'],
] as const)('a wrong zone is found with %s', async (mode, says) => {
  await using desk = await connected(mode, { timezone: 'Asia/Kolkata', environment: { FREESCOUT_TIMEZONE: 'UTC' } });
  await desk.mail();
  expect(await said(desk, 'FREESCOUT_TIMEZONE')).toEqual([
    {
      what: 'FREESCOUT_TIMEZONE',
      state: 'bad',
      says,
      mend: 'Set FREESCOUT_TIMEZONE to the APP_TIMEZONE in the .env file of FreeScout.',
    },
  ]);
});

test('where there is nothing to compare it with the zone is named, and a mail fetch that stands still is found', async () => {
  await using desk = await connected('database');
  desk.freescout.cron(false);
  desk.wait(3_600);
  expect((await desk.integration.check()).slice(1, 3)).toMatchObject([
    { what: 'FREESCOUT_TIMEZONE', state: 'good', says: 'is UTC; there is no ticket yet to compare it with' },
    { what: 'FreeScout mail', state: 'warning', says: 'was fetched 60 minutes ago' },
  ]);
  await using api = await connected('api', { timezone: 'Europe/Berlin' });
  expect(await said(api, 'FREESCOUT_TIMEZONE')).toMatchObject([
    { state: 'good', says: 'is Europe/Berlin; the API tells its times in UTC' },
  ]);
});

test('a clock that is ahead is found by the API, too', async () => {
  await using desk = await connected('api');
  desk.wait(3_600);
  await desk.mail();
  const environment = Environment.parse({ FREESCOUT_URL: desk.freescout.url, FREESCOUT_API_KEY: API_KEY });
  const integration = connectFreescout(environment, Date.now);
  expect(await said({ integration }, 'FREESCOUT_TIMEZONE')).toMatchObject([
    { state: 'bad', says: 'is UTC; by the API the newest change is 60 minutes in the future' },
  ]);
});

test('a wrong key, a missing module and no FreeScout at all are told apart', async () => {
  await using wrong = await connected('api', { environment: { FREESCOUT_API_KEY: 'wrong' } });
  await using without = await connected('api', { apiModule: false });
  await using nobody = await connected('api');
  await nobody.freescout.close();
  const all = [wrong, without, nobody].map((desk) => said(desk, 'FreeScout API'));
  expect((await Promise.all(all)).flat().map(({ state, says }) => [state, says])).toEqual([
    ['bad', 'the key is not accepted (401)'],
    ['bad', 'there is no API at this address (404)'],
    ['bad', expect.stringContaining('cannot be reached')],
  ]);
});

test('a ticket that cannot be read is named', async () => {
  await using desk = await connected('api');
  const id = await desk.mail();
  await desk.mail();
  await desk.freescout.rawUpdate(id, { created_at: null as unknown as string });
  expect(await said(desk, 'FreeScout tickets')).toMatchObject([
    { state: 'bad', says: `1 of 2 open tickets cannot be read: ${id}` },
  ]);
});

test('webhooks that cannot arrive are found', async () => {
  await using deaf = await connected('api', { environment: { FREESCOUT_WEBHOOK_SECRET: '' } });
  await using desk = await connected('api', { webhook: { secret: SECRET } });
  const what = 'FreeScout webhooks';
  expect((await said(deaf, what))[0]?.says).toMatch(/^FREESCOUT_WEBHOOK_SECRET is not set/);
  expect((await said(desk, what))[0]?.says).toMatch(/^the secret is set, but FreeScout calls no address/);
  await subscribe(desk, 'http://127.0.0.1:9/webhooks/freescout');
  await desk.mail();
  await expect.poll(() => desk.freescout.deliveries[0]?.attempts).toBe(1);
  await desk.freescout.hooks.settled();
  expect((await said(desk, what)).map(({ state, says }) => [state, says.split(/[,:]/)[0]])).toEqual([
    ['warning', 'the address has a port'],
    ['warning', "FreeScout's last call failed"],
  ]);
});
