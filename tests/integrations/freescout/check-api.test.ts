import { expect, test } from 'vitest';
import type { Check } from '../../../src/desk/check.ts';
import { connectFreescout } from '../../../src/integrations/freescout/index.ts';
import { Environment } from '../../../src/integrations/freescout/schema.ts';
import { nocked } from '../nocked.ts';
import { page } from './api-answers.ts';

const ORIGIN = 'https://help.example.com';
const scope = nocked(ORIGIN);

/** What doctor says of the API, and of the webhooks, while every list is empty. */
async function said(what: string): Promise<Check[]> {
  const environment = { FREESCOUT_URL: ORIGIN, FREESCOUT_API_KEY: 'key', FREESCOUT_WEBHOOK_SECRET: 'secret' };
  const integration = connectFreescout(Environment.parse(environment), Date.now);
  scope().get('/api/conversations').query(true).times(3).reply(200, page('conversations', []));
  return (await integration.check()).filter((check) => check.what === what);
}

test.each([
  [
    'the free look-alike',
    () => {
      scope().get('/api/mailboxes').reply(404, { message: '' });
      scope().get('/api/v1/mailboxes').reply(401, { error: 'unauthorized' });
    },
    'another module of the same name is installed, whose API is a different one',
  ],
  [
    'a log-in page before FreeScout',
    () => {
      scope().get('/api/mailboxes').reply(200, '<html>Log in</html>', { 'content-type': 'text/html' });
      scope().get('/api/v1/mailboxes').reply(200, '<html>Log in</html>', { 'content-type': 'text/html' });
    },
    'the address answered, but not as FreeScout does (200)',
  ],
])('%s is recognised', async (_what, answer, says) => {
  answer();
  scope().get('/api/webhooks').query(true).reply(200, page('webhooks', []));
  expect(await said('FreeScout API')).toMatchObject([{ state: 'bad', says }]);
});

test('a module that lists no webhooks is no trouble', async () => {
  scope().get('/api/mailboxes').reply(200, page('mailboxes', []));
  scope().get('/api/webhooks').query(true).reply(404, { message: '' });
  expect(await said('FreeScout webhooks')).toEqual([
    {
      what: 'FreeScout webhooks',
      state: 'good',
      says: 'the secret is set; this module does not tell what it calls',
    },
  ]);
});
