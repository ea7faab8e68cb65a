import { beforeEach, expect, test } from 'vitest';
import { connectFreescout } from '../../../src/integrations/freescout/index.ts';
import { Environment } from '../../../src/integrations/freescout/schema.ts';
import { nocked } from '../nocked.ts';
import { ann, ben, failure, page, ticket } from './api-answers.ts';

const ORIGIN = 'https://help.example.com';
const scope = nocked(ORIGIN);

beforeEach(() => {
  scope()
    .get('/api/mailboxes')
    .query(true)
    .reply(200, page('mailboxes', [{ id: 1, name: 'Support' }]));
});

async function claim(to: string | null): Promise<unknown> {
  const environment = Environment.parse({ FREESCOUT_URL: ORIGIN, FREESCOUT_API_KEY: 'key' });
  const { writeBack } = connectFreescout(environment, Date.now);
  return writeBack?.write(
    { verb: 'assign', row: '7', to, from: to === null ? '1' : null, by: '1' },
    { key: 'k', number: 1 },
  );
}

function answerTicket(assignee: unknown): void {
  scope()
    .get('/api/conversations/7')
    .reply(200, { ...ticket, assignee });
}

test('a claim that somebody took over in the same moment is lost to them', async () => {
  answerTicket(null);
  scope().put('/api/conversations/7', { byUser: 1, assignTo: 1 }).reply(204);
  answerTicket(ben);
  expect(await claim('1')).toMatchObject({ is: 'lost', sentence: 'Ben Cole has ticket #7 in FreeScout already.' });
});

test('a claim that had no effect is lost', async () => {
  answerTicket(null);
  scope().put('/api/conversations/7').reply(204);
  answerTicket({ id: 0 });
  expect(await claim('1')).toMatchObject({
    is: 'lost',
    sentence: 'Somebody unassigned ticket #7 in FreeScout at the same moment.',
  });
});

test('a claim is released as 0, and as -1 where 0 has no effect', async () => {
  answerTicket(ann);
  scope().put('/api/conversations/7', { byUser: 1, assignTo: 0 }).reply(400, { message: 'Error occurred' });
  answerTicket(ann);
  scope().put('/api/conversations/7', { byUser: 1, assignTo: -1 }).reply(204);
  answerTicket(null);
  expect(await claim(null)).toMatchObject({ is: 'done' });
});

test('a claim that the module refuses says why', async () => {
  const errors = [{ path: 'byUser', message: '`byUser` parameter is required', source: 'JSON' }];
  answerTicket(null);
  scope().put('/api/conversations/7').reply(400, { message: 'Error occurred', _embedded: { errors } });
  answerTicket(null);
  expect(await claim('1')).toEqual({
    is: 'refused',
    sentence: 'FreeScout did not assign ticket #7: `byUser` parameter is required',
  });
});

test.each([
  [401, 'never'],
  [403, 'never'],
  [429, 'later'],
  [500, 'unsure'],
  [503, 'unsure'],
])('a claim that is answered with %d is tried again: %s', async (status, retry) => {
  answerTicket(null);
  scope().put('/api/conversations/7').reply(status, { message: 'Server Error' });
  expect(await failure(claim('1'))).toMatchObject({ retry, status });
});
